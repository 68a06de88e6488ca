import type { ProofSuppression } from "../config/proof-schema";
import { planStacks } from "../config/stack-plan";
import type { Scope } from "../proof/scope";
import type { InvariantVerdict } from "./invariant";
import { plannedIn } from "./places";

const stackIn = (where: string): string => where.split(" ")[0] ?? "";

/** Those about the stacks that the scope answers for; about stacks that nobody has, all share. */
export function suppressionsOf(scope: Scope): readonly ProofSuppression[] {
  const { config, workload } = scope;
  const planned = workload ? plannedIn(scope) : planStacks(config).filter((one) => one.workload);
  const names = new Set(planned.map(({ name }) => name));
  return config.proof.suppress.filter(
    ({ where }) => names.has(stackIn(where)) === (workload !== undefined),
  );
}

const covers = ({ rule, where }: ProofSuppression, verdict: InvariantVerdict): boolean =>
  verdict.verdict === "violating" &&
  verdict.rule === rule &&
  (verdict.where === where || verdict.where.startsWith(`${where} `));

/** The same verdicts, those suppressed that are; and a fault for whatever suppresses nothing. */
export function suppressed(
  verdicts: readonly InvariantVerdict[],
  suppressions: readonly ProofSuppression[],
): readonly InvariantVerdict[] {
  const idle = suppressions.filter((one) => !verdicts.some((verdict) => covers(one, verdict)));
  return [
    ...verdicts.map((verdict) => {
      const found = suppressions.find((one) => covers(one, verdict));
      return found ? letPass(verdict, found) : verdict;
    }),
    ...idle.map(({ rule, where }) => ({
      ...{ rule, where, verdict: "violating" as const },
      because: "proof.suppress has it, but it suppresses nothing any more: remove it",
    })),
  ];
}

const letPass = (
  { rule, where }: InvariantVerdict,
  { reason, until }: ProofSuppression,
): InvariantVerdict => ({
  ...{ rule, where, verdict: "suppressed", because: reason },
  ...(until !== undefined && { until }),
});
