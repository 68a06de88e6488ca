import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "@cdktf/hcl2json";
import { findTools } from "../../cli/rehearse/tools";
import { writeOverride } from "../../cli/rehearse/stage";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { terraformIn } from "../../cli/terraform/terraform";
import { loadConfig } from "../../config/load";
import { startEmulator } from "../../emulator";
import { type ProviderSchema } from "../../hcl/shape";
import { type TerraformForTexts, terraformForTexts } from "../../hcl/terraform";
import { writeNative } from "../../hcl/write-native";
import { type SynthesizedStack, synthesize } from "../../stacks/synthesize";
import { canonical } from "../support/canonical-terraform";

const MINUTES = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "warden-hcl-e2e-"));
const { signal } = new AbortController();
const config = loadConfig("warden.config.ts");
const organization = loadConfig("examples/organization/warden.config.ts");

let terraform: TerraformForTexts;
let schema: ProviderSchema;
let stacks: readonly SynthesizedStack[];
const nativeOf = (stack: SynthesizedStack, title: string) =>
  writeNative(stack, path.join(folder, `${title}-native`), schema);

beforeAll(async () => {
  const { providerVersion } = config;
  terraform = await terraformForTexts({ providerVersion, scratch: folder, signal });
  schema = await terraform.schema();
  stacks = synthesize(config, path.join(folder, "json"));
}, MINUTES);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("a parser reads in the native syntax what stands in the JSON, in every stack", async () => {
  const all = [...stacks, ...synthesize(organization, path.join(folder, "organization"))];

  expect(all).toHaveLength(15);
  for (const stack of all) {
    const native = nativeOf(stack, all.indexOf(stack) < stacks.length ? "json" : "organization");
    const json = readFileSync(path.join(stack.directory, "cdk.tf.json"), "utf8");
    const read = await parse("main.tf", readFileSync(path.join(native, "main.tf"), "utf8"));

    expect(canonical(read)).toEqual(canonical(JSON.parse(json)));
  }
});

test("assets lie beside it, the JSON doesn't", () => {
  const workload = stacks.find(({ kind }) => kind === "workload");
  const native = nativeOf(workload ?? never(), "assets");
  const [zip = ""] =
    /assets[^"]*\.zip/.exec(readFileSync(path.join(native, "main.tf"), "utf8")) ?? [];

  expect(existsSync(path.join(native, zip))).toBe(true);
  expect(existsSync(path.join(native, "cdk.tf.json"))).toBe(false);
});

test(
  "Terraform has nothing to change where the JSON was applied",
  async () => {
    const { providerVersion } = config;
    const tools = await findTools({ providerVersion, folder, signal, say: () => undefined });
    const environment = terraformEnvironment({
      from: process.env,
      cliConfigFile: tools.provider.cliConfigFile,
      online: true,
    });
    const [audit = never()] = stacks;
    const native = nativeOf(audit, "applied");
    await terraform.format(native);
    const emulator = await startEmulator({ motoCommand: tools.motoCommand });
    try {
      writeOverride(audit, emulator.url);
      const inFolder = (directory: string) =>
        terraformIn({ directory, environment, initEnvironment: environment, signal });
      await inFolder(audit.directory).init();
      await inFolder(audit.directory).apply(() => undefined);
      for (const file of [
        "rehearsal_override.tf.json",
        "rehearsal.tfstate",
        ".terraform.lock.hcl",
      ]) {
        copyFileSync(path.join(audit.directory, file), path.join(native, file));
      }
      await inFolder(native).init();

      expect(await inFolder(native).plan()).toEqual([]);
      expect((await inFolder(native).resources()).length).toBeGreaterThan(100);
    } finally {
      await emulator.stop();
    }
  },
  5 * MINUTES,
);

const never = (): never => {
  throw new Error("the example has no such stack");
};
