import { type Statement, tlsOnly } from "./document";
import { type Callers } from "./members";

export interface AlertsTopicPolicyProps {
  readonly topicArn: string;
  readonly auditAccountId: string;
  readonly workloads: Callers;
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
      // Other accounts on purpose (CKV_AWS_385): their responders alert directly, by their roles only.
      Sid: "RespondersPublish",
      Effect: "Allow",
      Principal: props.workloads.principal,
      ...publish,
      Condition: {
        ...props.workloads.condition,
        ArnLike: { "aws:PrincipalArn": props.responderRoleArn },
      },
    },
    tlsOnly("sns:Publish", [props.topicArn]),
  ];
}

/** The same policy for another topic: SNS takes statements on the topic itself only. */
export const forTopic = (statements: readonly Statement[], topicArn: string): Statement[] =>
  statements.map((statement) => ({
    ...statement,
    Resource: Array.isArray(statement.Resource) ? [topicArn] : topicArn,
  }));

export interface SecurityBusPolicyProps {
  readonly busArn: string;
  /** Every account that forwards. */
  readonly accounts: Callers;
  /** Pattern over the accounts: `arn:aws:iam::*:role/<forwarder>`. */
  readonly forwarderRoleArn: string;
}

/** Lets the forwarder roles of the named accounts, and nobody else there, put events. */
export const securityBusPolicy = ({
  busArn,
  accounts,
  forwarderRoleArn,
}: SecurityBusPolicyProps): Statement[] => [
  {
    Sid: "ForwardersPutEvents",
    Effect: "Allow",
    Principal: accounts.principal,
    Action: "events:PutEvents",
    Resource: busArn,
    Condition: { ...accounts.condition, ArnLike: { "aws:PrincipalArn": forwarderRoleArn } },
  },
];

/** Lets rules of the account (by ARN pattern, if any) leave undeliverable events in the queue. */
export const deadLetterQueuePolicy = (queueArn: string, ruleArns?: string): Statement[] => [
  ...(ruleArns === undefined ? [] : [rulesLeaveDeadLetters(queueArn, ruleArns)]),
  tlsOnly("sqs:*", [queueArn]),
];

/** Lets the alert topics leave canaries in the queue; what else they carry, the subscriptions hold back. */
export const canaryQueuePolicy = (queueArn: string, topicArns: readonly string[]): Statement[] => [
  {
    Sid: "TopicsLeaveCanaries",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArns } },
  },
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
