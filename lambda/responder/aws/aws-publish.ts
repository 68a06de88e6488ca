import { PublishCommand, SNSClient, type SNSClientConfig } from "@aws-sdk/client-sns";
import { type Message } from "../alert/alert";

/** The topic is in the audit account's region, which need not be the function's. */
export function publisher(
  TopicArn: string,
  config: SNSClientConfig,
): (message: Message) => Promise<void> {
  const region = TopicArn.split(":")[3];
  const sns = new SNSClient({ ...config, ...(region && { region }) });
  return async ({ subject, message, attributes }) => {
    const named = Object.entries(attributes).map(
      ([name, StringValue]) => [name, { DataType: "String", StringValue }] as const,
    );
    await sns.send(
      new PublishCommand({
        TopicArn,
        Subject: subject,
        Message: message,
        MessageStructure: "json",
        MessageAttributes: Object.fromEntries(named),
      }),
    );
  };
}
