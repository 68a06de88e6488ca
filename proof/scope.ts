import type { WardenConfig, Workload } from "../config/schema";
import { planStacks } from "../config/stack-plan";
import { type Assumptions, Estate } from "./model/estate";
import type { TerraformStack } from "./model/stack";
import type { Path } from "./path";
import { type Shelf, shelfOf } from "./shelf";

/**
 * What is proved together: the stacks that every workload shares, alone or with those of one
 * workload. So the proof of many accounts needs no more memory than that of one.
 */
export interface Scope {
  readonly config: WardenConfig;
  /** All stacks that bear on the proof. */
  readonly estate: Estate;
  /** The stacks that this scope answers for: those of its workload, or the shared ones. */
  readonly own: readonly TerraformStack[];
  readonly workload?: Workload;
}

export type WorkloadScope = Scope & { readonly workload: Workload };

export const isOfWorkload = (scope: Scope): scope is WorkloadScope => scope.workload !== undefined;

/** The paths of one family: of what the accounts share, and of each workload. */
export interface PathSource {
  readonly shared?: (scope: Scope) => readonly Path[];
  readonly ofWorkload?: (scope: WorkloadScope) => readonly Path[];
}

/**
 * The scope of what all share, then one a workload; a workload's stacks are read when its turn
 * comes. Stacks that the configuration doesn't know are everybody's.
 * @param chosen names of workloads: only theirs. @default all
 */
export function* scopesOf(
  config: WardenConfig,
  stacks: readonly TerraformStack[] | Shelf,
  chosen?: readonly Workload["name"][],
): Generator<Scope> {
  const shelf = "read" in stacks ? stacks : shelfOf(stacks);
  const owners = stackOwners(config);
  const readOf = (owner: Workload["name"] | undefined) =>
    shelf.names.filter((name) => owners.get(name) === owner).map((name) => shelf.read(name));
  const shared = readOf(undefined);
  const assumptions = assumptionsOf(config);
  if (!chosen) yield { config, own: shared, estate: new Estate(shared, assumptions) };
  for (const workload of config.workloads) {
    if (chosen && !chosen.includes(workload.name)) continue;
    const own = readOf(workload.name);
    yield { config, workload, own, estate: new Estate([...shared, ...own], assumptions) };
  }
}

const stackOwners = (config: WardenConfig): ReadonlyMap<string, Workload["name"]> =>
  new Map(
    planStacks(config).flatMap(({ name, workload }) => (workload ? [[name, workload.name]] : [])),
  );

export function assumptionsOf({
  organization,
  auditAccount,
  workloads,
}: WardenConfig): Assumptions {
  if (!organization) return {};
  const { id, managementAccountId, guardrailTargets } = organization;
  const members = workloads.map(({ accountId }) => accountId);
  return {
    organization: {
      id,
      accountIds: [managementAccountId, auditAccount.id, ...members],
      managementAccountId,
      // What a unit holds stands in no stack: those to be guarded are taken to hold the workloads.
      units: Object.fromEntries(guardrailTargets.map((target) => [target, members])),
    },
  };
}
