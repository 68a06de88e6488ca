import type { Fault } from "./faults";

/** What can be read of the settings even where parts of them are wrong. */
export interface Memberships {
  readonly membership?: unknown;
  readonly auditAccount: { readonly id?: unknown };
  readonly workloads: readonly { readonly accountId?: unknown }[];
  readonly organization?:
    | {
        readonly managementAccountId?: unknown;
        readonly macieMembers?: readonly { readonly accountId?: unknown }[] | undefined;
        readonly guardrailTargets?: readonly unknown[] | undefined;
      }
    | undefined;
}

/** Faults between the organization's settings and the rest. */
export function checkOrganization(config: Memberships): Fault[] {
  return [
    ...settingsFit(config),
    ...managementAccount(config),
    ...macieMembers(config),
    ...guardrailTargets(config),
  ];
}

function settingsFit({ membership, organization }: Memberships): Fault[] {
  if (membership === "organization" && organization === undefined) {
    const rule =
      'is missing: membership "organization" needs { id, rootId, managementAccountId }: ' +
      "aws organizations describe-organization";
    return [{ path: "organization", value: undefined, rule }];
  }
  if (membership !== "organization" && organization !== undefined) {
    const rule = 'these settings are for membership: "organization"; leave them out, or set that';
    return [{ path: "membership", value: membership, rule }];
  }
  return [];
}

function managementAccount({ organization, auditAccount, workloads }: Memberships): Fault[] {
  const id = organization?.managementAccountId;
  if (id === undefined) return [];
  const isWorkload = workloads.flatMap(({ accountId }, index): Fault[] => {
    if (accountId !== id) return [];
    const rule =
      "the management account (organization.managementAccountId) guards no bucket: no service control policy binds it";
    return [{ path: `workloads[${index}].accountId`, value: accountId, rule }];
  });
  if (auditAccount.id !== id) return isWorkload;
  const rule =
    "the audit account is a member: the management account can't be its own organization's delegated administrator";
  return [{ path: "organization.managementAccountId", value: id, rule }, ...isWorkload];
}

function macieMembers({ organization, auditAccount }: Memberships): Fault[] {
  const ids = (organization?.macieMembers ?? []).map(({ accountId }) => accountId);
  return ids.flatMap((value, index): Fault[] => {
    const path = `organization.macieMembers[${index}].accountId`;
    const earlier = ids.indexOf(value);
    if (value === undefined) return [];
    if (value === auditAccount.id)
      return [{ path, value, rule: "the audit account is Macie's administrator, and no member" }];
    if (earlier === index) return [];
    const rule = `an account is a member once; macieMembers[${earlier}] has it already`;
    return [{ path, value, rule }];
  });
}

function guardrailTargets({ organization }: Memberships): Fault[] {
  const targets = organization?.guardrailTargets ?? [];
  return targets.flatMap((value, index): Fault[] => {
    const path = `organization.guardrailTargets[${index}]`;
    const earlier = targets.indexOf(value);
    if (value !== undefined && value === organization?.managementAccountId) {
      const rule = "no service control policy binds the management account";
      return [{ path, value, rule }];
    }
    if (earlier === index) return [];
    const rule = `a policy is attached once; guardrailTargets[${earlier}] has it already`;
    return [{ path, value, rule }];
  });
}
