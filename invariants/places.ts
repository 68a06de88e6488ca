import type { WardenConfig } from "../config/schema";
import { type PlannedStack, planStacks } from "../config/stack-plan";
import type { Scope } from "../proof/scope";

/** The stacks of the configuration that the scope must have among its own. */
export const plannedIn = ({ config, workload }: Scope): readonly PlannedStack[] =>
  workload
    ? planStacks({ ...config, workloads: [workload] }).filter((stack) => stack.workload)
    : planStacks({ ...config, workloads: [] });

/** Asked for each statement of each policy. */
const known = new WeakMap<WardenConfig, ReadonlySet<string>>();

/** Every account of the configuration. */
export function accountsOf(config: WardenConfig): ReadonlySet<string> {
  const accounts = known.get(config) ?? accountsIn(config);
  known.set(config, accounts);
  return accounts;
}

const accountsIn = (config: WardenConfig): ReadonlySet<string> =>
  new Set([
    config.auditAccount.id,
    ...config.workloads.map(({ accountId }) => accountId),
    ...(config.organization ? [config.organization.managementAccountId] : []),
  ]);
