import { onceFor } from "../../decisions/known";
import {
  mapPolicies,
  policiesOf,
  type Policy,
  type Question,
  type Standing,
  statementsOf,
} from "../../decisions/question";
import { isMarked, marksIn, withoutMarks } from "../model/expressions";
import { opennessOf } from "./open-level";

type Change = (statement: Policy, standing: Standing) => readonly Policy[];

/** The question with every statement of every policy changed. */
export const changedPolicies = (question: Question, change: Change): Question =>
  mapPolicies(question, (policy, standing) => ({
    ...policy,
    Statement: statementsOf(policy).flatMap((one) => change(one, standing)),
  }));

/** What isn't known of the policies that bear on a question. */
export function unknownsOf(question: Question): readonly string[] {
  const levels = [...(question.controlPolicies ?? []), ...(question.resourceControls ?? [])];
  return [
    ...new Set(policiesOf(question).flatMap(marksOf)),
    ...levels.flatMap(({ id }) => opennessOf(id) ?? []),
    ...(isPattern(question) ? [`which of ${question.resource} it is`] : []),
  ];
}

const marksOf = onceFor((policy: Policy): readonly string[] => marksIn(JSON.stringify(policy)));

/** A request is about one resource; a star alone is about none. */
const isPattern = ({ resource }: Question): boolean => resource !== "*" && /[*?]/.test(resource);

/** One that no statement names. */
const anyOf = (resource: string): string => resource.replaceAll(/[*?]/g, "any");

/**
 * The question as it stands; or, where something in its policies isn't known, the two ends of what
 * it may be: with all that could allow and nothing that might deny, and the reverse. No reading in
 * between allows more than the first or less than the second, so where they agree, all do. Of a
 * pattern the engine says whether any part is allowed: that is the first reading, too; the second is
 * about one that no statement names.
 */
export function readings(question: Question): readonly Question[] {
  if (unknownsOf(question).length === 0) return [question];
  return [
    changedPolicies(question, reading("Allow")),
    {
      ...changedPolicies(question, reading("Deny")),
      resource: isPattern(question) ? anyOf(question.resource) : question.resource,
    },
  ];
}

/** An uncertain statement of the effect, as widely as it may be meant; of the other one, not at all. */
const reading =
  (effect: "Allow" | "Deny"): Change =>
  (statement, { kind, level = "" }) => {
    const isOptional = opennessOf(level) !== undefined && statement.Effect !== "Allow";
    if (isOptional && effect === "Allow") return [];
    if (!isMarked(JSON.stringify(statement))) return [statement];
    const isMeant = statement.Effect === effect || isMarked(String(statement.Effect));
    if (!isMeant) return [];
    const { Principal, ...meant } = wide(statement);
    return [{ ...meant, Effect: effect, ...(SAY_BY_WHOM.has(kind) && { Principal }) }];
  };

/** Those that say for whom they are; policies of principals don't. */
const SAY_BY_WHOM: ReadonlySet<Standing["kind"]> = new Set(["resource", "resource control"]);

/** Matches whatever the values might be; `NotAction` and its like exclude nothing then. */
function wide({ Condition, ...statement }: Policy): Policy {
  const elements = Object.entries(statement).map(([name, value]): readonly [string, unknown] => {
    if (!isMarked(JSON.stringify(value))) return [name, value];
    if (WHOLE.has(name)) return [name.replace(/^Not/, ""), "*"];
    return [name, JSON.parse(withoutMarks(JSON.stringify(value), "*"))];
  });
  const known = knownConditions(Condition);
  return { ...Object.fromEntries(elements), ...(known && { Condition: known }) };
}

/** A star within a principal's ARN matches nothing, and a star that is excluded excludes all. */
const WHOLE: ReadonlySet<string> = new Set([
  "NotAction",
  "NotPrincipal",
  "NotResource",
  "Principal",
]);

function knownConditions(condition: unknown): Policy | undefined {
  const operators = Object.entries((condition ?? {}) as Readonly<Record<string, object>>)
    .filter(([operator]) => !isMarked(operator))
    .map(([operator, keys]) => [operator, knownKeys(keys)] as const)
    .filter(([, keys]) => Object.keys(keys).length > 0);
  return operators.length > 0 ? Object.fromEntries(operators) : undefined;
}

const knownKeys = (keys: object): Policy =>
  Object.fromEntries(Object.entries(keys).filter((entry) => !isMarked(JSON.stringify(entry))));
