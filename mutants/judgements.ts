import { ALL_INVARIANTS, judgeInvariants, judgeRule, type InvariantVerdict } from "../invariants";
import { judgeStandards } from "../invariants/standards";
import { type Path, walk } from "../proof/path";
import { PATH_SOURCES } from "../proof/paths";
import { isOfWorkload, type PathSource, type Scope } from "../proof/scope";

/** A part of the proof that can be repeated by itself: a path, or a rule over all stacks. */
export interface Judgement {
  readonly id: string;
  /** What doesn't hold, by names that last. */
  readonly faults: () => Promise<readonly string[]> | readonly string[];
}

/** Judgements that are made together from one scope. */
export type Source = (scope: Scope) => readonly Judgement[];

const ofPath = (path: Path): Judgement => ({
  id: path.id,
  faults: async () => ((await walk(path)).verdict === "holds" ? [] : [path.id]),
});

const pathsOf =
  ({ shared, ofWorkload }: PathSource): Source =>
  (scope) =>
    (isOfWorkload(scope) ? (ofWorkload?.(scope) ?? []) : (shared?.(scope) ?? [])).map(ofPath);

const violated = (verdicts: readonly InvariantVerdict[]): string[] =>
  verdicts
    .filter(({ verdict }) => verdict === "violating")
    .map(({ rule, where }) => `${rule} at ${where}`);

/** Rule by rule; suppressions look at all verdicts together, so that they can't be parted. */
const rules: Source = (scope) =>
  scope.config.proof.suppress.length > 0
    ? [{ id: "rules", faults: () => violated(judgeInvariants(scope)) }]
    : [
        ...ALL_INVARIANTS.map((rule) => ({
          id: rule.id,
          faults: () => violated(judgeRule(rule, scope)),
        })),
        { id: "standards", faults: () => violated(judgeStandards(scope)) },
      ];

/** Everything that `warden prove` judges of a scope. */
export const SOURCES: readonly Source[] = [...PATH_SOURCES.map(pathsOf), rules];
