import type { NamedPolicy, Policy } from "../../decisions/judge";
import { onceForText } from "../../decisions/known";
import { isMarked, marked, marksIn, quoteMarks } from "./marks";
import { type Resource, textOf, whereOf } from "./resource";

/** More than the stacks of a workload and those that all share have. */
const MOST = 500;

/** A policy, and the resource whose argument it is: where a missing statement belongs. */
export interface HeldPolicy extends NamedPolicy {
  readonly at: Resource;
}

/** A statement that may say anything: whatever hangs on it is unknown. */
const unreadStatement = (what: string): Policy => {
  const mark = marked(what);
  return { Sid: "Unread", Effect: mark, Principal: mark, Action: mark, Resource: mark };
};

/** A policy that may say anything, named by what isn't known of it. */
export const unread = (what: string): Policy => ({
  Version: "2012-10-17",
  Statement: [unreadStatement(what)],
});

const isObject = (value: unknown): value is Policy =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Statements that Terraform fills in as a whole are unread, the others as they stand. */
function readable(parsed: unknown, what: string): Policy {
  if (!isObject(parsed)) return unread(what);
  const statements: readonly unknown[] = [parsed.Statement].flat();
  const Statement = statements.map((one) => (isObject(one) ? one : unreadStatement(what)));
  return { ...parsed, Statement };
}

export const policyOf = (json: string, what: string): Policy =>
  closedPolicy(json) ?? openPolicy(json, what);

/** One that needs no words about what isn't known; many ask for it, and all get the same object. */
const closedPolicy = onceForText(MOST, (json): Policy | undefined => {
  const parsed = parsedOf(json);
  return isObject(parsed) && [parsed.Statement].flat().every(isObject)
    ? readable(parsed, "")
    : undefined;
});

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(quoteMarks(json));
  } catch {
    return undefined;
  }
}

const openPolicy = (json: string, what: string): Policy =>
  readable(
    parsedOf(json),
    isMarked(json) ? marksIn(json).join(" and ") : `${what}, which isn't a policy`,
  );

export function held(at: Resource | undefined, argument: string): HeldPolicy | undefined {
  if (!at) return undefined;
  const json = textOf(at, argument);
  if (json === undefined) return undefined;
  return { at, name: at.address, policy: policyOf(json, `${whereOf(at)} ${argument}`) };
}

/** Of what has one policy only: where several resources say what it is, the last one applied wins. */
export function theOnly(found: readonly (HeldPolicy | undefined)[]): HeldPolicy | undefined {
  const [first, ...others] = found.filter((one) => one !== undefined);
  if (!first || others.length === 0) return first;
  const names = [first, ...others].map(({ at }) => whereOf(at)).join(" and ");
  return { ...first, policy: unread(`which policy is applied last: ${names}`) };
}
