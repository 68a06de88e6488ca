import { type Statement, tlsOnly } from "./document";

export interface AlertsTopicPolicyProps {
  readonly topicArn: string;
  readonly auditAccountId: string;
  readonly workloadRootArns: readonly string[];
  /** Pattern over the accounts: `arn:aws:iam::*:role/<responder>`. */
  readonly responderRoleArn: string;
}

/** Who may publish alerts: rules and alarms of the audit account, responders of the workloads. */
export function alertsTopicPolicy(props: AlertsTopicPolicyProps): Statement[] {
  const publish = { Action: "sns:Publish", Resource: props.topicArn } as const;
  return [
    {
      // No condition: SNS topic policies don't support any for EventBridge (EventBridge guide,
      // eb-use-resource-based).
      Sid: "RulesPublish",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      ...publish,
    },
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      ...publish,
      Condition: { StringEquals: { "aws:SourceAccount": props.auditAccountId } },
    },
    {
      Sid: "RespondersPublish",
      Effect: "Allow",
      Principal: { AWS: props.workloadRootArns },
      ...publish,
      Condition: { ArnLike: { "aws:PrincipalArn": props.responderRoleArn } },
    },
    tlsOnly("sns:Publish", [props.topicArn]),
  ];
}

export interface SecurityBusPolicyProps {
  readonly busArn: string;
  /** Roots of every account that forwards. */
  readonly rootArns: readonly string[];
  /** Pattern over the accounts: `arn:aws:iam::*:role/<forwarder>`. */
  readonly forwarderRoleArn: string;
}

/** Lets the forwarder roles of the named accounts, and nobody else there, put events. */
export const securityBusPolicy = ({
  busArn,
  rootArns,
  forwarderRoleArn,
}: SecurityBusPolicyProps): Statement[] => [
  {
    Sid: "ForwardersPutEvents",
    Effect: "Allow",
    Principal: { AWS: rootArns },
    Action: "events:PutEvents",
    Resource: busArn,
    Condition: { ArnLike: { "aws:PrincipalArn": forwarderRoleArn } },
  },
];

/** Lets rules of the account (by ARN pattern, if any) leave undeliverable events in the queue. */
export const deadLetterQueuePolicy = (queueArn: string, ruleArns?: string): Statement[] => [
  ...(ruleArns === undefined ? [] : [rulesLeaveDeadLetters(queueArn, ruleArns)]),
  tlsOnly("sqs:*", [queueArn]),
];

const rulesLeaveDeadLetters = (queueArn: string, ruleArns: string): Statement => ({
  Sid: "RulesLeaveDeadLetters",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queueArn,
  Condition: { ArnLike: { "aws:SourceArn": ruleArns } },
});
