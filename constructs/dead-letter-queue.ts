import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { leave } from "./adoption";
import { alarmOnFirst } from "./alarm";
import { arn, type Place } from "../config/names";
import { policyJson } from "../policies/document";
import { deadLetterQueuePolicy } from "../policies/messaging";

export interface DeadLetterQueueProps {
  readonly name: string;
  readonly place: Place;
  /** Rules that may send here: `<rulePrefix>*`. @default none: only identities with a policy */
  readonly rulePrefix?: string;
  /** Topics told when a message arrives. @default none: the alarm's event is forwarded */
  readonly alarmActions?: readonly string[];
}

/** Keeps what couldn't be delivered for 14 days, SQS's longest, and raises an alarm at the first message. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const queueArn = arn("sqs", props.place, props.name);
    const ruleArns = props.rulePrefix && arn("events", props.place, `rule/${props.rulePrefix}*`);
    const queue = new SqsQueue(this, "Resource", {
      name: props.name,
      messageRetentionSeconds: 14 * 24 * 3600,
      // SQS's own encryption: a key of ours would be one more link that can fail silently.
      sqsManagedSseEnabled: true,
      // Here and not in a resource of its own: the queue is never without it, and the provider waits
      // once for SQS to settle, not twice.
      policy: policyJson(deadLetterQueuePolicy(queueArn, ruleArns)),
    });
    // It had one until 0.1.0: destroyed, it would take the queue's policy with it.
    leave(this, "Policy", "aws_sqs_queue_policy");
    alarmOnFirst(this, "DepthAlarm", {
      name: `${props.name}-depth`,
      description: "Something couldn't be delivered: read the queue, mend the cause, redrive.",
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      dimensions: { QueueName: queue.name },
      ...(props.alarmActions && { actions: props.alarmActions }),
    });
    this.arn = queue.arn;
  }
}
