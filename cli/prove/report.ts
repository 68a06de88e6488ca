import type { InvariantVerdict } from "../../invariants";
import type { UnresolvedExpression } from "../../proof/model/estate";
import type { Resource } from "../../proof/model/resource";
import type { Proof } from "../../proof/prove";
import type { Scope } from "../../proof/scope";
import { type Place, placeOf, toldPath, type ToldPath } from "./told";

/** A rule that is broken, or broken with a reason that the configuration gives. */
export interface ToldInvariant extends Omit<InvariantVerdict, "verdict">, Place {
  readonly verdict: "violating" | "suppressed";
}

/** What one scope proves, as plain values. */
export interface ScopeReport {
  /** A workload's name; undefined for what the accounts share. */
  readonly workload?: string;
  readonly files: readonly string[];
  readonly paths: readonly ToldPath[];
  readonly invariants: readonly ToldInvariant[];
  readonly rules: RuleCounts;
  readonly unresolved: readonly UnresolvedExpression[];
}

/** How often each rule came to which verdict. */
export type RuleCounts = Readonly<
  Record<string, Readonly<Record<InvariantVerdict["verdict"], number>>>
>;

export function scopeReport(scope: Scope, proof: Proof): ScopeReport {
  const { workload, own } = scope;
  return {
    ...(workload && { workload: workload.name }),
    files: own.map(({ file }) => file),
    paths: proof.paths.map(toldPath),
    invariants: proof.invariants.flatMap((verdict) => toldInvariant(scope, verdict)),
    rules: ruleCounts(proof.invariants),
    unresolved: proof.unresolved,
  };
}

function toldInvariant(scope: Scope, judged: InvariantVerdict): ToldInvariant[] {
  const { verdict } = judged;
  if (verdict === "compliant" || verdict === "not-applicable") return [];
  return [{ ...judged, verdict, ...placeAt(scope, judged.where) }];
}

/** Of `audit aws_s3_bucket.X`, or of a stack by its name. */
function placeAt({ estate }: Scope, where: string): Place {
  const [stackName, address] = splitAtLast(where);
  const stack = estate.stacks.find(({ name }) => name === where || name === stackName);
  if (!stack) return { where };
  const found = address === undefined ? undefined : resourceAt(estate, stack.name, address);
  return found ? placeOf(found) : { where, file: stack.file };
}

function splitAtLast(where: string): readonly [string, string?] {
  const at = where.lastIndexOf(" ");
  return at < 0 ? [where] : [where.slice(0, at), where.slice(at + 1)];
}

function resourceAt(
  estate: Scope["estate"],
  stackName: string,
  address: string,
): Resource | undefined {
  const type = /^(?:data\.)?[^.]+/.exec(address)?.[0] ?? "";
  return estate
    .resources(type)
    .find((one) => one.stack.name === stackName && one.address === address);
}

export const NONE = { compliant: 0, violating: 0, "not-applicable": 0, suppressed: 0 };

function ruleCounts(judged: readonly InvariantVerdict[]): RuleCounts {
  const counts: Record<string, Record<InvariantVerdict["verdict"], number>> = {};
  for (const { rule, verdict } of judged) (counts[rule] ??= { ...NONE })[verdict]++;
  return counts;
}
