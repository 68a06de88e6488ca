import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { auditNames } from "../../../config/names";
import { type Check, text } from "../check";

const COUNTS = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;

/** Every queue of the stacks holds what went wrong: a healthy one is empty. */
export const queueCheck: Check = {
  id: "queue",
  type: "aws_sqs_queue",
  subject: ({ resource }) => text(resource, "name"),
  examine: async ({ resource, config, clients: { sqs } }) => {
    const QueueName = text(resource, "name");
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
    );
    const count = COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    // Canaries, of this run or another's, are gone in minutes by themselves.
    if (count === 0 || QueueName === auditNames(config).canaryQueue) return [];
    return [
      {
        what: `${count === 1 ? "1 event" : `${count} events`} couldn't be delivered or handled`,
        remedy:
          `read one: aws sqs receive-message --queue-url ${QueueUrl} --attribute-names All ` +
          "--message-attribute-names All; mend the cause, send them again (docs/alarms.md)",
      },
    ];
  },
};
