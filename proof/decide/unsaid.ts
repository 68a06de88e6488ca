import { onceForEach } from "../../decisions/known";
import {
  keysIn,
  policiesOf,
  type Policy,
  type Question,
  speaksOf,
  statementsOf,
} from "../../decisions/question";
import type { Estate } from "../model/estate";
import { isMarked, marked } from "../model/expressions";
import { aliasesOf } from "../model/keys";
import type { Owned } from "../model/policies";
import type { Resource } from "../model/resource";
import { tagsOf } from "../model/tags";
import { changedPolicies } from "./readings";

type Value = string | readonly string[] | undefined;

interface Facts {
  readonly question: Question;
  readonly estate: Estate;
  readonly owner: Owned | undefined;
  readonly principal: Resource | undefined;
}

const kindOf = (principal: string): Value => {
  if (principal.includes(":assumed-role/")) return "AssumedRole";
  if (principal.includes(":federated-user/")) return "FederatedUser";
  if (principal.includes(":user/")) return "User";
  return principal.endsWith(":root") ? "Account" : undefined;
};

const regionIn = (arn: string): Value => {
  const region = arn.split(":")[3];
  return region === "" ? undefined : region;
};

/** Keys that AWS puts into requests, and whose values follow from what is asked; by lower case. */
const KNOWN: Readonly<Record<string, (facts: Facts) => Value>> = {
  "aws:principaltype": ({ question }) => kindOf(question.principal),
  "aws:requestedregion": ({ question }) => regionIn(question.resource),
  "aws:resourceaccount": ({ question }) => question.resourceAccount || undefined,
  "aws:resourceorgid": ({ question, estate: { assumptions } }) =>
    assumptions.organization?.accountIds.includes(question.resourceAccount)
      ? assumptions.organization.id
      : undefined,
  "aws:username": ({ question }) => /:user\/(?:.*\/)?([^/]+)$/.exec(question.principal)?.[1],
  "kms:calleraccount": ({ question }) => question.principal.split(":")[4],
  "kms:resourcealiases": ({ estate, owner }) => owner && aliasesOf(estate, owner.resource),
  "s3:resourceaccount": ({ question }) => question.resourceAccount || undefined,
};

/** Keys of tags, and whose tags they are. */
const TAGS: Readonly<Record<string, (facts: Facts) => Resource | undefined>> = {
  "aws:principaltag/": ({ principal }) => principal,
  "aws:resourcetag/": ({ owner }) => owner?.resource,
};

/** Of AWS's own keys: where a request doesn't say these, it doesn't have them. */
const ABSENT: ReadonlySet<string> = new Set([
  "aws:multifactorauthpresent",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalorgid",
  "aws:principalservicename",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:tagkeys",
  "aws:userid",
  "aws:username",
]);

const isAbsent = (key: string, { principal, owner }: Facts): boolean =>
  ABSENT.has(key) ||
  key.startsWith("aws:requesttag/") ||
  (key.startsWith("aws:principaltag/") && principal !== undefined) ||
  (key.startsWith("aws:resourcetag/") && owner !== undefined) ||
  !key.startsWith("aws:");

function knownValue(key: string, facts: Facts): Value {
  const known = KNOWN[key]?.(facts);
  if (known !== undefined) return known;
  const [prefix, tagged] = Object.entries(TAGS).find(([one]) => key.startsWith(one)) ?? [];
  const resource = tagged?.(facts);
  if (prefix === undefined || !resource) return undefined;
  const tags = Object.entries(tagsOf(resource));
  return tags.find(([name]) => name.toLowerCase() === key.slice(prefix.length))?.[1];
}

/**
 * The question with what its policies ask for beyond what was said: added where it is known, and
 * marked in the policies where AWS alone knows it, such as the caller's address or the time.
 */
export function completed(facts: Facts): Question {
  const { question } = facts;
  const said = new Map(
    Object.entries(question.context).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const asked = [
    ...new Set(policiesOf(question).flatMap((policy) => keysFor(policy, question.action))),
  ];
  const unanswered = asked.filter((key) => !said.has(key));
  const known = unanswered.flatMap((key) => {
    const value = knownValue(key, facts);
    return value === undefined ? [] : [[key, value] as const];
  });
  const unsaid = [
    ...unanswered.filter((key) => !known.some(([one]) => one === key) && !isAbsent(key, facts)),
    ...[...said].flatMap(([key, value]) => (isMarked(JSON.stringify(value)) ? [key] : [])),
  ];
  const context = { ...question.context, ...Object.fromEntries(known) };
  const whole = { ...question, context };
  return unsaid.length === 0
    ? whole
    : changedPolicies(whole, (statement) => withMarks(statement, new Set(unsaid)));
}

/** What the statements about the action ask for, as far as that is known. */
const keysFor = onceForEach((policy: Policy, action: string): readonly string[] =>
  statementsOf(policy)
    .filter((one) => speaksOf(one, action) || isMarked(JSON.stringify(one.Action)))
    .flatMap(keysIn),
);

/** Conditions and variables of the statement that ask for such a key, marked. */
function withMarks(statement: Policy, unsaid: ReadonlySet<string>): readonly Policy[] {
  if (!keysIn(statement).some((key) => unsaid.has(key))) return [statement];
  const mark = (key: string) => marked(`${key}, which the request doesn't say`);
  const text = JSON.stringify(statement).replaceAll(
    /\$\{\s*([\w-]+:[^},\s]+)[^}]*\}/g,
    (whole, key: string) => (unsaid.has(key.toLowerCase()) ? mark(key) : whole),
  );
  const parsed = JSON.parse(text) as Policy;
  const Condition = Object.entries(
    (parsed.Condition ?? {}) as Readonly<Record<string, object>>,
  ).map(([operator, keys]) => [
    operator,
    Object.fromEntries(
      Object.entries(keys as Policy).map(([key, value]) => [
        key,
        unsaid.has(key.toLowerCase()) ? mark(key) : value,
      ]),
    ),
  ]);
  return [
    {
      ...parsed,
      ...(parsed.Condition !== undefined && { Condition: Object.fromEntries(Condition) as Policy }),
    },
  ];
}
