import { auditNames, iamArn } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import type { WardenConfig } from "../../../config/schema";
import type { Asked } from "../../decide/asker";
import type { Guarded } from "./guarded";

/** `foreign`: for a stranger's resource. `nobody`: without saying for whose. */
export type Manner = "foreign" | "nobody";

export interface Exception {
  readonly type: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly manners: readonly Manner[];
  /** Only on this resource. @default any of the type */
  readonly arn?: (config: WardenConfig) => string | undefined;
  readonly reason: string;
}

/** Where AWS gives a policy no means to tell strangers' requests apart, and why that does no harm. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    type: "aws_sns_topic",
    service: "events.amazonaws.com",
    actions: ["sns:Publish"],
    manners: ["foreign", "nobody"],
    reason:
      "SNS takes no condition for EventBridge (EventBridge guide, eb-use-resource-based); " +
      "the topic's key asks for the account",
  },
  {
    type: "aws_kms_key",
    service: "events.amazonaws.com",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    manners: ["nobody"],
    reason:
      "EventBridge may leave its source out when it publishes (docs/adr/0006-one-path-to-the-topic.md)",
  },
  {
    type: "aws_iam_role",
    service: "lambda.amazonaws.com",
    actions: ["sts:AssumeRole"],
    manners: ["foreign", "nobody"],
    reason:
      "Lambda sends no source, and takes roles of the function's own account only " +
      "(Lambda guide, lambda-intro-execution-role)",
  },
  {
    type: "aws_iam_role",
    service: "config.amazonaws.com",
    actions: ["sts:AssumeRole"],
    manners: ["foreign", "nobody"],
    arn: (config) => {
      const aggregator = organizationNames(config)?.aggregatorRole;
      return aggregator && iamArn(auditNames(config).place, `role/${aggregator}`);
    },
    reason:
      "the Config guide says of no source that an aggregator would send (set-up-aggregator-cli); " +
      "the role's policy lists accounts and no more",
  },
];

export const exceptionFor = (
  config: WardenConfig,
  { kind, arn }: Guarded,
  manner: Manner,
  { who, action }: Asked,
): string | undefined =>
  EXCEPTIONS.find(
    (one) =>
      one.type === kind.type &&
      "service" in who &&
      one.service === who.service &&
      one.actions.includes(action) &&
      one.manners.includes(manner) &&
      (one.arn === undefined || one.arn(config) === arn),
  )?.reason;
