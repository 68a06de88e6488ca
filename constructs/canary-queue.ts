import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { canaryFilter } from "../config/findings/canary";
import { SEVERITIES } from "../config/findings-schema";
import { alertTopicArns, arn, type AuditNames } from "../config/names";
import { policyJson } from "../policies/document";
import { canaryQueuePolicy } from "../policies/messaging";
import { type AlertTopics } from "./alerts-topic";

/** Longer than any canary is waited for; what nobody fetched is gone after it. */
const RETENTION_SECONDS = 600;

export interface CanaryQueueProps {
  readonly names: Pick<AuditNames, "alertTopics" | "canaryQueue" | "place">;
  readonly topics: AlertTopics;
}

/** Where the doctor's canaries come back from the topics: whoever reads it learns of no finding. */
export class CanaryQueue extends Construct {
  constructor(scope: Construct, id: string, { names, topics }: CanaryQueueProps) {
    super(scope, id);
    const queueArn = arn("sqs", names.place, names.canaryQueue);
    const queue = new SqsQueue(this, "Resource", {
      name: names.canaryQueue,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      policy: policyJson(canaryQueuePolicy(queueArn, alertTopicArns(names))),
    });
    const byName = new Map(
      SEVERITIES.map((severity) => [names.alertTopics[severity].name, topics.arns[severity]]),
    );
    for (const [name, topicArn] of byName)
      new SnsTopicSubscription(this, `From-${name}`, {
        topicArn,
        protocol: "sqs",
        endpoint: queue.arn,
        rawMessageDelivery: true,
        filterPolicyScope: "MessageBody",
        filterPolicy: canaryFilter,
      });
  }
}
