import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import type { z } from "zod";
import { crossCheck } from "./cross-checks";
import { defineWarden } from "./define";
import { existingChecks } from "./existing-checks";
import { ConfigError, type Fault } from "./faults";
import { findingFaults } from "./findings/checks";
import { isInForce } from "./findings/suppression";
import { PACKAGE_NAME } from "./package-root";
import { policyLimits } from "./policy-limits";
import { proofFaults } from "./proof-checks";
import { regionChecks } from "./region-checks";
import { wardenSchema, type WardenConfig } from "./schema";

export const DEFAULT_CONFIG_FILE = "warden.config.ts";

/**
 * Reads the configuration file.
 * @param file @default `WARDEN_CONFIG`, else `warden.config.ts` in the working directory
 * @throws ConfigError with every fault found
 */
export function loadConfig(file = process.env.WARDEN_CONFIG ?? DEFAULT_CONFIG_FILE): WardenConfig {
  if (!existsSync(file)) {
    throw new ConfigError(file, [
      { path: "", value: undefined, rule: "no such file; WARDEN_CONFIG names another one" },
    ]);
  }
  return parseConfig(file, defaultExport(file));
}

/** Validates `input`; `file` is only named in the messages. Nothing later asks for the time. */
export function parseConfig(file: string, input: unknown, now = new Date()): WardenConfig {
  const parsed = wardenSchema.safeParse(input, { reportInput: true });
  const config = parsed.success ? withoutExpired(withoutSuspended(parsed.data), now) : undefined;
  const faults = [
    ...(parsed.error?.issues.flatMap(toFaults) ?? []),
    ...crossCheck(input),
    ...regionChecks(input),
    ...existingChecks(input),
    ...(config ? seenWhole(config) : []),
  ];
  if (!config || faults.length > 0) throw new ConfigError(file, faults);
  return config;
}

const seenWhole = (config: WardenConfig): Fault[] => [
  ...somebodyLeft(config),
  ...policyLimits(config),
  ...findingFaults(config),
  ...proofFaults(config),
];

/** AWS refuses every call to a suspended account: it is checked like the others, then skipped. */
const withoutSuspended = (config: WardenConfig): WardenConfig => ({
  ...config,
  workloads: config.workloads.filter(({ state }) => state !== "suspended"),
});

/** What is suppressed until a day counts again from the first synthesis or proof after it. */
const withoutExpired = (config: WardenConfig, now: Date): WardenConfig => ({
  ...config,
  findings: { ...config.findings, suppress: inForce(config.findings.suppress, now) },
  proof: { ...config.proof, suppress: inForce(config.proof.suppress, now) },
});

const inForce = <S extends { readonly until?: string | undefined }>(
  suppressions: readonly S[],
  now: Date,
): S[] => suppressions.filter((suppression) => isInForce(suppression, now));

function somebodyLeft({ workloads }: WardenConfig): Fault[] {
  if (workloads.length > 0) return [];
  const rule = "at least one workload account that isn't suspended";
  return [{ path: "workloads", value: undefined, rule }];
}

/** Bundles the file, so that it may be TypeScript and import others, and evaluates it. */
function defaultExport(file: string): unknown {
  const absolute = path.resolve(file);
  try {
    const { outputFiles } = buildSync({
      entryPoints: [absolute],
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
      packages: "external",
      // Also where a tsconfig.json has a path for it.
      external: [PACKAGE_NAME],
      logLevel: "silent",
    });
    const module: { exports: { default?: unknown } } = { exports: {} };
    const evaluate = compileFunction(outputFiles[0]?.text ?? "", ["module", "exports", "require"], {
      filename: absolute,
    }) as (...parameters: unknown[]) => void;
    evaluate(module, module.exports, requireFrom(absolute));
    if (module.exports.default !== undefined) return module.exports.default;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(
      file,
      [{ path: "", value: undefined, rule: `can't be read: ${problem}` }],
      { cause },
    );
  }
  const rule = "export default defineWarden({ … }) is missing";
  throw new ConfigError(file, [{ path: "", value: undefined, rule }]);
}

/** Our own package is there even where it isn't installed, as with `npx`. */
function requireFrom(file: string): (id: string) => unknown {
  const require = createRequire(file);
  return (id) => (id === PACKAGE_NAME ? { defineWarden } : (require(id) as unknown));
}

function toFaults(issue: z.core.$ZodIssue): Fault[] {
  const at = formatPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: at ? `${at}.${key}` : key,
      value: issue.input?.[key],
      rule: "no such setting",
    }));
  }
  const missing = issue.input === undefined ? "is missing: " : "";
  return [{ path: at, value: issue.input, rule: `${missing}${issue.message}` }];
}

/** As one would write it in the file: `workloads[1].bucketName`. */
export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((text, segment) => {
    if (typeof segment === "number") return `${text}[${segment}]`;
    return text ? `${text}.${String(segment)}` : String(segment);
  }, "");
}
