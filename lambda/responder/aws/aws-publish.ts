import { PublishCommand, SNSClient, type SNSClientConfig } from "@aws-sdk/client-sns";
import { type Message } from "../alert/alert";
import { SEVERITY_IN_TOPIC } from "../settings";

/**
 * The topics are in the audit account's region, which need not be the function's; where each
 * severity has one, `topicArn` says where its name stands.
 */
export function publisher(
  topicArn: string,
  config: SNSClientConfig,
): (message: Message) => Promise<void> {
  const region = topicArn.split(":")[3];
  const sns = new SNSClient({ ...config, ...(region && { region }) });
  return async ({ subject, message, attributes }) => {
    const severity = (attributes.severity ?? "").toLowerCase();
    const named = Object.entries(attributes).map(
      ([name, StringValue]) => [name, { DataType: "String", StringValue }] as const,
    );
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn.replace(SEVERITY_IN_TOPIC, severity),
        Subject: subject,
        Message: message,
        MessageStructure: "json",
        MessageAttributes: Object.fromEntries(named),
      }),
    );
  };
}
