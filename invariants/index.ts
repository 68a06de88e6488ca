import type { Scope } from "../proof/scope";
import type { Invariant, InvariantVerdict, Judged } from "./invariant";
import { ALL_INVARIANTS } from "./rules";
import { judgeStandards } from "./standards";
import { suppressed, suppressionsOf } from "./suppression";

export type { Invariant, InvariantVerdict } from "./invariant";
export { ALL_INVARIANTS, INVARIANTS } from "./rules";

/** Every rule on every stack that the scope answers for: the product's own, then FSBP's and CIS's. */
export const judgeInvariants = (scope: Scope): readonly InvariantVerdict[] =>
  suppressed(
    [...ALL_INVARIANTS.flatMap((rule) => judgeRule(rule, scope)), ...judgeStandards(scope)],
    suppressionsOf(scope),
  );

/** One rule: what it says of each place, and the stacks that have nothing of its kind. */
export function judgeRule(rule: Invariant, scope: Scope): readonly InvariantVerdict[] {
  const verdicts = placesOf(rule, scope).map((found) => verdictOn(rule, found));
  const isJudged = (stack: string) =>
    verdicts.some(({ where }) => where === stack || where.startsWith(`${stack} `));
  const others = scope.own.filter(({ name }) => !isJudged(name));
  return [
    ...verdicts,
    ...others.map(({ name }) => ({
      rule: rule.id,
      where: name,
      verdict: "not-applicable" as const,
    })),
  ];
}

/** A rule that fails has let nothing pass: all its stacks violate it. */
function placesOf({ judge }: Invariant, scope: Scope): readonly Judged[] {
  try {
    return judge(scope);
  } catch (error) {
    const fault = `the rule itself failed: ${(error as Error).message}`;
    return scope.own.map(({ name }) => ({ where: name, fault }));
  }
}

function verdictOn({ id }: Invariant, { where, fault, excepted }: Judged): InvariantVerdict {
  const base = { rule: id, where };
  if (fault !== undefined) return { ...base, verdict: "violating", because: fault };
  return excepted === undefined
    ? { ...base, verdict: "compliant" }
    : { ...base, verdict: "suppressed", because: excepted };
}
