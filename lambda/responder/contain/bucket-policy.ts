import { DENYLIST_SID, type denylistStatement } from "./denylist";
import { type Fields, fieldsAt, isFields } from "../events/reading";
import { matchesUserId } from "../decide/user-id";

/** S3 refuses larger bucket policies. */
export const POLICY_LIMIT_BYTES = 20_480;

interface Policy extends Fields {
  readonly Statement: readonly unknown[];
}

const EMPTY: Policy = { Version: "2012-10-17", Statement: [] };

/** @throws SyntaxError when `text` is no policy: better no change than a guess at what it meant. */
function parse(text: string | undefined): Policy {
  if (text === undefined) return EMPTY;
  const policy: unknown = JSON.parse(text);
  if (!isFields(policy)) throw new SyntaxError("the bucket policy is not a JSON object");
  const { Statement = [] } = policy;
  return {
    ...policy,
    Statement: Array.isArray(Statement) ? (Statement as unknown[]) : [Statement],
  };
}

const isOurs = (statement: unknown) => isFields(statement) && statement.Sid === DENYLIST_SID;

/** Whether the policy holds our statement once, in any of the forms that mean the same. */
export function isInForce(policy: string | undefined, wanted: Fields): boolean {
  const [ours, ...more] = parse(policy).Statement.filter(isOurs);
  return more.length === 0 && sameMeaning(ours, wanted);
}

/** The policy with our statement in its place, or at the end; all else as it was, in its order. */
export function withStatement(policy: string | undefined, wanted: Fields): string {
  const parsed = parse(policy);
  const at = parsed.Statement.findIndex(isOurs);
  const others = parsed.Statement.filter((statement) => !isOurs(statement));
  const Statement = others.toSpliced(at < 0 ? others.length : at, 0, wanted);
  return JSON.stringify({ ...parsed, Statement });
}

/** AWS may reorder a list, or give a list of one as the value itself. */
export function sameMeaning(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(value: unknown): unknown {
  if (isFields(value)) {
    const names = Object.keys(value).sort();
    return names.map((name) => [
      name,
      canonical(name === "Principal" ? principal(value[name]) : value[name]),
    ]);
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [
    ...new Set(list.map((item) => JSON.stringify(isFields(item) ? canonical(item) : item))),
  ].sort();
}

/** `"*"` and `{"AWS": "*"}` name the same callers: everybody. */
function principal(value: unknown): unknown {
  return value === "*" ? { AWS: "*" } : value;
}

type DenylistStatement = ReturnType<typeof denylistStatement<readonly string[]>>;

/** The entries that the policy denies no less than `wanted` would, whatever else it says. */
export function entriesInForce(policy: string | undefined, wanted: DenylistStatement): string[] {
  return parse(policy)
    .Statement.filter(isFields)
    .filter((statement) => isOurs(statement) && deniesAsMuch(statement, wanted))
    .flatMap((statement) => texts(fieldsAt(statement, "Condition", "StringLike")["aws:userid"]));
}

function deniesAsMuch(statement: Fields, wanted: DenylistStatement): boolean {
  const { Effect, Principal, Action, Resource, Condition } = statement;
  return (
    Effect === "Deny" &&
    texts(fieldsAt({ Principal: principal(Principal) }, "Principal").AWS).includes("*") &&
    wanted.Action.every((action) => includes(Action, action)) &&
    wanted.Resource.every((resource) => includes(Resource, resource)) &&
    asksNoMore(Condition, wanted.Condition)
  );
}

/** Every further condition, and every further ARN that is spared, lets somebody through. */
function asksNoMore(condition: unknown, wanted: DenylistStatement["Condition"]): boolean {
  if (!isFields(condition)) return false;
  const keys = Object.entries(condition).flatMap(([operator, asked]) =>
    Object.keys(isFields(asked) ? asked : {}).map((key) => `${operator} ${key}`),
  );
  const spared = texts(fieldsAt(condition, "ArnNotEquals")["aws:PrincipalArn"]);
  return (
    keys.every((key) => CONDITIONS.includes(key)) &&
    spared.every((arn) => wanted.ArnNotEquals["aws:PrincipalArn"].includes(arn))
  );
}

const CONDITIONS: readonly string[] = ["StringLike aws:userid", "ArnNotEquals aws:PrincipalArn"];

const includes = (patterns: unknown, value: string): boolean =>
  texts(patterns).some((pattern) => matchesUserId(pattern, value));

const texts = (value: unknown): string[] =>
  [value].flat().filter((each) => typeof each === "string");
