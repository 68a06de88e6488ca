import { createHash } from "node:crypto";
import { concise } from "../../decisions/concise";
import { judge, type Policy, type Question, type Verdict } from "../../decisions/judge";
import { onceFor } from "../../decisions/known";
import { mapPolicies } from "../../decisions/question";

/** More than a scope asks, so that the proof of many accounts needs no more memory than of few. */
const MOST = 5_000;

/** How many questions were asked, and how many of them the engine was put to: benchmarks tell it. */
export const questions = { asked: 0, judged: 0 };

const known = new Map<string, Promise<Verdict>>();

/** The engine's verdict; the same question is put to it once, as long as it is remembered. */
export async function judged(asked: Question): Promise<Verdict> {
  questions.asked++;
  const question = await concise(asked);
  const key = keyOf(question);
  const before = known.get(key);
  if (before) return before;
  const [oldest] = known.keys();
  if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
  questions.judged++;
  const verdict = judge(question);
  known.set(key, verdict);
  return verdict;
}

const digest = (text: string): string => createHash("sha1").update(text).digest("base64");

const digestOf = onceFor((policy: Policy) => ({ digest: digest(JSON.stringify(policy)) }));

const keyOf = (question: Question): string =>
  digest(JSON.stringify(mapPolicies(question, digestOf)));
