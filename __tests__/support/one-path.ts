import type { Workload } from "../../config/schema";
import { walk, type WalkedPath } from "../../proof/path";
import { isOfWorkload, type PathSource, scopesOf } from "../../proof/scope";
import { altered, type Changeable, type ChangeableJson, one, type Proven, remove } from "./proof";

/** Whose paths are meant: a workload's, or those of what all share (`null`). */
export type Whose = Workload["name"] | null;

/** The paths of one source whose id begins so, walked; no other is walked, nor any other scope read. */
export async function walkedOf(
  { config, stacks }: Proven,
  source: PathSource,
  whose: Whose,
  beginning: string,
): Promise<readonly WalkedPath[]> {
  const scopes = scopesOf(config, stacks, whose === null ? undefined : [whose]);
  const [scope] = scopes;
  if (!scope) throw new Error(`no workload ${whose ?? ""}`);
  const paths = isOfWorkload(scope) ? source.ofWorkload?.(scope) : source.shared?.(scope);
  const meant = (paths ?? []).filter(({ id }) => id.startsWith(beginning));
  if (meant.length === 0) throw new Error(`no path ${beginning}`);
  return Promise.all(meant.map(walk));
}

/** What isn't so in them: `broken: <what>: <because>` of the first that ends early, else `holds`. */
export function outcomeOf(paths: readonly WalkedPath[]): string {
  const hop = paths.find(({ verdict }) => verdict !== "holds")?.hops.at(-1);
  return hop ? `${hop.verdict}: ${hop.what}: ${hop.because}` : "holds";
}

interface Statement {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource?: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

export type ChangePolicy = (statements: Statement[]) => Statement[];

/** A change of a policy that stands in an argument, whatever Terraform fills in there. */
export function inPolicy(resource: Changeable, argument: string, change: ChangePolicy): void {
  const filled: string[] = [];
  const text = String(resource[argument]).replaceAll(
    /(?<=[:[,])\$\{jsonencode\([^}]*\)\}/g,
    (expression) => `"<${filled.push(expression) - 1}>"`,
  );
  const policy = JSON.parse(text) as { Statement: Statement[] };
  const changed = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
  resource[argument] = changed.replaceAll(/"<(\d+)>"/g, (_, index) => filled[Number(index)] ?? "");
}

export const without =
  (sid: string): ChangePolicy =>
  (statements) =>
    statements.filter(({ Sid }) => Sid !== sid);

/** @param change writes into the statement */
export const changing =
  (sid: string, change: (statement: Statement) => void): ChangePolicy =>
  (statements) => {
    const found = statements.filter(({ Sid }) => Sid === sid);
    if (found.length !== 1) throw new Error(`${found.length} statements are called ${sid}`);
    found.forEach(change);
    return statements;
  };

/** One way to spoil a stack: what is wrong then, where, and a part of what the proof says of it. */
export type Spoiling = readonly [
  what: string,
  stack: string,
  change: (json: ChangeableJson) => void,
  says: string | RegExp,
];

/** Paths, and every way to spoil them that must be noticed. */
export interface Spoilt {
  /** `a trail doesn't reach the archive`; each row says when. */
  readonly title: string;
  readonly proven: Proven;
  readonly whose: Whose;
  /** Beginning of the paths' ids. */
  readonly path: string;
  readonly rows: readonly Spoiling[];
}

/** What is said of the paths once a stack is spoiled: `<verdict>: <what>: <because>` */
export async function saidOf(
  { proven, whose, path }: Spoilt,
  source: PathSource,
  [, stack, change]: Spoiling,
): Promise<string> {
  return outcomeOf(await walkedOf(altered(proven, stack, change), source, whose, path));
}

/** Of the policy of a resource: `policyOf("aws_kms_key", "LogsKey", without("X"))`. */
export const policyOf =
  (type: string, id: string, change: ChangePolicy, argument = "policy") =>
  (json: ChangeableJson): void => {
    inPolicy(one(json, type, id), argument, change);
  };

export const setting =
  (type: string, id: string, argument: string, value: unknown) =>
  (json: ChangeableJson): void => {
    const resource = one(json, type, id);
    if (value === undefined) Reflect.deleteProperty(resource, argument);
    else resource[argument] = value;
  };

export const removing =
  (type: string, id: string) =>
  (json: ChangeableJson): void => {
    remove(json, type, id);
  };

type Values = Record<string, string | string[]>;

/** Writes another value into a statement's condition. */
export const conditioned = (sid: string, operator: string, key: string, value: string | string[]) =>
  changing(sid, ({ Condition = {} }) => {
    const values: Values | undefined = Condition[operator];
    if (values?.[key] === undefined) throw new Error(`${sid} has no ${operator} on ${key}`);
    values[key] = value;
  });
