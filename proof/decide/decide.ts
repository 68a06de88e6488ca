import type { Question, Verdict } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { marksIn } from "../model/expressions";
import { keyArnOf } from "../model/keys";
import { hasPolicies, ownedBy, type Owned } from "../model/policies";
import { type Resource, whereOf } from "../model/resource";
import type { Mend } from "../path";
import type { Asked } from "./asker";
import { judged } from "./judged";
import { mendOf } from "./mend";
import { questionOf } from "./question";
import { readings, unknownsOf } from "./readings";
import { completed } from "./unsaid";

export interface Decision {
  readonly verdict: "allowed" | "refused" | "unknown";
  readonly because: string;
  /** Of a refusal for want of a statement: where it is missing, and what it would say. */
  readonly mend?: readonly Mend[];
}

const unknown = (because: string): Decision => ({ verdict: "unknown", because });

/** IAM's own actions ask no resource's policy: a trust policy is about assuming the role alone. */
const asksResourcePolicy = ({ action }: Asked): boolean => !action.startsWith("iam:");

/** Whether policies of the stacks allow a request. */
export async function decide(estate: Estate, request: Asked): Promise<Decision> {
  const asked = throughAlias(estate, request);
  const isShared = asksResourcePolicy(asked) && hasPolicies(asked.resource);
  const owner = isShared ? ownedBy(estate, asked.resource) : undefined;
  if (!owner && isShared && asked.action !== "sts:AssumeRole")
    return unknown(`no stack has ${asked.resource}`);
  if (owner?.contenders) return unknown(contention(asked, owner, owner.contenders));
  const put = questionOf(estate, asked, owner);
  if ("because" in put) return unknown(put.because);
  const { principal } = put;
  const question = completed({ question: put.question, estate, owner, principal });
  const vague = vagueIn(question);
  if (vague !== undefined) return unknown(vague);
  const verdict = await agreed(question);
  if (verdict.undecided) return unknown(verdict.because);
  if (verdict.allowed) return { verdict: "allowed", because: verdict.because };
  const mend = mendOf({ estate, asked, owner, principal }, verdict.missingIn ?? []);
  return { verdict: "refused", because: verdict.because, ...(mend.length > 0 && { mend }) };
}

const contention = ({ resource }: Asked, owner: Owned, contenders: readonly Resource[]): string =>
  `more than one stack has ${resource}: ${[owner.resource, ...contenders].map(whereOf).join(", ")}`;

/** Actions on an alias itself; all others mean its key (KMS guide, alias-authorization). */
const ON_ALIASES: ReadonlySet<string> = new Set([
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:UpdateAlias",
]);

function throughAlias(estate: Estate, asked: Asked): Asked {
  const [, , service, region = "", accountId = "", name = ""] = asked.resource.split(":");
  if (service !== "kms" || !name.startsWith("alias/") || ON_ALIASES.has(asked.action)) return asked;
  const resource = keyArnOf(estate, asked.resource, { region, accountId });
  return resource === undefined ? asked : { ...asked, resource };
}

/** A question that doesn't say who asks, or of what. */
function vagueIn({ principal, action, resource }: Question): string | undefined {
  const unsaid = marksIn([principal, action, resource].join(" "));
  return unsaid.length > 0 ? hangsOn(unsaid) : undefined;
}

const hangsOn = (unknowns: readonly string[]): string =>
  `it hangs on what the stacks don't say: ${unknowns.join(", ")}`;

/** What every reading comes to; of two that agree, the one that has the least to go by. */
async function agreed(question: Question): Promise<Verdict> {
  const [generous, strict] = await Promise.all(readings(question).map(judged));
  if (!generous) return { allowed: false, undecided: true, because: "nothing is asked" };
  if (!strict) return isOfSome(generous) ? unsure(["which resource it is"]) : generous;
  if (generous.allowed !== strict.allowed || isOfSome(strict)) return unsure(unknownsOf(question));
  return generous.allowed ? strict : generous;
}

/** A star that was asked about where AWS asks about a resource: some are allowed, others maybe not. */
const isOfSome = ({ allowed, ofPattern }: Verdict): boolean => allowed && ofPattern === true;

const unsure = (unknowns: readonly string[]): Verdict => ({
  allowed: false,
  undecided: true,
  because: hangsOn(unknowns),
});
