import { accountNames, auditNames, iamArn, workloadNames } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import type { WardenConfig } from "../../../config/schema";
import type { Condition, Flow } from "../need";

export interface Callers {
  readonly who: Extract<Flow["who"], { readonly AWS: unknown }>;
  readonly strings: Condition[string];
}

/**
 * Roles of other accounts, as a policy may name them: their accounts' roots, or everybody who is of
 * the organization (IAM guide, global condition keys, aws:PrincipalOrgID).
 */
export function callersOf(config: WardenConfig, accountIds: readonly string[]): Callers {
  const { place } = auditNames(config);
  const organization = organizationNames(config);
  return organization
    ? { who: { AWS: ["*"] }, strings: { "aws:PrincipalOrgID": [organization.id] } }
    : {
        who: { AWS: accountIds.map((accountId) => iamArn({ ...place, accountId }, "root")) },
        strings: {},
      };
}

/** Only roles of this name, in whichever of the accounts. */
export const byRole = (
  { who, strings }: Callers,
  roleArn: string | readonly string[],
  also: Condition[string] = {},
): Pick<Flow, "who" | "condition"> => {
  const equals = { ...strings, ...also };
  return {
    who,
    condition: {
      ArnLike: { "aws:PrincipalArn": [roleArn].flat() },
      ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    },
  };
};

/** For whose resources a service acts (IAM guide, global condition keys, aws:SourceOrgID). */
export const sourcesOf = (
  config: WardenConfig,
  accountIds: readonly string[],
): Condition[string] => {
  const organization = organizationNames(config);
  return organization
    ? { "aws:SourceOrgID": [organization.id] }
    : { "aws:SourceAccount": accountIds };
};

export const workloadAccounts = ({ workloads }: WardenConfig): readonly string[] =>
  workloads.map(({ accountId }) => accountId);

export const memberAccounts = (config: WardenConfig): readonly string[] => [
  config.auditAccount.id,
  ...workloadAccounts(config),
];

/** One role's ARN, of any account. */
export const anywhere = (config: WardenConfig, role: string): string =>
  iamArn({ ...accountNames(config, config.auditAccount.id).place, accountId: "*" }, `role/${role}`);

/** The trails whose files and digests the archive takes, with what their ARNs and folders begin. */
export interface TrailSource {
  readonly condition: Condition;
  /** Log files are encrypted for the trail by its ARN. */
  readonly arns: readonly string[];
  readonly organizationId?: string;
  readonly folders: readonly string[];
}

export function trailSources(config: WardenConfig): readonly TrailSource[] {
  const audit = auditNames(config);
  const organization = organizationNames(config);
  if (!organization) {
    const workloads = config.workloads.map((workload) => workloadNames(config, workload));
    const arns = [audit, ...workloads].map(({ trailArn }) => trailArn);
    const condition = { ArnLike: { "aws:SourceArn": arns } };
    return [{ condition, arns, folders: memberAccounts(config) }];
  }
  const { id, managementAccountId, trailArn } = organization;
  const members = [accountNames(config, "*").trailArn];
  return [
    {
      condition: { ArnLike: { "aws:SourceArn": [trailArn] } },
      arns: [trailArn],
      folders: [managementAccountId, id],
    },
    {
      condition: {
        ArnLike: { "aws:SourceArn": members },
        StringEquals: { "aws:SourceOrgID": [id] },
      },
      arns: members,
      folders: ["*"],
    },
  ];
}
