import { AUDIT_ORGANIZATION_STACK, AUDIT_STACK, ORGANIZATION_STACK, workloadStack } from "./names";
import { watchedRegions, type WatchedRegion } from "./regions";
import type { Organization } from "./organization-schema";
import type { WardenConfig, Workload } from "./schema";

export type StackKind = "audit" | "organization" | "audit-organization" | "workload";

export interface PlannedStack {
  /** `audit`, `workload-payments`, `workload-payments-eu-west-1` */
  readonly name: string;
  readonly kind: StackKind;
  readonly accountId: string;
  readonly region: string;
  readonly scope: "home" | WatchedRegion["scope"];
  /** Stacks of one wave can be applied side by side, once all earlier waves are applied. */
  readonly wave: number;
  readonly workload?: Workload;
}

export type PlannedWorkload = PlannedStack & { readonly workload: Workload };

type Account = Pick<PlannedStack, "name" | "kind" | "accountId" | "workload">;

/**
 * Every stack of the configuration, in the order of the first apply. The audit account's services
 * are switched on before the management account delegates them, and only then can the audit
 * account configure them for the organization: so each stack is applied once (ADR 0013).
 */
export function planStacks(config: WardenConfig): readonly PlannedStack[] {
  const { auditAccount, organization, workloads } = config;
  const audit: Account = { name: AUDIT_STACK, kind: "audit", accountId: auditAccount.id };
  return inWaves([
    [home(config, audit)],
    further(config, audit),
    ...(organization ? delegation(config, organization) : []),
    workloads.map((workload) => home(config, accountOf(workload))),
    workloads.flatMap((workload) => further(config, accountOf(workload))),
  ]);
}

/** The home stack of the management account switches on what its stacks elsewhere delegate. */
function delegation(config: WardenConfig, organization: Organization): Unnumbered[][] {
  const management: Account = {
    name: ORGANIZATION_STACK,
    kind: "organization",
    accountId: organization.managementAccountId,
  };
  const administrator: Account = {
    name: AUDIT_ORGANIZATION_STACK,
    kind: "audit-organization",
    accountId: config.auditAccount.id,
  };
  const watched = (account: Account) =>
    further(config, account).filter(({ scope }) => scope === "everything");
  return [
    [home(config, management)],
    watched(management),
    [home(config, administrator), ...watched(administrator)],
  ];
}

const accountOf = (workload: Workload): Account => ({
  name: workloadStack(workload),
  kind: "workload",
  accountId: workload.accountId,
  workload,
});

type Unnumbered = Omit<PlannedStack, "wave">;

const home = ({ homeRegion }: WardenConfig, account: Account): Unnumbered => ({
  ...account,
  region: homeRegion,
  scope: "home",
});

const further = (config: WardenConfig, account: Account): Unnumbered[] =>
  watchedRegions(config).map(({ region, scope }) => ({
    ...account,
    name: `${account.name}-${region}`,
    region,
    scope,
  }));

const inWaves = (waves: readonly Unnumbered[][]): PlannedStack[] =>
  waves
    .filter((stacks) => stacks.length > 0)
    .flatMap((stacks, index) => stacks.map((stack) => ({ ...stack, wave: index + 1 })));
