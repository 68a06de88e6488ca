import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createKey } from "../../bench/stage/clients";
import { findTools } from "../../cli/rehearse/tools";
import { writeOverride } from "../../cli/rehearse/stage";
import { type Access } from "../../cli/rehearse/clients";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { type Terraform, terraformIn } from "../../cli/terraform/terraform";
import { auditNames } from "../../config/names";
import { type Emulator, startEmulator } from "../../emulator";
import { synthesize } from "../../stacks/synthesize";
import { AUDIT, exampleConfig, exampleWorkload, PAYMENTS } from "../support/example";
import { callApi, inventory, occupy } from "../support/occupied-account";

const MINUTES = 60_000;
const REGION = "us-east-1";
const CLAIMS = "333333333333";
const folder = mkdtempSync(path.join(tmpdir(), "warden-adoption-"));
const { signal } = new AbortController();

let emulator: Emulator;
let environment: Record<string, string>;
let payments: Access;
let claims: Access;
let detectorId: string;

type Existing = ReturnType<typeof exampleWorkload>["existing"];

const LEAVE: Existing = {
  linkedRoles: { config: "leave", guardduty: "leave", macie: "leave", securityhub: "leave" },
  regions: {
    [REGION]: { detector: "leave", recorder: "leave", securityHub: "leave", macie: "leave" },
  },
};

const importing = (detector: string): Existing => ({
  linkedRoles: { config: "import", guardduty: "import", macie: "import", securityhub: "import" },
  regions: {
    [REGION]: {
      detector: { import: detector },
      recorder: { import: "default", channel: "old-channel" },
      securityHub: "import",
      macie: "import",
    },
  },
});

const accessTo = async (account: string): Promise<Access> => ({
  endpoint: emulator.url,
  region: REGION,
  credentials: await emulator.assume(
    `arn:aws:iam::${account}:role/BucketWardenDeployment`,
    "somebody",
  ),
});

beforeAll(async () => {
  const tools = await findTools({
    providerVersion: "5.100.0",
    folder,
    signal,
    say: () => undefined,
  });
  environment = terraformEnvironment({
    from: process.env,
    cliConfigFile: tools.provider.cliConfigFile,
    online: true,
  });
  emulator = await startEmulator({ motoCommand: tools.motoCommand });
  [payments, claims] = await Promise.all([accessTo(PAYMENTS), accessTo(CLAIMS)]);
  await prepareAudit(await accessTo(AUDIT));
  ({ detectorId } = await occupy(payments));
  await occupy(claims);
}, MINUTES);

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

/** What a workload's stack asks of the audit account, as far as this is about it. */
async function prepareAudit(audit: Access): Promise<void> {
  const key = await createKey(audit, "{}");
  await callApi(audit, {
    service: "kms",
    target: "TrentService.CreateAlias",
    body: { AliasName: auditNames(exampleConfig()).logsKeyAlias, TargetKeyId: key },
  });
  await callApi(audit, { service: "securityhub", path: "/accounts" });
  const AccountIds = [PAYMENTS, CLAIMS];
  const AccountDetails = AccountIds.map((AccountId) => ({ AccountId }));
  await callApi(audit, { service: "securityhub", path: "/members", body: { AccountDetails } });
  await callApi(audit, {
    service: "securityhub",
    path: "/members/invite",
    body: { AccountIds },
  });
}

/**
 * The services of which an account has one, and what hangs on them. The rest of the stack takes
 * minutes and has nothing to adopt.
 */
const KEPT = /^aws_(config_|guardduty_|macie2_account|securityhub_|iam_service_linked_role)/;
const LOOKED_UP = /^(LinkedRoles_|apply_the_audit_stack_first)/;

type Blocks = Record<string, Record<string, unknown>>;

function cutDown(directory: string): void {
  const file = path.join(directory, "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as Record<"resource" | "data", Blocks>;
  const resource = Object.entries(stack.resource).filter(([type]) => KEPT.test(type));
  const data = Object.entries(stack.data).flatMap(([type, found]) => {
    const wanted = Object.entries(found).filter(([id]) => LOOKED_UP.test(id));
    return wanted.length > 0 ? [[type, Object.fromEntries(wanted)] as const] : [];
  });
  const rest = {
    ...stack,
    resource: Object.fromEntries(resource),
    data: Object.fromEntries(data),
    output: undefined,
  };
  writeFileSync(file, JSON.stringify(rest));
}

/** The workload stacks by account, with Terraform in each. */
async function stacksOf(existing: Readonly<Record<string, Existing>>) {
  const workloads = [
    exampleWorkload({ existing: existing[PAYMENTS] }),
    exampleWorkload({
      name: "claims",
      accountId: CLAIMS,
      bucketName: "acme-claims",
      existing: existing[CLAIMS],
    }),
  ];
  const terraforms = new Map<string, Terraform>();
  for (const stack of synthesize(exampleConfig({ workloads }), folder)) {
    if (stack.kind !== "workload") continue;
    cutDown(stack.directory);
    writeOverride(stack, emulator.url);
    const { directory } = stack;
    const options = { directory, environment, initEnvironment: environment, signal };
    terraforms.set(stack.accountId, terraformIn(options));
  }
  for (const terraform of terraforms.values()) await terraform.init();
  return (account: string): Terraform => {
    const terraform = terraforms.get(account);
    if (terraform === undefined) throw new Error(`no stack of ${account}`);
    return terraform;
  };
}

const ADOPTABLE =
  /^aws_(guardduty_detector|securityhub_account|macie2_account|config_configuration_recorder|config_delivery_channel|iam_service_linked_role)\./;
const adopted = async (terraform: Terraform): Promise<string[]> =>
  (await terraform.resources()).filter((address) => ADOPTABLE.test(address));
const quietly = () => undefined;

test(
  "what is imported is changed in place, what is left stays as it was; both plan empty",
  async () => {
    const [before, untouched] = await Promise.all([inventory(payments), inventory(claims)]);
    const stackOf = await stacksOf({ [PAYMENTS]: importing(detectorId), [CLAIMS]: LEAVE });
    const planned = (await stackOf(PAYMENTS).plan())
      .filter(({ address }) => ADOPTABLE.test(address))
      .map(({ action }) => action);

    expect(new Set(planned)).toEqual(new Set(["update"]));

    await Promise.all([PAYMENTS, CLAIMS].map((account) => stackOf(account).apply(quietly)));

    expect(await adopted(stackOf(PAYMENTS))).toHaveLength(9);
    expect(await inventory(payments)).toEqual({ ...before, macieFrequency: "FIFTEEN_MINUTES" });
    expect(await adopted(stackOf(CLAIMS))).toEqual([]);
    expect(await inventory(claims)).toEqual(untouched);
    const plans = [PAYMENTS, CLAIMS].map((account) => stackOf(account).plan());
    expect(await Promise.all(plans)).toEqual([[], []]);
  },
  3 * MINUTES,
);

test(
  "what was imported can be given back: it leaves the state and stays in the account",
  async () => {
    const stackOf = await stacksOf({ [PAYMENTS]: LEAVE, [CLAIMS]: LEAVE });
    const before = await inventory(payments);

    await stackOf(PAYMENTS).apply(quietly);

    expect(await adopted(stackOf(PAYMENTS))).toEqual([]);
    expect(await inventory(payments)).toEqual(before);
    expect(await stackOf(PAYMENTS).plan()).toEqual([]);
  },
  2 * MINUTES,
);
