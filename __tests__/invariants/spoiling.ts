import { ALL_INVARIANTS, type InvariantVerdict, judgeRule } from "../../invariants";
import type { Arguments, Blocks, TerraformStack } from "../../proof/model/stack";
import { scopesOf } from "../../proof/scope";
import type { Changeable, Proven } from "../support/proof";

/** A stack's JSON, with what only rules about whole stacks look at. */
export interface Spoilable {
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, Arguments>>;
  readonly provider: { readonly aws: readonly Arguments[] };
  readonly terraform: Arguments;
}

/** A stack made worse; the one that was given stays as it is. */
export type Spoiling = (json: Spoilable, stackName: string) => Spoilable;

const withResources = (json: Spoilable, resource: Blocks): Spoilable => ({
  ...json,
  resource: { ...json.resource, ...resource },
});

const copied = (given: Arguments, change: (copy: Changeable) => void): Arguments => {
  const copy = structuredClone(given) as Changeable;
  change(copy);
  return copy;
};

/** Every resource of these types, changed. */
export const changing =
  (types: string | readonly string[], change: (given: Changeable) => void): Spoiling =>
  (json) =>
    withResources(
      json,
      Object.fromEntries(
        [types].flat().map((type) => [type, eachCopied(json.resource[type], change)]),
      ),
    );

const eachCopied = (found: Blocks[string] = {}, change: (given: Changeable) => void) =>
  Object.fromEntries(Object.entries(found).map(([id, given]) => [id, copied(given, change)]));

/** Every resource of every type, changed. */
export const changingAll =
  (change: (given: Changeable) => void): Spoiling =>
  (json, stackName) =>
    changing(Object.keys(json.resource), change)(json, stackName);

/** Every resource of the type, gone. */
export const without =
  (type: string): Spoiling =>
  (json) =>
    withResources(json, { [type]: {} });

/** Every resource of the type, twice. */
export const doubled =
  (type: string): Spoiling =>
  (json) => {
    const again = Object.entries(json.resource[type] ?? {}).map(
      ([id, given]) => [`${id}Again`, given] as const,
    );
    return withResources(json, {
      [type]: { ...json.resource[type], ...Object.fromEntries(again) },
    });
  };

/** Texts and values in every resource of the type, as JSON has them. */
export const edited = (types: string | readonly string[], from: string, to: string): Spoiling =>
  changing(types, (given) => {
    const text = JSON.stringify(given).replaceAll(new RegExp(from, "g"), to);
    Object.assign(given, JSON.parse(text));
  });

/** The same within its policy. */
export const inPolicies = (types: string | readonly string[], from: string, to: string): Spoiling =>
  changing(types, (given) => {
    for (const argument of ["policy", "assume_role_policy"]) {
      const policy = given[argument];
      if (typeof policy === "string")
        given[argument] = policy.replaceAll(new RegExp(from, "g"), to);
    }
  });

/** In each stack a resource of the type, with the id `Added`. */
export const adding =
  (type: string, given: Arguments): Spoiling =>
  (json) =>
    withResources(json, { [type]: { ...json.resource[type], Added: given } });

/** Policies by the argument that holds them. */
const POLICIES: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_bus_policy: "policy",
  aws_iam_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_organizations_policy: "content",
  aws_s3_bucket_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
};

/** One more statement in every policy there is. */
export function stating(
  statement: Readonly<Record<string, unknown>>,
  types: readonly string[] = Object.keys(POLICIES),
): Spoiling {
  const text = JSON.stringify({ Effect: "Allow", Action: "s3:GetObject", ...statement });
  const into = (given: Changeable) => {
    for (const argument of ["policy", "assume_role_policy", "content"]) {
      const policy = given[argument];
      if (typeof policy === "string")
        given[argument] = policy.replace('"Statement":[', `"Statement":[${text},`);
    }
  };
  return changing(types, into);
}

/**
 * The same stacks, each spoiled.
 * @throws where nothing is: a row that spoils nothing shows nothing
 */
export function spoiled({ config, stacks }: Proven, spoil: Spoiling): Proven {
  const after = stacks.map((stack): TerraformStack => {
    const json = spoil(stack.json as unknown as Spoilable, stack.name);
    return { ...stack, json };
  });
  if (after.every(({ json }, index) => isSame(json, stacks[index]?.json, 2))) {
    throw new Error("nothing is spoiled");
  }
  return { config, stacks: after };
}

/** What wasn't copied needn't be compared. */
const isSame = (one: unknown, other: unknown, depth: number): boolean => {
  if (one === other) return true;
  if (depth === 0 || !isObject(one) || !isObject(other)) {
    return JSON.stringify(one) === JSON.stringify(other);
  }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSame(one[key], other[key], depth - 1),
  );
};

const isObject = (value: unknown): value is Arguments =>
  typeof value === "object" && value !== null;

/** What one rule says of all stacks. */
export function judgedBy(ruleId: string, { config, stacks }: Proven): readonly InvariantVerdict[] {
  const rule = ALL_INVARIANTS.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`no rule ${ruleId}`);
  return [...scopesOf(config, stacks)].flatMap((scope) => judgeRule(rule, scope));
}
