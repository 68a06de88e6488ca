import { type InvariantVerdict, judgeInvariants } from "../invariants";
import { planStacks } from "../config/stack-plan";
import type { WardenConfig, Workload } from "../config/schema";
import { type Assumptions, Estate, type UnresolvedExpression } from "./model/estate";
import type { TerraformStack } from "./model/stack";
import { walk, type WalkedPath } from "./path";
import { PATH_SOURCES } from "./paths";
import type { Scope, WorkloadScope } from "./scope";

export interface Proof {
  readonly paths: readonly WalkedPath[];
  readonly invariants: readonly InvariantVerdict[];
  readonly unresolved: readonly UnresolvedExpression[];
}

export interface ProveOptions {
  readonly config: WardenConfig;
  /** All stacks of the configuration, and whatever other Terraform JSON is deployed beside them. */
  readonly stacks: readonly TerraformStack[];
  /** Sees each path as soon as it is walked. */
  readonly onPath?: (path: WalkedPath) => void;
}

/** Walks every path, of what the accounts share and of each workload in turn. */
export async function prove({ config, stacks, onPath }: ProveOptions): Promise<Proof> {
  const proofs: Proof[] = [];
  for (const scope of scopesOf(config, stacks)) proofs.push(await proveScope(scope, onPath));
  return {
    paths: proofs.flatMap(({ paths }) => paths),
    invariants: proofs.flatMap(({ invariants }) => invariants),
    unresolved: distinct(proofs.flatMap(({ unresolved }) => unresolved)),
  };
}

export async function proveScope(scope: Scope, onPath?: ProveOptions["onPath"]): Promise<Proof> {
  const paths: WalkedPath[] = [];
  for (const path of pathsOf(scope)) {
    const walked = await walk(path);
    paths.push(walked);
    onPath?.(walked);
  }
  return { paths, invariants: judgeInvariants(scope), unresolved: scope.estate.unresolved() };
}

const distinct = (found: readonly UnresolvedExpression[]): UnresolvedExpression[] => [
  ...new Map(found.map((one) => [JSON.stringify(one), one])).values(),
];

export function* scopesOf(
  config: WardenConfig,
  stacks: readonly TerraformStack[],
): Generator<Scope> {
  const ours = stacksByWorkload(config);
  const shared = stacks.filter(({ name }) => !ours.has(name));
  const assumptions = assumptionsOf(config);
  yield { config, own: shared, estate: new Estate(shared, assumptions) };
  for (const workload of config.workloads) {
    const own = stacks.filter(({ name }) => ours.get(name) === workload.name);
    yield { config, workload, own, estate: new Estate([...shared, ...own], assumptions) };
  }
}

const stacksByWorkload = (config: WardenConfig): ReadonlyMap<string, Workload["name"]> =>
  new Map(
    planStacks(config).flatMap(({ name, workload }) => (workload ? [[name, workload.name]] : [])),
  );

export function assumptionsOf({
  organization,
  auditAccount,
  workloads,
}: WardenConfig): Assumptions {
  if (!organization) return {};
  const { id, managementAccountId } = organization;
  const members = workloads.map(({ accountId }) => accountId);
  return {
    organization: { id, accountIds: [managementAccountId, auditAccount.id, ...members] },
  };
}

const isOfWorkload = (scope: Scope): scope is WorkloadScope => scope.workload !== undefined;

const pathsOf = (scope: Scope) =>
  PATH_SOURCES.flatMap(({ shared, ofWorkload }) =>
    isOfWorkload(scope) ? (ofWorkload?.(scope) ?? []) : (shared?.(scope) ?? []),
  );
