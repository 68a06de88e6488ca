import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PACKAGE_NAME } from "../../config/package-root";
import { wardenSchema } from "../../config/schema";
import { type Draft } from "./draft";
import { property } from "./literal";

/** In the order of the file; what a reader wants to know before changing it. */
const COMMENTS: Readonly<Record<keyof typeof wardenSchema.shape, readonly string[]>> = {
  prefix: ["Starts every name: to change it later is to replace what is deployed."],
  tags: ["On every resource that takes tags."],
  homeRegion: ["Where the buckets, the trail and the alerts are."],
  furtherRegions: ["Watched besides: each account gets a stack for each of them."],
  optInRegions: ["Off in a new account; these are enabled in every account named here."],
  membership: [],
  organization: [
    "docs/organization.md says what comes first. Accounts that joined the organization before",
    "Macie was delegated go into macieMembers; guardrailTargets keeps administrators' hands off.",
  ],
  auditAccount: [
    "Keeps the evidence, and tells the subscribers. E-mail must be confirmed by its reader.",
  ],
  findings: [],
  proof: [],
  deploymentRole: [],
  backend: ["Where Terraform keeps its state."],
  providerVersion: [],
  workloads: [
    "One account each, with the bucket that is guarded. Who isn't an allowed uploader, by",
    "FileUploaderRole or by allowedUploaders, is an intruder; breakGlass is told of, never blocked.",
  ],
};

const KEYS = Object.keys(COMMENTS) as (keyof typeof COMMENTS)[];

/** The configuration as a person would write it down: what is asked for, and no default. */
export function configText(config: Draft, importFrom: string): string {
  const settings = KEYS.filter((key) => config[key] !== undefined).flatMap((key) => [
    ...COMMENTS[key].map((line) => `  // ${line}`),
    `  ${property(key, config[key], "  ")}`,
  ]);
  return [
    `import { defineWarden } from ${JSON.stringify(importFrom)};`,
    "",
    "/** What isn't said here has its default: docs/configuration.md lists every setting. */",
    "export default defineWarden({",
    ...settings,
    "});",
    "",
  ].join("\n");
}

/** Without the settings that only say what is so anyway. */
export const withoutDefaults = (config: Draft): Draft =>
  Object.fromEntries(
    KEYS.filter((key) => config[key] !== undefined && !isDefault(key, config[key])).map((key) => [
      key,
      config[key],
    ]),
  );

function isDefault(key: keyof typeof COMMENTS, value: unknown): boolean {
  const left = wardenSchema.shape[key].safeParse(undefined);
  return (
    left.success && isDeepStrictEqual(left.data, wardenSchema.shape[key].safeParse(value).data)
  );
}

/** The package, or its source where the file lies in this very repository. */
export function importFor(file: string): string {
  const folder = path.dirname(path.resolve(file));
  const root = packageFolder(folder);
  if (root === undefined) return PACKAGE_NAME;
  const source = path.relative(folder, path.join(root, "config", "define"));
  return source.startsWith(".") ? source : `./${source}`;
}

function packageFolder(folder: string): string | undefined {
  const manifest = path.join(folder, "package.json");
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: unknown };
    return name === PACKAGE_NAME ? folder : undefined;
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageFolder(parent);
}
