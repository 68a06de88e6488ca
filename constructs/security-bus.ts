import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { alarmOnFirst } from "./alarm";
import { FINDINGS, type FindingSource } from "../config/findings";
import { policyJson, type Statement } from "../policies/document";
import { RETRY_POLICY } from "./finding-forwarder";

export interface SecurityBusProps {
  readonly prefix: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly topicArn: string;
  readonly deadLetterQueueArn: string;
}

/** Bus that collects the findings of all accounts and turns each into an alert on the topic. */
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
    for (const finding of FINDINGS) this.alertOn(finding);
  }

  private alertOn(finding: FindingSource): void {
    const { prefix, topicArn, deadLetterQueueArn } = this.props;
    const rule = new CloudwatchEventRule(this, `Rule-${finding.id}`, {
      name: `${prefix}-alert-${finding.id}`,
      description: `Findings of ${finding.id} to the security team`,
      eventBusName: this.bus.name,
      eventPattern: JSON.stringify(finding.pattern(prefix)),
    });
    new CloudwatchEventTarget(this, `Target-${finding.id}`, {
      rule: rule.name,
      eventBusName: this.bus.name,
      targetId: "alerts-topic",
      // No roleArn: with one, delivery to an encrypted topic may fail (EventBridge guide,
      // eb-use-resource-based); the topic and key policies let EventBridge in.
      arn: topicArn,
      inputTransformer: alertTransformer(finding),
      deadLetterConfig: { arn: deadLetterQueueArn },
      retryPolicy: RETRY_POLICY,
    });
    alarmOnFirst(this, `Alarm-${finding.id}`, {
      name: `${prefix}-alert-${finding.id}-failed`,
      description: `Alerts on ${finding.id} couldn't be delivered to the topic.`,
      namespace: "AWS/Events",
      metric: "FailedInvocations",
      statistic: "Sum",
      dimensions: { RuleName: rule.name, EventBusName: this.bus.name },
      actions: [topicArn],
    });
  }
}

/**
 * EventBridge puts the quotes around a bare placeholder itself and escapes the value. Inside the
 * quotes of `text` it fills in the plain value, so only values without quotes may stand there: a
 * title with one would break the JSON, and the alert with it (EventBridge guide,
 * eb-transform-target-input).
 */
function alertTransformer({ id, paths, nextStep }: FindingSource) {
  const inputPaths = {
    ...paths,
    account: "$.account",
    region: "$.region",
    time: "$.time",
    event: "$.id",
  };
  const template = [
    `"schema": "bucket-warden/finding/1"`,
    `"source": ${JSON.stringify(id)}`,
    ...Object.keys(inputPaths).map((name) => `"${name}": <${name}>`),
    `"nextStep": ${JSON.stringify(nextStep)}`,
    `"text": "Account <account>, <region>, at <time>. ${nextStep}"`,
  ];
  return { inputPaths, inputTemplate: `{${template.join(", ")}}` };
}
