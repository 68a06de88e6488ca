import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { packageRoot } from "../config/package-root";
import { type Replacing, type State } from "./replacing";
import { type Resources } from "./stack";

/** What the last release deploys, written by `npm run addresses` (docs/upgrading.md). */
export const RELEASED = path.join(packageRoot(), "upgrades", "released");

/** The configurations whose stacks are recorded: both that are committed, and one that sets all. */
export const CONFIGURATIONS = {
  invitation: "warden.config.ts",
  organization: path.join("examples", "organization", "warden.config.ts"),
  "every-setting": path.join("__tests__", "e2e", "every-setting.warden.config.ts"),
} as const;

export type Configuration = keyof typeof CONFIGURATIONS;

/** Stacks of `invitation` that are planned for real, over the state that the release left. */
export const PLANNED = ["audit", "workload-payments"] as const;

const read = (...file: readonly string[]): Buffer => readFileSync(path.join(RELEASED, ...file));

export const readRecord = (name: Configuration): Readonly<Record<string, Resources>> =>
  JSON.parse(read("addresses", `${name}.json`).toString()) as Readonly<Record<string, Resources>>;

export const readReplacing = (): Replacing =>
  JSON.parse(read("replacing-arguments.json").toString()) as Replacing;

/** A `.tfstate`. */
export const readState = (stack: (typeof PLANNED)[number]): State =>
  JSON.parse(gunzipSync(read("states", `${stack}.tfstate.gz`)).toString()) as State;

/** Published schemas of JSON documents, by file. */
export const readSchemas = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    readdirSync(path.join(RELEASED, "schemas")).map((file) => [
      file,
      JSON.parse(read("schemas", file).toString()) as unknown,
    ]),
  );
