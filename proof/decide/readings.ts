import type { ControlLevel, NamedPolicy, Policy, Question } from "../../decisions/judge";
import { policiesOf, statementsOf } from "../../decisions/question";
import { isMarked, marksIn, withoutMarks } from "../model/expressions";
import { opennessOf } from "./open-level";

interface Standing {
  /** The control level that the statement's policy is attached at. */
  readonly level?: string;
  /** Whether it says for whom it is; policies of principals don't. */
  readonly hasPrincipal?: true;
}

type Change = (statement: Policy, standing: Standing) => readonly Policy[];

const mapStatements = (policy: Policy, change: Change, standing: Standing): Policy => ({
  ...policy,
  Statement: statementsOf(policy).flatMap((one) => change(one, standing)),
});

/** The question with every statement of every policy changed. */
export function changedPolicies(question: Question, change: Change): Question {
  const of = <P extends NamedPolicy>(named: P, standing: Standing = {}): P => ({
    ...named,
    policy: mapStatements(named.policy, change, standing),
  });
  const inLevels = (levels: readonly ControlLevel[], standing: Standing = {}) =>
    levels.map(({ id: level, policies }) => ({
      id: level,
      policies: policies.map((one) => of(one, { ...standing, level })),
    }));
  const { boundary, resourcePolicy, controlPolicies, resourceControls } = question;
  return {
    ...question,
    identityPolicies: question.identityPolicies.map((one) => of(one)),
    ...(boundary && { boundary: of(boundary) }),
    ...(resourcePolicy && { resourcePolicy: mapStatements(resourcePolicy, change, BY_WHOM) }),
    ...(controlPolicies && { controlPolicies: inLevels(controlPolicies) }),
    ...(resourceControls && { resourceControls: inLevels(resourceControls, BY_WHOM) }),
  };
}

const BY_WHOM: Standing = { hasPrincipal: true };

/** What isn't known of the policies that bear on a question. */
export function unknownsOf(question: Question): readonly string[] {
  const levels = [...(question.controlPolicies ?? []), ...(question.resourceControls ?? [])];
  return [
    ...marksIn(JSON.stringify(policiesOf(question))),
    ...levels.flatMap(({ id }) => opennessOf(id) ?? []),
    ...(isPattern(question) ? [`which of ${question.resource} it is`] : []),
  ];
}

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
  (statement, { level = "", hasPrincipal = false }) => {
    const isOptional = opennessOf(level) !== undefined && statement.Effect !== "Allow";
    if (isOptional && effect === "Allow") return [];
    if (!isMarked(JSON.stringify(statement))) return [statement];
    const isMeant = statement.Effect === effect || isMarked(String(statement.Effect));
    if (!isMeant) return [];
    const { Principal, ...meant } = wide(statement);
    return [{ ...meant, Effect: effect, ...(hasPrincipal && { Principal }) }];
  };

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
