import { setImmediate as nextTurn } from "node:timers/promises";
import type { WardenConfig } from "../config/schema";
import { type InvariantVerdict, judgeInvariants } from "../invariants";
import type { UnresolvedExpression } from "./model/estate";
import type { TerraformStack } from "./model/stack";
import { type Part, PARTS } from "./parts";
import { type Family, type Path, walk, type WalkedPath } from "./path";
import { PATH_SOURCES } from "./paths";
import { isOfWorkload, type Scope, scopesOf } from "./scope";
import type { Shelf } from "./shelf";

export { assumptionsOf, scopesOf } from "./scope";

export interface Proof {
  readonly paths: readonly WalkedPath[];
  readonly invariants: readonly InvariantVerdict[];
  readonly unresolved: readonly UnresolvedExpression[];
}

export interface ProofOptions {
  /** @default every part */
  readonly parts?: readonly Part[];
  /** Sees each path as soon as it is walked. */
  readonly onPath?: (path: WalkedPath) => void;
  /** Ends the proof with its reason, between two paths. */
  readonly signal?: AbortSignal;
}

export interface ProveOptions extends ProofOptions {
  readonly config: WardenConfig;
  /** All stacks of the configuration, and whatever other Terraform JSON is deployed beside them. */
  readonly stacks: readonly TerraformStack[] | Shelf;
}

/** Walks every path, of what the accounts share and of each workload in turn. */
export async function prove({ config, stacks, ...options }: ProveOptions): Promise<Proof> {
  const proofs: Proof[] = [];
  for (const scope of scopesOf(config, stacks)) proofs.push(await proveScope(scope, options));
  return {
    paths: proofs.flatMap(({ paths }) => paths),
    invariants: proofs.flatMap(({ invariants }) => invariants),
    unresolved: distinct(proofs.flatMap(({ unresolved }) => unresolved)),
  };
}

/** What one scope proves; nothing of other scopes is kept. */
export async function proveScope(scope: Scope, options: ProofOptions = {}): Promise<Proof> {
  const { parts = PARTS, onPath, signal } = options;
  const paths: WalkedPath[] = [];
  for (const path of pathsOf(scope, parts)) {
    // Whatever else waits gets its turn, Ctrl-C first of all.
    await nextTurn();
    signal?.throwIfAborted();
    const walked = await walk(path);
    paths.push(walked);
    onPath?.(walked);
  }
  const invariants = parts.includes("invariants") ? judgeInvariants(scope) : [];
  return { paths, invariants, unresolved: scope.estate.unresolved(scope.own) };
}

const distinct = (found: readonly UnresolvedExpression[]): UnresolvedExpression[] => [
  ...new Map(found.map((one) => [JSON.stringify(one), one])).values(),
];

/** The paths of a scope, not yet walked. */
export function pathsOf(scope: Scope, parts: readonly Part[] = PARTS): readonly Path[] {
  const isAsked = ({ family }: { readonly family: Family }) => parts.includes(family);
  return PATH_SOURCES.flatMap(({ shared, ofWorkload }) =>
    isOfWorkload(scope) ? (ofWorkload?.(scope) ?? []) : (shared?.(scope) ?? []),
  ).filter(isAsked);
}
