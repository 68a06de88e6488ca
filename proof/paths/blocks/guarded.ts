import {
  type AccountNames,
  arn,
  type AuditNames,
  iamArn,
  type WorkloadNames,
} from "../../../config/names";
import type { WardenConfig } from "../../../config/schema";
import {
  BUS,
  FUNCTION,
  ITEMS,
  KEY,
  POLICY,
  ROLE,
  RULE,
  SERVICES,
  TABLE,
  TAGGED,
  TRAIL,
} from "./switching-off";

/** One call that the guardrails are about. */
export interface Guarded {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export const each = (
  actions: readonly string[],
  resource: string,
  context?: Guarded["context"],
): Guarded[] => actions.map((action) => ({ action, resource, ...(context && { context }) }));

/** All that would switch off what watches a workload's account. */
export const guardedInWorkload = (
  config: WardenConfig,
  names: WorkloadNames,
  keyArn: string,
): readonly Guarded[] => [
  ...inEveryAccount(config, names),
  ...["uploads", "sweep"].flatMap((rule) =>
    each(RULE, arn("events", names.place, `rule/${names.prefix}-${rule}`)),
  ),
  ...each(FUNCTION, names.responderArn),
  ...each(ROLE, names.responderRoleArn),
  ...each(POLICY, names.quarantinePolicyArn),
  ...each(TABLE, names.ledgerTableArn),
  ...each(KEY, keyArn),
  ...blocksAsMade(names),
];

/** And the audit account, where the target holds it as well. */
export const guardedInAudit = (
  config: WardenConfig,
  names: AuditNames,
  keyArns: readonly string[],
): readonly Guarded[] => [
  ...inEveryAccount(config, names),
  ...each(RULE, arn("events", names.place, `rule/${names.bus}/any`)),
  ...each(BUS, names.busArn),
  ...keyArns.flatMap((keyArn) => each(KEY, keyArn)),
];

function inEveryAccount(
  { homeRegion, furtherRegions }: WardenConfig,
  names: AccountNames,
): readonly Guarded[] {
  const { place, prefix } = names;
  const roles = [names.deploymentRoleArn, names.forwarderRoleArn, trailRoleArn(names)];
  return [
    ...[names.trailArn, `${names.trailArn}-organization`].flatMap((trail) => each(TRAIL, trail)),
    ...[homeRegion, ...furtherRegions].flatMap((region) =>
      each(RULE, arn("events", { ...place, region }, `rule/${prefix}-forward-guardduty`)),
    ),
    ...roles.flatMap((role) => each(ROLE, role)),
    ...SERVICES.flatMap(({ actions, resource }) => each(actions, resourceAt(names, resource))),
    ...TAGGED.flatMap(({ actions, resource }) =>
      each(actions, resourceAt(names, resource), OWN_TAG),
    ),
  ];
}

const trailRoleArn = ({ place, trailLogsRole }: AccountNames): string =>
  iamArn(place, `role/${trailLogsRole}`);

/** All resources of the module have the tag. */
const OWN_TAG = { "aws:ResourceTag/bucket-warden": "any" };

/** @param resource `config:config-rule/x`; `*` where IAM knows none */
const resourceAt = ({ place }: AccountNames, resource: string): string => {
  const [service = "", ...rest] = resource.split(":");
  return rest.length > 0 ? arn(service, place, rest.join(":")) : resource;
};

/** The ledger's entries and the quarantine of whoever carries it. */
const blocksAsMade = ({
  place,
  ledgerTableArn,
  quarantinePolicyArn,
}: WorkloadNames): readonly Guarded[] => {
  const context = { "iam:PolicyARN": quarantinePolicyArn };
  const detaching = (action: string, from: string) =>
    each([action], iamArn(place, `${from}/proof-intruder`), context);
  return [
    ...each(ITEMS, ledgerTableArn),
    ...detaching("iam:DetachUserPolicy", "user"),
    ...detaching("iam:DetachRolePolicy", "role"),
    ...detaching("iam:DetachGroupPolicy", "group"),
  ];
};

/** What administrators do all the same: look at it, quarantine somebody, work with what is theirs. */
export const leftFree = (names: WorkloadNames, keyArn: string): readonly Guarded[] => [
  ...each(["cloudtrail:GetTrailStatus"], names.trailArn),
  ...each(
    ["events:DescribeRule"],
    arn("events", names.place, `rule/${names.prefix}-forward-guardduty`),
  ),
  ...each(["lambda:GetFunctionConfiguration"], names.responderArn),
  ...each(["iam:GetRole"], names.responderRoleArn),
  ...each(["iam:GetPolicyVersion"], names.quarantinePolicyArn),
  ...each(["dynamodb:GetItem", "dynamodb:DescribeTable"], names.ledgerTableArn),
  ...LOOKING.flatMap(({ actions, resource }) =>
    each(actions, resourceAt(names, resource), OWN_TAG),
  ),
  ...each(["kms:Decrypt", "kms:DescribeKey"], keyArn),
  ...each(["iam:AttachUserPolicy"], iamArn(names.place, "user/proof-intruder"), {
    "iam:PolicyARN": names.quarantinePolicyArn,
  }),
  ...each(["iam:DetachUserPolicy"], iamArn(names.place, "user/proof-intruder"), {
    "iam:PolicyARN": iamArn(names.place, "policy/proof-other"),
  }),
  ...each(["dynamodb:PutItem"], arn("dynamodb", names.place, "table/proof-other")),
];

const LOOKING = [
  { actions: ["config:GetComplianceDetailsByConfigRule"], resource: TAGGED[0].resource },
  { actions: ["guardduty:GetMalwareProtectionPlan"], resource: TAGGED[1].resource },
  {
    actions: ["guardduty:GetFindings", "macie2:GetMacieSession"],
    resource: "*",
  },
  { actions: ["organizations:DescribeOrganization"], resource: "*" },
  { actions: ["securityhub:GetFindings"], resource: "securityhub:hub/default" },
] as const;
