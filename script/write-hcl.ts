import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BadInput } from "../cli/bad-input";
import { exitCodeOf } from "../cli/ending";
import { EXIT, type ExitCode } from "../cli/exit-codes";
import { interruptible } from "../cli/interruption";
import { progressOn } from "../cli/progress/progress-on";
import { loadConfig } from "../config/load";
import { type HclOptions, readOptions } from "../hcl/options";
import { type Diagnostic, terraformForTexts } from "../hcl/terraform";
import { writeNative } from "../hcl/write-native";
import { synthesize } from "../stacks/synthesize";

interface Written {
  readonly name: string;
  readonly directory: string;
  /** Absent when Terraform wasn't asked. */
  readonly diagnostics?: readonly Diagnostic[];
}

async function write(
  { config: file, out, validate }: HclOptions,
  scratch: string,
  signal: AbortSignal,
): Promise<readonly Written[]> {
  const config = loadConfig(file);
  const { providerVersion } = config;
  const { step } = await progressOn(process.stderr);
  const terraform = await terraformForTexts({ providerVersion, scratch, signal });
  const schema = await step("Ask the provider for its schema", () => terraform.schema());
  const written = await step("Write the stacks", async () => {
    const stacks = synthesize(config, path.join(scratch, "cdktf.out"));
    const found = stacks.map((stack) => ({
      name: stack.name,
      directory: writeNative(stack, out, schema),
    }));
    await terraform.format(out);
    return found;
  });
  if (!validate) return written;
  return step("Let Terraform validate them", async (say) => {
    const validated: Written[] = [];
    for (const stack of written) {
      say(stack.name);
      validated.push({ ...stack, diagnostics: await terraform.diagnostics(stack.directory) });
    }
    return validated;
  });
}

const textOf = ({ name, directory, diagnostics }: Written): string => {
  const said = diagnostics?.map(({ severity, summary }) => `  ${severity}: ${summary}`) ?? [];
  const verdict = diagnostics === undefined ? "" : isFine(diagnostics) ? ", valid" : ", not valid";
  return [`${name}${verdict}: ${path.join(directory, "main.tf")}`, ...said, ""].join("\n");
};

const isFine = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every(({ severity }) => severity !== "error");

async function main(): Promise<ExitCode> {
  const options = readOptions(process.argv.slice(2));
  if (existsSync(options.out) && readdirSync(options.out).length > 0) {
    throw new BadInput(`--out must be empty, or not there yet: ${options.out}`);
  }
  const scratch = mkdtempSync(path.join(tmpdir(), "warden-hcl-"));
  const written = await interruptible(async (signal) => {
    try {
      return await write(options, scratch, signal);
    } finally {
      // Still listening: a second signal mustn't leave half of it.
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  });
  process.stdout.write(
    options.json ? `${JSON.stringify(written, null, 2)}\n` : written.map(textOf).join(""),
  );
  const isAllFine = written.every(({ diagnostics = [] }) => isFine(diagnostics));
  return isAllFine ? EXIT.fine : EXIT.wrong;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = exitCodeOf(error, process.stderr);
  },
);
