import type { WardenConfig, Workload } from "../config/schema";
import { planOf } from "./plan";
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

/** Whose scope: a workload's, or that of what all share. */
export type Owner = Workload | undefined;

/**
 * All scopes of a configuration, in the order in which they are told.
 * @param chosen names of workloads: only theirs. @default what all share, then each workload
 */
export const ownersIn = (
  { workloads }: WardenConfig,
  chosen?: readonly Workload["name"][],
): readonly Owner[] =>
  chosen ? workloads.filter(({ name }) => chosen.includes(name)) : [undefined, ...workloads];

/** The scopes of these owners: see `scopesFor`. */
export const scopesOf = (
  config: WardenConfig,
  stacks: readonly TerraformStack[] | Shelf,
  chosen?: readonly Workload["name"][],
): Generator<Scope> => scopesFor(config, stacks, ownersIn(config, chosen));

/**
 * A scope for each owner as it is asked for; a workload's stacks are read when its turn comes.
 * Stacks that the configuration doesn't know are everybody's.
 */
export function* scopesFor(
  config: WardenConfig,
  stacks: readonly TerraformStack[] | Shelf,
  owners: Iterable<Owner>,
): Generator<Scope> {
  const shelf = "read" in stacks ? stacks : shelfOf(stacks);
  const names = namesByOwner(config, shelf);
  const readOf = (owner: Owner) => (names.get(owner?.name) ?? []).map((name) => shelf.read(name));
  const shared = readOf(undefined);
  const assumptions = assumptionsOf(config);
  for (const workload of owners) {
    const own = workload ? readOf(workload) : shared;
    const estate = new Estate(workload ? [...shared, ...own] : shared, assumptions);
    yield { config, own, estate, ...(workload && { workload }) };
  }
}

function namesByOwner(config: WardenConfig, shelf: Shelf) {
  const owners = new Map(planOf(config).map(({ name, workload }) => [name, workload?.name]));
  const names = new Map<Workload["name"] | undefined, string[]>();
  for (const name of shelf.names) {
    const owner = owners.get(name);
    names.set(owner, [...(names.get(owner) ?? []), name]);
  }
  return names;
}

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
