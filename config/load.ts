import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import type { z } from "zod";
import { crossCheck } from "./cross-checks";
import { ConfigError, type Fault } from "./faults";
import { policyLimits } from "./policy-limits";
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

/** Validates `input`; `file` is only named in the messages. */
export function parseConfig(file: string, input: unknown): WardenConfig {
  const parsed = wardenSchema.safeParse(input, { reportInput: true });
  const faults = [
    ...(parsed.error?.issues.flatMap(toFaults) ?? []),
    ...crossCheck(input),
    ...(parsed.success ? policyLimits(parsed.data) : []),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(file, faults);
  return parsed.data;
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
      logLevel: "silent",
    });
    const module: { exports: { default?: unknown } } = { exports: {} };
    const evaluate = compileFunction(outputFiles[0]?.text ?? "", ["module", "exports", "require"], {
      filename: absolute,
    }) as (...parameters: unknown[]) => void;
    evaluate(module, module.exports, createRequire(absolute));
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

function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((text, segment) => {
    if (typeof segment === "number") return `${text}[${segment}]`;
    return text ? `${text}.${String(segment)}` : String(segment);
  }, "");
}
