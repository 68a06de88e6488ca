import type * as Engine from "@cloud-copilot/iam-simulate";
import { isSparedInDoubt, madeUpFor } from "./departures";
import { inEnginesWords, loadEngine, simulationOf } from "./engine";
import { keysIn, type Question, statementsAbout, type Verdict } from "./question";
import { denialsIn, grantsIn } from "./reasons";

export { loadEngine, PolicyEngineMissing } from "./engine";
export type { ControlLevel, NamedPolicy, Policy, PolicyKind, Question, Verdict } from "./question";

const SERVICE = /^[\w.-]+\.amazonaws\.com(\.cn)?$/;

/** @throws PolicyEngineMissing */
export async function judge(asked: Question): Promise<Verdict> {
  const simulator = await loadEngine();
  const question = inEnginesWords(madeUpFor(asked));
  const answer = await simulator.runSimulation(simulationOf(question), {});
  // A question that the engine can't read is refused: whoever guesses proves nothing.
  if (answer.resultType === "error") {
    return undecided(`the policy engine refuses the question: ${answer.errors.message}`);
  }
  const allowed = answer.overallResult === "Allowed";
  const results = answer.resultType === "single" ? [answer.result] : answer.results;
  const [result] = results;
  if (result === undefined) return { allowed, because: "no statement speaks of it" };
  const ignored = ignoredOf(question, results);
  if (ignored.length > 0) {
    const keys = ignored.join(" and ");
    return undecided(`the policy engine doesn't know ${keys} for ${question.action}`);
  }
  if (allowed && isSparedInDoubt(question)) return undecided(IN_DOUBT);
  const because = allowed ? grantsIn(simulator, result.analysis) : "";
  if (allowed && answer.resultType === "wildcard") return { allowed, because, ofPattern: true };
  if (allowed) return { allowed, because };
  return { allowed, ...denialsIn(simulator, result.analysis, SERVICE.test(question.principal)) };
}

const IN_DOUBT =
  "a denial's NotPrincipal doesn't name the principal's account, and AWS doesn't say what it spares then";

const undecided = (because: string): Verdict => ({ allowed: false, undecided: true, because });

/** Keys of the request that the engine passes over although a statement asks for them. */
function ignoredOf(
  question: Question,
  results: readonly Pick<Engine.SimulationResourceResult, "ignoredContextKeys">[],
): readonly string[] {
  const ignored = new Set(results.flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []));
  if (ignored.size === 0) return [];
  const wanted = new Set(statementsAbout(question).flatMap(keysIn));
  return [...ignored].filter((key) => wanted.has(key.toLowerCase()));
}
