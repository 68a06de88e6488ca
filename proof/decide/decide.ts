import { createHash } from "node:crypto";
import { judge, type Question, type Verdict } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { marksIn } from "../model/expressions";
import { hasPolicies, ownedBy } from "../model/policies";
import type { Mend } from "../path";
import type { Asked } from "./asker";
import { mendOf } from "./mend";
import { questionOf } from "./question";
import { readings } from "./readings";

export interface Decision {
  readonly verdict: "allowed" | "refused" | "unknown";
  readonly because: string;
  /** Of a refusal for want of a statement: where it is missing, and what it would say. */
  readonly mend?: readonly Mend[];
}

/** Judgements by question: the same question is put to the engine once. */
const known = new Map<string, Promise<Verdict>>();

function judged(question: Question): Promise<Verdict> {
  const key = createHash("sha1").update(JSON.stringify(question)).digest("base64");
  const before = known.get(key);
  if (before) return before;
  const verdict = judge(question);
  known.set(key, verdict);
  return verdict;
}

/** Whether policies of the stacks allow a request. */
export async function decide(estate: Estate, asked: Asked): Promise<Decision> {
  const owner = ownedBy(estate, asked.resource);
  if (!owner && hasPolicies(asked.resource) && asked.action !== "sts:AssumeRole") {
    return { verdict: "unknown", because: `no stack has ${asked.resource}` };
  }
  const put = questionOf(estate, asked, owner);
  if ("because" in put) return { verdict: "unknown", because: put.because };
  const { question, principal } = put;
  const verdicts = await Promise.all(readings(question).map(judged));
  const [first] = verdicts;
  if (!first || verdicts.some(({ allowed }) => allowed !== first.allowed)) {
    const named = marksIn(JSON.stringify(question)).join(", ");
    return { verdict: "unknown", because: `it hangs on what Terraform makes of ${named}` };
  }
  const { because, undecided, missingIn = [] } = first;
  if (undecided) return { verdict: "unknown", because };
  if (first.allowed) return { verdict: "allowed", because };
  const mend = mendOf({ asked, owner, principal }, missingIn);
  return { verdict: "refused", because, ...(mend.length > 0 && { mend }) };
}
