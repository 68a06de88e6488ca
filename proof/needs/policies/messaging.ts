import {
  accountNames,
  alertTopicArns,
  arn,
  auditNames,
  type Place,
  workloadNames,
} from "../../../config/names";
import type { WardenConfig, Workload } from "../../../config/schema";
import type { PlannedStack } from "../../../config/stack-plan";
import type { DeclaredPolicy, Flow } from "../need";
import { anywhere, byRole, callersOf, memberAccounts, workloadAccounts } from "./members";

/** A topic's policy takes no condition for EventBridge (EventBridge guide, eb-use-resource-based). */
export const alertTopics = (config: WardenConfig): readonly DeclaredPolicy[] => {
  const audit = auditNames(config);
  const actions = ["sns:Publish"];
  const responders = anywhere(config, `${config.prefix}-responder`);
  const flows: readonly Flow[] = [
    { who: { Service: "events.amazonaws.com" }, actions },
    {
      who: { Service: "cloudwatch.amazonaws.com" },
      actions,
      condition: { StringEquals: { "aws:SourceAccount": [audit.place.accountId] } },
    },
    { ...byRole(callersOf(config, workloadAccounts(config)), responders), actions },
  ];
  return alertTopicArns(audit).map((topic) => ({ arn: topic, flows }));
};

/** EventBridge guide, eb-cross-account: the accounts that send, here by their forwarder roles only. */
export const securityBus = (config: WardenConfig): DeclaredPolicy => ({
  arn: auditNames(config).busArn,
  flows: [
    {
      ...byRole(
        callersOf(config, memberAccounts(config)),
        anywhere(config, `${config.prefix}-forwarder`),
      ),
      actions: ["events:PutEvents"],
    },
  ],
});

/** Events that a rule couldn't deliver (EventBridge guide, eb-rule-dlq), in each region with rules. */
export const deadLetters = (
  config: WardenConfig,
  { accountId, region }: Pick<PlannedStack, "accountId" | "region">,
): DeclaredPolicy => {
  const { place, deadLetterQueue } = accountNames(config, accountId, region);
  return {
    arn: arn("sqs", place, deadLetterQueue),
    flows: [
      {
        who: { Service: "events.amazonaws.com" },
        actions: ["sqs:SendMessage"],
        condition: { ArnLike: { "aws:SourceArn": [rules(config, place, "*")] } },
      },
    ],
  };
};

/** The topics' canaries (SQS guide, subscribe-queue-sns-topic). */
export const canaries = (config: WardenConfig): DeclaredPolicy => {
  const audit = auditNames(config);
  return {
    arn: arn("sqs", audit.place, audit.canaryQueue),
    flows: [
      {
        who: { Service: "sns.amazonaws.com" },
        actions: ["sqs:SendMessage"],
        condition: { ArnEquals: { "aws:SourceArn": alertTopicArns(audit) } },
      },
    ],
  };
};

const rules = ({ prefix }: WardenConfig, place: Place, name: string): string =>
  arn("events", place, `rule/${prefix}-${name}`);

/** Lambda leaves failed events there by the responder's own role. */
export const failures = (config: WardenConfig, workload: Workload): DeclaredPolicy => {
  const { place, failuresQueue } = workloadNames(config, workload);
  return { arn: arn("sqs", place, failuresQueue), flows: [] };
};

/** Who calls the responder (Lambda guide, with-s3; EventBridge guide, eb-use-resource-based). */
export function responderCalls(config: WardenConfig, workload: Workload): DeclaredPolicy {
  const { place, responderArn, bucketArn, sweepRule } = workloadNames(config, workload);
  const actions = ["lambda:InvokeFunction"];
  const sweep = arn("events", place, `rule/${sweepRule}`);
  return {
    arn: responderArn,
    flows: [
      {
        who: { Service: "s3.amazonaws.com" },
        actions,
        condition: {
          StringEquals: { "aws:SourceAccount": [place.accountId] },
          ArnLike: { "aws:SourceArn": [bucketArn] },
        },
      },
      ...[rules(config, place, "uploads"), sweep].map((rule) => ({
        who: { Service: "events.amazonaws.com" },
        actions,
        condition: { ArnLike: { "aws:SourceArn": [rule] } },
      })),
    ],
  };
}
