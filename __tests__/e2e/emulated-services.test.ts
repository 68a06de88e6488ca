import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findTools } from "../../cli/rehearse/tools";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { type Terraform, terraformIn } from "../../cli/terraform/terraform";
import { type Emulator, providerOverride, startEmulator } from "../../emulator";
import { callApi } from "../support/occupied-account";

const MINUTES = 60_000;
const providerVersion = "5.100.0";
const accounts = {
  management: "999999999999",
  audit: "111111111111",
  workload: "222222222222",
} as const;
const organization = {
  id: "o-exampleorg1",
  rootId: "r-abcd",
  managementAccountId: accounts.management,
  accountIds: [accounts.audit, accounts.workload],
};
const deployment = (account: string) => `arn:aws:iam::${account}:role/Deployment`;

const folder = mkdtempSync(path.join(tmpdir(), "warden-emulated-"));
const { signal } = new AbortController();
let emulator: Emulator;
let environment: Record<string, string>;

beforeAll(async () => {
  const wanted = { providerVersion, folder: path.join(folder, "tools"), signal };
  const tools = await findTools({ ...wanted, say: () => undefined });
  const { cliConfigFile } = tools.provider;
  environment = terraformEnvironment({ from: process.env, cliConfigFile, online: true });
  emulator = await startEmulator({ motoCommand: tools.motoCommand, organization });
}, MINUTES);

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

/** The root of this test, pointed at the emulator: one provider for each account. */
function openRoot(): string {
  const source = path.join(__dirname, "emulated");
  const directory = path.join(folder, "root");
  cpSync(source, directory, {
    recursive: true,
    filter: (file) => !path.basename(file).startsWith("revision-"),
  });
  const { provider } = providerOverride(emulator.url) as { provider: { aws: object[] } };
  const aws = Object.entries(accounts).map(([alias, account]) => ({
    ...provider.aws[0],
    alias,
    region: "us-east-1",
    assume_role: [{ role_arn: deployment(account), session_name: "emulated" }],
  }));
  const terraform = {
    required_providers: { aws: { source: "hashicorp/aws", version: providerVersion } },
  };
  const variable = { revision: { type: "number" } };
  const main = { terraform, variable, provider: { aws } };
  writeFileSync(path.join(directory, "main.tf.json"), JSON.stringify(main));
  return directory;
}

function revise(directory: string, revision: number): Terraform {
  const only = path.join(__dirname, "emulated", `revision-${revision}`, "only.tf");
  cpSync(only, path.join(directory, "only.tf"));
  const own = { ...environment, TF_VAR_revision: String(revision) };
  return terraformIn({ directory, environment: own, initEnvironment: own, signal });
}

test(
  "the real provider makes, plans, changes and destroys all that the gateway answers for",
  async () => {
    const directory = openRoot();
    const first = revise(directory, 1);
    await first.init();
    await first.apply(() => undefined);
    expect(await first.plan()).toEqual([]);
    expect(await first.resources()).toContain("aws_organizations_organization.it");

    const second = revise(directory, 2);
    await second.apply(() => undefined);
    expect(await second.plan()).toEqual([]);

    await second.destroy(() => undefined);
    expect(await second.resources()).toEqual([]);
    expect(await trails()).toEqual([]);
  },
  10 * MINUTES,
);

async function trails(): Promise<unknown> {
  const credentials = await emulator.assume(deployment(accounts.management), "reader");
  const access = { endpoint: emulator.url, region: "us-east-1", credentials };
  const target = "CloudTrail_20131101.DescribeTrails";
  return (await callApi(access, { service: "cloudtrail", target })).trailList;
}
