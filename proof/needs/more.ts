import type { HeldPolicy } from "../model/policies";
import { marksIn } from "../model/marks";
import { type Resource, whereOf } from "../model/resource";
import { broken, type Hop, holds } from "../path";
import { isAsTight } from "./conditions";
import { type Grant, grantsIn } from "./grants";
import type { Flow, Need } from "./need";
import { isAction, isWithin, isWithinAny } from "./patterns";

const told = ({ who, action, resource, condition }: Grant): string => {
  const on = resource === "" ? "" : ` on ${resource}`;
  const asks = condition === undefined ? "no condition" : JSON.stringify(condition);
  return `${action}${on}${who === undefined ? "" : ` for ${who}`} with ${asks}`;
};

/**
 * The one kind of resource that an action takes (Service Authorization Reference, IAM): on another
 * that stands in the same statement, it allows nothing.
 */
const ONLY_ON: Readonly<Record<string, string>> = {
  "iam:AttachRolePolicy": "role",
  "iam:AttachUserPolicy": "user",
};

function isVoid({ action, resource }: Grant): boolean {
  const wanted = ONLY_ON[action];
  // A kind that isn't spelt out may be any.
  const kind = /^arn:[\w-]+:iam::\d{12}:([a-z]+)\//.exec(resource)?.[1];
  return wanted !== undefined && kind !== undefined && kind !== wanted;
}

/** Whether a need covers a grant: the same action, nothing wider, bound as tightly. */
const isNeeded = (grant: Grant, needs: readonly Need[]): boolean =>
  needs.some(
    ({ action, resource, condition }) =>
      isAction(grant.action, action) &&
      isWithin(grant.resource, resource) &&
      isAsTight(grant.condition, condition),
  );

/** Nothing is granted that nobody needs. */
export const nothingMore = (held: HeldPolicy, needs: readonly Need[]): Hop =>
  nothingBeyond(held, (grant) => isVoid(grant) || isNeeded(grant, needs));

/** `AWS arn:aws:iam::1…:root` and `AWS 1…` mean the same (IAM guide, reference_policies_elements_principal). */
const sameAs = (who: string): string =>
  who.replace(/^AWS arn:[\w-]+:iam::(\d{12}):root$/, "AWS $1");

const principalsOf = ({ who }: Flow): readonly string[] =>
  "Service" in who ? [`Service ${who.Service}`] : who.AWS.map((arn) => `AWS ${arn}`);

/** A resource's policy lets in nobody but whom its flows declare, to nothing but what they say. */
export const nothingMoreFor = (held: HeldPolicy, arn: string, flows: readonly Flow[]): Hop =>
  nothingBeyond(held, (grant) => flows.some((flow) => isDeclared(grant, arn, flow)));

function isDeclared({ who = "", action, resource, condition }: Grant, arn: string, flow: Flow) {
  // Of a key, and in a trust policy, the resource is the one whose policy it is.
  const isItself = resource === "" || (resource === "*" && arn.split(":")[2] === "kms");
  return (
    principalsOf(flow).map(sameAs).includes(sameAs(who)) &&
    (flow.upTo ?? flow.actions).some((wide) => isAction(action, wide)) &&
    (isItself || isWithinAny(resource, flow.resources ?? [arn])) &&
    isAsTight(condition, flow.condition)
  );
}

function nothingBeyond({ at, name, policy }: HeldPolicy, isMeant: (grant: Grant) => boolean): Hop {
  const what = `${name} grants nothing that isn't needed`;
  for (const grant of grantsIn(policy)) {
    if ("boundless" in grant) {
      return broken(what, `${grant.sid} allows by ${grant.boundless}: name what is meant`, { at });
    }
    if (!isMeant(grant)) return notMeant(what, grant, at);
  }
  return holds(what, "every grant of it is declared", at);
}

function notMeant(what: string, grant: Grant, at: Resource): Hop {
  const marks = marksIn(JSON.stringify(grant));
  if (marks.length > 0) {
    const because = `it hangs on what Terraform makes of ${marks.join(", ")} (${grant.sid})`;
    return { what, verdict: "unknown", because, at };
  }
  const because = `nobody needs it: remove ${told(grant)} (${grant.sid}) from ${whereOf(at)}`;
  return broken(what, because, { at });
}
