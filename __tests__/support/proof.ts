import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import type { WardenConfig, Workload } from "../../config/schema";
import type { TerraformStack } from "../../proof/model/stack";
import { walk, type Family, type WalkedPath } from "../../proof/path";
import { pathsOf, type Proof, prove } from "../../proof/prove";
import { scopesOf } from "../../proof/scope";
import type * as Synthesized from "./synthesized";

/** A configuration and what it is synthesized to. */
export interface Proven {
  readonly config: WardenConfig;
  readonly stacks: readonly TerraformStack[];
}

/** The two configurations that are committed, by how accounts become members. */
export const COMMITTED = {
  invitation: "warden.config.ts",
  organization: path.join("examples", "organization", "warden.config.ts"),
} as const;

export const committed = (membership: keyof typeof COMMITTED): Proven =>
  provenStacks(loadConfig(path.join(packageRoot(), COMMITTED[membership])));

const known = new Map<string, readonly TerraformStack[]>();

/** The stacks of a configuration, synthesized once in a run of jest. */
export function provenStacks(config: WardenConfig): Proven {
  const key = createHash("sha256").update(JSON.stringify(config)).digest("hex");
  const stacks = known.get(key) ?? sharedStacks(config, key);
  known.set(key, stacks);
  return { config, stacks };
}

/** `script/share-stacks.cjs` makes the folder; a file of tests leaves there what others read. */
function sharedStacks(config: WardenConfig, key: string): readonly TerraformStack[] {
  const folder = process.env.WARDEN_SHARED_STACKS;
  if (folder === undefined) return synthesizedStacks(config);
  const file = path.join(folder, `${key}.json`);
  if (!existsSync(file)) {
    // Another process may do the same: each writes aside, then renames.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(synthesizedStacks(config)));
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as readonly TerraformStack[];
}

/** CDKTF is loaded by whoever synthesizes, and by nobody who reads. */
const synthesizedStacks = (config: WardenConfig): readonly TerraformStack[] =>
  jest
    .requireActual<typeof Synthesized>("./synthesized")
    .synthesized(config)
    .map(({ name, json }) => ({
      name,
      file: path.join("cdktf.out", "stacks", name, "cdk.tf.json"),
      json,
    }));

/** Arguments that a test may change, delete and add. */
export type Changeable = Record<string, unknown>;
type Blocks = Record<string, Record<string, Changeable>>;

export interface ChangeableJson {
  resource: Blocks;
  data: Blocks;
  [other: string]: unknown;
}

/**
 * The same stacks, one of them changed.
 * @throws where there is no such stack, or the change changes nothing
 */
export function altered<P extends Proven>(
  proven: P,
  stackName: string,
  change: (json: ChangeableJson) => void,
): P {
  const stack = proven.stacks.find(({ name }) => name === stackName);
  if (!stack) throw new Error(`no stack ${stackName}`);
  const json = structuredClone({ data: {}, ...stack.json }) as unknown as ChangeableJson;
  const before = JSON.stringify(json);
  change(json);
  if (JSON.stringify(json) === before) throw new Error(`${stackName} is as it was`);
  const changed: TerraformStack = { ...stack, json };
  return { ...proven, stacks: proven.stacks.map((one) => (one === stack ? changed : one)) };
}

/** The only resource of the type whose id, without the hash, is or begins with `id`. */
export function one(json: ChangeableJson, type: string, id: string): Changeable {
  const found = Object.entries(json.resource[type] ?? {}).filter(([key]) => key.startsWith(id));
  const [first, ...others] = found;
  if (!first || others.length > 0) throw new Error(`${found.length} of ${type}.${id}…`);
  return first[1];
}

/** Takes the only such resource out of the stack. */
export function remove(json: ChangeableJson, type: string, id: string): void {
  const resource = one(json, type, id);
  const left = Object.entries(json.resource[type] ?? {}).filter(([, given]) => given !== resource);
  json.resource[type] = Object.fromEntries(left);
}

export const proofOf = ({ config, stacks }: Proven): Promise<Proof> => prove({ config, stacks });

/** The walked paths of one family, of every scope or of what one workload adds (`null`: of what all share). */
export async function pathsOfFamily(
  { config, stacks }: Proven,
  family: Family,
  of?: Workload["name"] | null,
): Promise<readonly WalkedPath[]> {
  const walked: WalkedPath[] = [];
  for (const scope of scopesOf(config, stacks)) {
    if (of !== undefined && (scope.workload?.name ?? null) !== of) continue;
    for (const path of pathsOf(scope, [family])) walked.push(await walk(path));
  }
  return walked;
}

/**
 * What isn't proved, a line each: `broken findings/…/1: what: because`. Compare these, never hops:
 * a hop leads to its whole estate, which jest would print.
 */
export const notProved = (paths: readonly WalkedPath[]): readonly string[] =>
  paths
    .filter(({ verdict }) => verdict !== "holds")
    .map(({ verdict, id, hops }) => {
      const last = hops.at(-1);
      return `${verdict} ${id}: ${last?.what ?? "no hop"}: ${last?.because ?? ""}`;
    });
