import type { NamedPolicy, Policy } from "../../decisions/judge";
import { isMarked, marked, marksIn, quoteMarks } from "./marks";
import { type Resource, textOf, whereOf } from "./resource";

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

export function policyOf(json: string, what: string): Policy {
  const named = isMarked(json) ? marksIn(json).join(" and ") : `${what}, which isn't a policy`;
  try {
    return readable(JSON.parse(quoteMarks(json)), named);
  } catch {
    return unread(named);
  }
}

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
