import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { SEVERITIES, type Severity } from "../config/findings-schema";
import type { AuditNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import { policyJson, type Statement } from "../policies/document";
import { forTopic } from "../policies/messaging";

/** Alarms say that alerts may be lost: as urgent as what leaves a moment to judge. */
export const ALARM_SEVERITY: Severity = "HIGH";

/** Where alerts are published, by severity; with one topic for all, each is the same. */
export interface AlertTopics {
  readonly arns: Readonly<Record<Severity, string>>;
  /** Where alarms about this product go. */
  readonly alarmsArn: string;
}

export interface AlertsTopicProps {
  readonly topics: WardenConfig["auditAccount"]["topics"];
  readonly names: Pick<AuditNames, "alertTopics">;
  readonly keyArn: string;
  /** Who may publish; each topic gets them under its own ARN. */
  readonly statements: readonly Statement[];
  /** E-mail subscriptions wait until their reader has confirmed them: Terraform can't. */
  readonly subscriptions: WardenConfig["auditAccount"]["subscriptions"];
}

/** Encrypted topics that the security team reads: one, or one for each severity. */
export class AlertsTopic extends Construct implements AlertTopics {
  readonly arns: AlertTopics["arns"];
  readonly alarmsArn: string;
  /** What the stack tells: the topic, or each severity's. */
  readonly output: string | AlertTopics["arns"];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlertsTopicProps,
  ) {
    super(scope, id);
    this.arns = props.topics === "one" ? this.addOne() : this.addEach();
    this.alarmsArn = this.arns[ALARM_SEVERITY];
    this.output = props.topics === "one" ? this.alarmsArn : this.arns;
  }

  private addOne(): AlertTopics["arns"] {
    const arn = this.addTopic(ALARM_SEVERITY, "");
    return { LOW: arn, MEDIUM: arn, HIGH: arn, CRITICAL: arn };
  }

  private addEach(): AlertTopics["arns"] {
    const arns = SEVERITIES.map(
      (severity) => [severity, this.addTopic(severity, `-${severity.toLowerCase()}`)] as const,
    );
    return Object.fromEntries(arns) as Record<Severity, string>;
  }

  private addTopic(severity: Severity, suffix: string): string {
    const { names, keyArn, statements, subscriptions } = this.props;
    const { name, arn } = names.alertTopics[severity];
    const resource = new SnsTopic(this, `Resource${suffix}`, { name, kmsMasterKeyId: keyArn });
    const policy = new SnsTopicPolicy(this, `Policy${suffix}`, {
      arn: resource.arn,
      policy: policyJson(forTopic(statements, arn)),
    });
    for (const { protocol, endpoint, severities = SEVERITIES } of subscriptions) {
      if (!severities.includes(severity)) continue;
      new SnsTopicSubscription(this, `Subscription${suffix}-${protocol}-${endpoint}`, {
        topicArn: resource.arn,
        protocol,
        endpoint,
      });
    }
    // Whoever publishes waits until the policy lets it.
    return policy.arn;
  }
}
