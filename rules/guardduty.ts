import { type StackJson } from "../stacks/read-stack";
import { eachPlace, has, organizationIn, some, unless } from "./judges";
import { type Estate, type Exception, type Judge, type Rule } from "./rule";

const detects = (stack: StackJson): boolean =>
  some(stack, "aws_guardduty_detector", (detector) => detector.arguments.enable !== false);

/** Of an account's own detector, or of all members' by the organization's settings. */
function protects(stack: StackJson, estate: Estate, feature: string): boolean {
  const named = new RegExp(`"name":"${feature}"`);
  const isOwn =
    detects(stack) &&
    some(
      stack,
      "aws_guardduty_detector_feature",
      (found) => has(found, named) && has(found, /"status":"ENABLED"/),
    );
  const byOrganization = organizationIn(estate, stack.region).some((organization) =>
    some(
      organization,
      "aws_guardduty_organization_configuration_feature",
      (found) => has(found, named) && has(found, /"auto_enable":"ALL"/),
    ),
  );
  return isOwn || byOrganization;
}

const detectsByOrganization = (stack: StackJson, estate: Estate): boolean =>
  organizationIn(estate, stack.region).some((organization) =>
    some(organization, "aws_guardduty_organization_configuration", (settings) =>
      has(settings, /"auto_enable_organization_members":"ALL"/),
    ),
  );

/** GuardDuty's further protections: what they are for, and the features that switch them on. */
const PROTECTIONS: readonly (readonly [id: string, asks: string, feature: string])[] = [
  ["GuardDuty.5", "watch EKS audit logs", "EKS_AUDIT_LOGS"],
  ["GuardDuty.7", "watch EKS at run time", "EKS_RUNTIME_MONITORING"],
  ["GuardDuty.8", "scan EC2's volumes for malware", "EBS_MALWARE_PROTECTION"],
  ["GuardDuty.9", "watch RDS logins", "RDS_LOGIN_EVENTS"],
  ["GuardDuty.11", "watch machines at run time", "RUNTIME_MONITORING"],
  ["GuardDuty.12", "watch ECS at run time", "ECS_FARGATE_AGENT_MANAGEMENT"],
  ["GuardDuty.13", "watch EC2 at run time", "EC2_AGENT_MANAGEMENT"],
];

const NOT_FOR_BUCKETS: Exception = {
  of: /./,
  file: "constructs/threat-detection.ts",
  named: "GuardDuty.5 to .9 and .11 to .13",
  why: "It watches compute and databases, which this product doesn't run, and is charged by their size: the account's owner decides.",
};

const ONE_FUNCTION: Exception = {
  ...NOT_FOR_BUCKETS,
  why: "The one function of this product talks to AWS alone; the protection is charged by the traffic of all the account's functions.",
};

const feature = (name: string): Judge =>
  eachPlace((stack, estate) => unless(protects(stack, estate, name), `${name} isn't switched on`));

export const GUARDDUTY_RULES: readonly Rule[] = [
  {
    id: "GuardDuty.1",
    also: "CKV_AWS_238, CKV2_AWS_3",
    asks: "GuardDuty in each account and region",
    how: "`aws_guardduty_detector`; with an organization, its configuration for all members: a scanner that sees a member's stack alone finds none",
    judge: eachPlace((stack, estate) =>
      unless(detects(stack) || detectsByOrganization(stack, estate), "no detector"),
    ),
  },
  {
    id: "GuardDuty.10",
    asks: "watch calls on S3's objects",
    how: "feature `S3_DATA_EVENTS`",
    judge: feature("S3_DATA_EVENTS"),
  },
  {
    id: "GuardDuty.6",
    asks: "watch the network traffic of Lambda",
    how: "-",
    judge: feature("LAMBDA_NETWORK_LOGS"),
    exceptions: [ONE_FUNCTION],
  },
  ...PROTECTIONS.map(([id, asks, name]): Rule => ({
    id,
    asks,
    how: "-",
    judge: feature(name),
    exceptions: [NOT_FOR_BUCKETS],
  })),
];
