import { isBare } from "./documents";
import type { Edit } from "./mutant";
import { childrenOf, INSIDE, REMOVED, type Steps, valueAt } from "./tree";

type Block = Readonly<Record<string, unknown>>;

/** An account, and with it principals, that no configuration of ours has. */
const FOREIGN = "arn:aws:iam::123456780000:root";
const FOREIGN_SERVICE = "ec2.amazonaws.com";

/** An action of each service that nobody is meant to be given in place of another. */
const OTHER_ACTIONS: Readonly<Record<string, string>> = {
  dynamodb: "dynamodb:DeleteTable",
  events: "events:DeleteRule",
  iam: "iam:CreateUser",
  kms: "kms:ScheduleKeyDeletion",
  lambda: "lambda:DeleteFunction",
  logs: "logs:DeleteLogGroup",
  s3: "s3:PutBucketAcl",
  sns: "sns:SetTopicAttributes",
  sqs: "sqs:PurgeQueue",
  sts: "sts:TagSession",
};
const ANY_OTHER_ACTION = "iam:CreateUser";

/** Whether a value is a policy document, by its statements. */
export const isPolicy = (value: unknown): boolean =>
  Array.isArray((value as Block | null)?.Statement);

/** @param steps to the text that holds the policy */
export function* policyMutants(given: unknown, steps: Steps): Generator<Edit> {
  const inside = [...steps, INSIDE, "Statement"];
  const statements = valueAt(given, inside) as readonly Block[];
  for (const [index, statement] of statements.entries()) {
    yield* statementMutants(statement, [...inside, index]);
  }
  for (const [change, statement] of added(statements)) {
    const to = (all: unknown) => [...(all as readonly Block[]), statement];
    yield { steps: inside, change, to };
  }
}

/** Somebody adds a statement that undoes the others. */
function* added(statements: readonly Block[]): Generator<[string, Block]> {
  const [first] = statements;
  if (!first) return;
  const [action] = listOf(first.Action).map(String);
  const Action = action?.startsWith("sts:") ? "sts:AssumeRole" : `${action?.split(":")[0] ?? ""}:*`;
  const isTrust = Action === "sts:AssumeRole";
  const rest = { Action, ...(!isTrust && { Resource: "*" }) };
  const everybody = "Principal" in first ? { Principal: { AWS: "*" } } : {};
  yield ["a statement added that allows everything", { Effect: "Allow", ...everybody, ...rest }];
  yield ["a statement added that denies everything", { Effect: "Deny", ...everybody, ...rest }];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function* statementMutants(statement: Block, steps: Steps): Generator<Edit> {
  yield { steps, change: "removed", to: () => REMOVED };
  const to = () => (statement.Effect === "Deny" ? "Allow" : "Deny");
  yield { steps: [...steps, "Effect"], change: "flipped", to };
  if (statement.Sid !== undefined) {
    yield { steps: [...steps, "Sid"], change: "altered", to: (sid) => `${String(sid)}X` };
  }
  yield* elementMutants(statement.Action, [...steps, "Action"], {
    altered: otherAction,
    widened: (action) => `${action.split(":")[0] ?? "*"}:*`,
  });
  yield* elementMutants(statement.Resource, [...steps, "Resource"], {
    altered: otherResource,
    widened: () => "*",
  });
  yield* principalMutants(statement.Principal, [...steps, "Principal"]);
  yield* conditionMutants(statement.Condition, [...steps, "Condition"]);
}

interface Spoilers {
  readonly altered: (value: string) => string;
  /** The value itself where nothing is wider. */
  readonly widened: (value: string) => string;
}

/** Each value of a list, or the one value where there is no list. */
function* elementMutants(value: unknown, steps: Steps, spoil: Spoilers): Generator<Edit> {
  const elements = Array.isArray(value)
    ? (childrenOf(value) as readonly (readonly [number, unknown])[]).map(
        ([index, one]) => [[...steps, index], one] as const,
      )
    : [[steps, value] as const];
  const wider = new Set<string>();
  for (const [at, one] of elements) {
    if (typeof one !== "string") continue;
    if (elements.length > 1) yield { steps: at, change: `${one} removed`, to: () => REMOVED };
    yield { steps: at, change: `${named(one)}altered`, to: () => spoil.altered(one) };
    const wide = spoil.widened(one);
    // Widened twice, a list says the same.
    if (wide === one || wider.has(wide)) continue;
    wider.add(wide);
    yield { steps: at, change: `${named(one)}widened to ${wide}`, to: () => wide };
  }
}

const named = (value: string): string => (isBare(value) ? "" : `${value} `);

function otherAction(action: string): string {
  const service = action.split(":")[0] ?? "";
  const other = OTHER_ACTIONS[service] ?? ANY_OTHER_ACTION;
  return action === other ? ANY_OTHER_ACTION : other;
}

const otherResource = (resource: string): string =>
  resource === "*" ? "arn:aws:s3:::elsewhere" : `${resource}-x`;

/** `"*"`, or lists by kind: `{ Service: …, AWS: … }`. */
function* principalMutants(principal: unknown, steps: Steps): Generator<Edit> {
  if (principal === undefined) return;
  if (principal === "*") {
    yield { steps, change: "* altered", to: () => ({ AWS: FOREIGN }) };
    return;
  }
  for (const [kind, value] of Object.entries(principal as Block)) {
    const altered = () => (kind === "Service" ? FOREIGN_SERVICE : FOREIGN);
    yield* elementMutants(value, [...steps, kind], { altered, widened: (one) => one });
  }
  yield { steps, change: "widened to *", to: () => "*" };
}

/** `{ ArnLike: { "aws:SourceArn": [ … ] } }` */
function* conditionMutants(condition: unknown, steps: Steps): Generator<Edit> {
  if (condition === undefined) return;
  yield { steps, change: "removed", to: () => REMOVED };
  const operators = Object.entries(condition as Block);
  for (const [operator, keys] of operators) {
    const at = [...steps, operator];
    if (operators.length > 1) yield { steps: at, change: "removed", to: () => REMOVED };
    if (!/IfExists$|^Null$/.test(operator)) yield weakened(steps, operator);
    for (const [key, value] of Object.entries(keys as Block)) {
      if (Object.keys(keys as Block).length > 1) {
        yield { steps: [...at, key], change: "removed", to: () => REMOVED };
      }
      const widened = (one: string) => (operator.includes("Like") ? "*" : one);
      yield* elementMutants(value, [...at, key], { altered: alteredValue, widened });
    }
  }
}

/** Requests that don't have the key get through as well. */
const weakened = (steps: Steps, operator: string): Edit => ({
  steps,
  change: `${operator} made ${operator}IfExists`,
  to: (condition) => {
    const { [operator]: keys, ...others } = condition as Block;
    return { ...others, [`${operator}IfExists`]: keys };
  },
});

function alteredValue(value: string): string {
  if (isBare(value)) return "nobody";
  if (value === "true" || value === "false") return value === "true" ? "false" : "true";
  return value === "*" ? "nobody" : `${value}-x`;
}
