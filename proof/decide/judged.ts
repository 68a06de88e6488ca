import { createHash } from "node:crypto";
import { judge, type Question, type Verdict } from "../../decisions/judge";

/** More than a scope asks, so that the proof of many accounts needs no more memory than of few. */
const MOST = 20_000;

/** How many questions were asked, and how many of them the engine was put to: benchmarks tell it. */
export const questions = { asked: 0, judged: 0 };

const known = new Map<string, Promise<Verdict>>();

/** The engine's verdict; the same question is put to it once, as long as it is remembered. */
export function judged(question: Question): Promise<Verdict> {
  questions.asked++;
  const key = createHash("sha1").update(JSON.stringify(question)).digest("base64");
  const before = known.get(key);
  if (before) return before;
  const [oldest] = known.keys();
  if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
  questions.judged++;
  const verdict = judge(question);
  known.set(key, verdict);
  return verdict;
}
