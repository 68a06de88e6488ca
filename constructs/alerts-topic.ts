import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { WardenConfig } from "../config/schema";
import { policyJson, type Statement } from "../policies/document";

export interface AlertsTopicProps {
  readonly name: string;
  readonly keyArn: string;
  readonly statements: readonly Statement[];
  /** E-mail subscriptions wait until their reader has confirmed them: Terraform can't. */
  readonly subscriptions: WardenConfig["auditAccount"]["subscriptions"];
}

/** Encrypted topic that the security team reads. */
export class AlertsTopic extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { name, keyArn, statements, subscriptions }: AlertsTopicProps,
  ) {
    super(scope, id);
    const topic = new SnsTopic(this, "Resource", { name, kmsMasterKeyId: keyArn });
    const policy = new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyJson(statements),
    });
    for (const { protocol, endpoint } of subscriptions) {
      new SnsTopicSubscription(this, `Subscription-${protocol}-${endpoint}`, {
        topicArn: topic.arn,
        protocol,
        endpoint,
      });
    }
    // Whoever publishes waits until the policy lets it.
    this.arn = policy.arn;
  }
}
