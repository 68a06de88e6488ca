import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { alarmOnFailedInvocations } from "./alarm";
import type { AlertRule } from "../config/findings";
import { policyJson, type Statement } from "../policies/document";
import { type AlertTopics } from "./alerts-topic";
import { RETRY_POLICY } from "./finding-forwarder";

export interface SecurityBusProps {
  readonly prefix: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly rules: readonly AlertRule[];
  readonly topics: AlertTopics;
  readonly deadLetterQueueArn: string;
}

/** Bus that collects the findings of all accounts and turns each into an alert on its topic. */
export class SecurityBus extends Construct {
  readonly policy: CloudwatchEventBusPolicy;
  private readonly bus: CloudwatchEventBus;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityBusProps,
  ) {
    super(scope, id);
    this.bus = new CloudwatchEventBus(this, "Resource", { name: props.name });
    this.policy = new CloudwatchEventBusPolicy(this, "Policy", {
      eventBusName: this.bus.name,
      policy: policyJson(props.statements),
    });
    for (const rule of props.rules) this.alertOn(rule);
  }

  private alertOn({ id, source, severity, pattern, transformer }: AlertRule): void {
    const { prefix, topics, deadLetterQueueArn } = this.props;
    const rule = new CloudwatchEventRule(this, `Rule-${id}`, {
      name: `${prefix}-alert-${id}`,
      description: `Findings of ${source}, severity ${severity}, to the security team`,
      eventBusName: this.bus.name,
      eventPattern: JSON.stringify(pattern),
      // Said, or an apply leaves a rule switched off that somebody has.
      state: "ENABLED",
    });
    new CloudwatchEventTarget(this, `Target-${id}`, {
      rule: rule.name,
      eventBusName: this.bus.name,
      targetId: "alerts-topic",
      // No roleArn: with one, delivery to an encrypted topic may fail (EventBridge guide,
      // eb-use-resource-based); the topic and key policies let EventBridge in.
      arn: topics.arns[severity],
      inputTransformer: transformer,
      deadLetterConfig: { arn: deadLetterQueueArn },
      retryPolicy: RETRY_POLICY,
    });
    alarmOnFailedInvocations(this, `Alarm-${id}`, {
      rule,
      what: `Alerts on ${source}, severity ${severity},`,
      actions: [topics.alarmsArn],
    });
  }
}
