import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { findMoto } from "../../cli/prerequisites/moto";
import { packageRoot } from "../../config/package-root";
import { type Credentials, type Emulator, providerOverride, startEmulator } from "../../emulator";
import { type RealTerraform, realTerraform } from "../support/real-terraform";

const MINUTES = 60_000;
const ACCOUNT = "111111111111";
const REGION = "us-east-1";
const roleArn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const folder = mkdtempSync(path.join(tmpdir(), "warden-state-"));
const at = (...parts: string[]) => path.join(folder, ...parts);

let emulator: Emulator;
let terraform: RealTerraform;

const json = (file: string, value: object) => {
  writeFileSync(file, JSON.stringify(value));
};

const providerOf = (account: string): object => {
  const { provider } = providerOverride(emulator.url) as { provider: { aws: object[] } };
  const assume_role = [{ role_arn: roleArn("Administrator", account) }];
  return { aws: provider.aws.map((one) => ({ ...one, region: REGION, assume_role })) };
};

interface Backend {
  readonly bucket: string;
  readonly keyPrefix: string;
  readonly kmsKeyId: string;
}
let backend: Backend;

beforeAll(async () => {
  terraform = await realTerraform(folder);
  const signal = AbortSignal.timeout(10 * MINUTES);
  const motoCommand = await findMoto({ folder: at("moto"), signal, say: () => undefined });
  emulator = await startEmulator({ motoCommand });
  cpSync(path.join(packageRoot(), "examples", "bootstrap", "pipeline"), at("pipeline"), {
    recursive: true,
  });
  json(at("pipeline", "emulator_override.tf.json"), { provider: providerOf(ACCOUNT) });
  json(at("pipeline", "x.auto.tfvars.json"), {
    issuer: "token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    plan_subjects: ["repo:acme/warden:pull_request"],
    apply_subjects: ["repo:acme/warden:environment:bucket-warden-*"],
    state_bucket: "acme-states",
  });
  await terraform(at("pipeline"), "init", "-input=false");
  await terraform(at("pipeline"), "apply", "-input=false", "-auto-approve");
  backend = JSON.parse(await terraform(at("pipeline"), "output", "-json", "backend")) as Backend;
  await makeStrangers();
}, 10 * MINUTES);

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

/** A role of the same account without permissions, and one elsewhere with all of S3's and KMS's. */
async function makeStrangers(): Promise<void> {
  for (const [account, RoleName, Action] of [
    [ACCOUNT, "Neighbour", ["sns:*"]],
    ["222222222222", "Outsider", ["s3:*", "kms:*"]],
  ] as const) {
    const credentials = await emulator.assume(roleArn("Administrator", account), "x");
    const iam = new IAMClient({ endpoint: emulator.url, region: REGION, credentials });
    const document = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const trust = document({ Action: "sts:AssumeRole", Principal: { AWS: account } });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const PolicyDocument = document({ Action, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "all", PolicyDocument }));
    emulator.enforce(roleArn(RoleName, account));
  }
  emulator.enforce(roleArn("BucketWardenPipeline-plan"));
  emulator.enforce(roleArn("BucketWardenPipeline-apply"));
}

/** The backend as the stacks have it, with what the emulator needs and whose session it is. */
function stateOf(credentials: Credentials): object {
  return {
    ...{ bucket: backend.bucket, key: `${backend.keyPrefix}/audit.tfstate`, region: REGION },
    ...{ encrypt: true, use_lockfile: true, kms_key_id: backend.kmsKeyId },
    ...{ access_key: credentials.accessKeyId, secret_key: credentials.secretAccessKey },
    token: credentials.sessionToken,
    endpoints: { s3: emulator.url, sts: emulator.url, iam: emulator.url },
    ...{ use_path_style: true, skip_credentials_validation: true },
    ...{ skip_metadata_api_check: true, skip_requesting_account_id: true, max_retries: 1 },
  };
}

/** A folder with a value to keep, whose state is reached by sessions of this role. */
async function stackOf(
  role: string,
  { value, account = ACCOUNT }: { value: string; account?: string },
) {
  const credentials = await emulator.assume(roleArn(role, account), "pipeline");
  const here = mkdtempSync(at("stack-"));
  json(path.join(here, "main.tf.json"), {
    terraform: { backend: { s3: stateOf(credentials) } },
    resource: { terraform_data: { kept: { input: value } } },
  });
  return (...args: string[]) => terraform(here, ...args, "-input=false", "-no-color");
}

const callsOf = (role: string, action: string) =>
  emulator.decisions.filter((one) => one.principal.includes(`/${role}/`) && one.action === action);

describe("the bootstrap's state bucket", () => {
  beforeAll(async () => {
    const stack = await stackOf("BucketWardenPipeline-apply", { value: "one" });
    await stack("init");
    await stack("apply", "-auto-approve");
  }, 5 * MINUTES);

  test("takes the state from the role that applies, behind a lock file that goes again", () => {
    const role = "BucketWardenPipeline-apply";
    const lock = "arn:aws:s3:::acme-states/bucket-warden/audit.tfstate.tflock";

    expect(callsOf(role, "s3:PutObject").map(({ resource }) => resource)).toEqual(
      expect.arrayContaining([lock, lock.replace(".tflock", "")]),
    );
    expect(callsOf(role, "s3:DeleteObject")).toMatchObject([{ resource: lock, allowed: true }]);
    expect(callsOf(role, "kms:GenerateDataKey").length).toBeGreaterThan(0);
    expect(emulator.decisions.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  test("lets the role that plans read, and write neither state nor lock", async () => {
    const stack = await stackOf("BucketWardenPipeline-plan", { value: "two" });
    await stack("init");

    expect(await stack("plan", "-lock=false")).toContain('"one" -> "two"');
    await expect(stack("plan")).rejects.toThrow(/s3:PutObject on resource:\s+\S+\.tflock/);
    await expect(stack("apply", "-lock=false", "-auto-approve")).rejects.toThrow(
      /s3:PutObject on resource:\s+\S+audit\.tfstate\W/,
    );
  });

  test.each([
    ["Neighbour", ACCOUNT],
    ["Outsider", "222222222222"],
  ])("shows the state to nobody else: %s of %s", async (role, account) => {
    const stack = await stackOf(role, { value: "three", account });

    await expect(stack("init")).rejects.toThrow(/Unable to access object[^]*403/);
    expect(callsOf(role, "s3:GetObject").map(({ allowed }) => allowed)).toContain(false);
    expect(callsOf(role, "s3:GetObject").map(({ allowed }) => allowed)).not.toContain(true);
  });
});
