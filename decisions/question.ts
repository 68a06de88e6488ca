import { onceFor } from "./known";

export type Policy = Readonly<Record<string, unknown>>;

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** One question to the policies in force: may this principal do this, here, now? */
export interface Question {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  /** By key; a list for keys that have several values. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resourcePolicy?: Policy;
  /** Service control policies by level, the root's first. @default no level limits the principal */
  readonly controlPolicies?: readonly ControlLevel[];
  /** Resource control policies by level, AWS's own that allows everything left out. @default none */
  readonly resourceControls?: readonly ControlLevel[];
}

export interface ControlLevel {
  /** Root, unit or account. */
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

export interface Verdict {
  readonly allowed: boolean;
  /** The statement that decided, or what was missing. */
  readonly because: string;
  /** The engine can't tell: it is no refusal by a policy, but nothing is allowed by it either. */
  readonly undecided?: true;
  /** The question named many resources: allowed where any of them is. */
  readonly ofPattern?: true;
  /** Where an allowing statement is missing, when no statement denies. */
  readonly missingIn?: readonly PolicyKind[];
}

export type PolicyKind = "identity" | "resource" | "boundary" | "control";

/** Every policy that bears on a question, of whatever kind. */
export const policiesOf = (question: Question): readonly Policy[] => {
  const { identityPolicies, boundary, resourcePolicy } = question;
  const levels = [...(question.controlPolicies ?? []), ...(question.resourceControls ?? [])];
  const named = [...identityPolicies, ...levels.flatMap(({ policies }) => policies)];
  return [
    ...named.map(({ policy }) => policy),
    ...(boundary ? [boundary.policy] : []),
    ...(resourcePolicy ? [resourcePolicy] : []),
  ];
};

/** Where a policy of a question stands. */
export interface Standing {
  readonly kind: PolicyKind | "resource control";
  /** The control level that it is attached at. */
  readonly level?: string;
}

/** The question with every policy changed. */
export function mapPolicies(
  question: Question,
  change: (policy: Policy, standing: Standing) => Policy,
): Question {
  const of = (named: NamedPolicy, standing: Standing): NamedPolicy => ({
    ...named,
    policy: change(named.policy, standing),
  });
  const inLevels = (levels: readonly ControlLevel[], kind: Standing["kind"]) =>
    levels.map(({ id, policies }) => ({
      id,
      policies: policies.map((one) => of(one, { kind, level: id })),
    }));
  const { boundary, resourcePolicy, controlPolicies, resourceControls } = question;
  return {
    ...question,
    identityPolicies: question.identityPolicies.map((one) => of(one, { kind: "identity" })),
    ...(boundary && { boundary: of(boundary, { kind: "boundary" }) }),
    ...(resourcePolicy && { resourcePolicy: change(resourcePolicy, { kind: "resource" }) }),
    ...(controlPolicies && { controlPolicies: inLevels(controlPolicies, "control") }),
    ...(resourceControls && { resourceControls: inLevels(resourceControls, "resource control") }),
  };
}

export const statementsOf = onceFor(
  ({ Statement }: Policy): readonly Policy[] => [Statement ?? []].flat() as Policy[],
);

/** Whether a variable may stand in it; what is one hangs on the policy's version. */
export const hasVariables = onceFor((policy: Policy): boolean =>
  JSON.stringify(policy).includes("${"),
);

/** Whether a statement is about an action; one with NotAction is taken to be about every action. */
export const speaksOf = ({ Action }: Policy, action: string): boolean =>
  Action === undefined || covers([Action].flat(), action);

export const statementsAbout = (question: Question): readonly Policy[] =>
  policiesOf(question)
    .flatMap(statementsOf)
    .filter((statement) => speaksOf(statement, question.action));

const covers = (patterns: readonly unknown[], action: string): boolean =>
  patterns.some((one) => patternOf(String(one)).test(action));

const known = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const before = known.get(pattern);
  if (before) return before;
  const literal = pattern.replaceAll(/[.+^$()|[\]\\{}]/g, "\\$&");
  const made = new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
  known.set(pattern, made);
  return made;
}

/** `${aws:username}`, or `${aws:username, 'nobody'}` with a value for whoever has none. */
const VARIABLE = /\$\{\s*([\w-]+:[^},\s]+)/g;

/** Keys that a statement asks for, in conditions and variables; in lower case, as AWS compares them. */
export const keysIn = onceFor((statement: Policy): readonly string[] => [
  ...conditionKeys(statement).map((key) => key.toLowerCase()),
  ...[...JSON.stringify(statement).matchAll(VARIABLE)].map(([, key = ""]) => key.toLowerCase()),
]);

function conditionKeys({ Condition }: Policy): readonly string[] {
  return Object.values((Condition ?? {}) as Readonly<Record<string, object>>).flatMap((keys) =>
    Object.keys(keys),
  );
}
