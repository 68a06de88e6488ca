import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { jsonCall } from "../../cli/rehearse/json-call";
import { findTools } from "../../cli/rehearse/tools";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { loadConfig } from "../../config/load";
import { workloadNames } from "../../config/names";
import { packageRoot } from "../../config/package-root";
import { type Emulator, startEmulator } from "../../emulator";
import { denylistKey } from "../../lambda/responder/contain/denylist";
import { readStack } from "../../stacks/read-stack";
import { synthesize } from "../../stacks/synthesize";
import { entriesIn } from "../../upgrades/changelog";
import { learn, type Placed, placeOf } from "../../upgrades/learn";
import { lossesIn } from "../../upgrades/losses";
import { plannedLosses } from "../../upgrades/planned-losses";
import { type Plan, planOver } from "../../upgrades/planning";
import { PLANNED, readRecord, readReplacing, readState } from "../../upgrades/released";
import { merged } from "../../upgrades/replacing";
import { type Ledger, surround } from "../../upgrades/surroundings";
import { untold } from "../../upgrades/untold";
import { DENYLIST_OF_VERSION_1 } from "../upgrades/ledger/stored";

/** Only what hangs is to be cut off. */
const MINUTES = 60_000;
const CHANGELOG = path.join(packageRoot(), "CHANGELOG.md");
const folder = mkdtempSync(path.join(tmpdir(), "warden-upgrade-"));
const config = loadConfig(path.join(packageRoot(), "warden.config.ts"));
const record = readRecord("invitation");
const [payments] = config.workloads;
if (payments?.name !== "payments") throw new Error("the example's first workload is payments");
const names = workloadNames(config, payments);

type Name = (typeof PLANNED)[number];

const now = new Map<Name, Placed>();
let emulator: Emulator;
let environment: Record<string, string>;

const ledgerWith = (item: object): Ledger => ({
  TableName: names.ledgerTable,
  Item: { ...item, pk: { S: denylistKey(names.bucket) } },
});

beforeAll(async () => {
  const { signal } = new AbortController();
  const say = () => undefined;
  const tools = await findTools({ providerVersion: "5.100.0", folder, signal, say });
  const { cliConfigFile } = tools.provider;
  environment = terraformEnvironment({ from: process.env, cliConfigFile, online: true });
  for (const stack of synthesize(config, path.join(folder, "out")).map(readStack)) {
    const planned = PLANNED.find((name) => name === stack.name);
    if (planned) now.set(planned, stack.json as unknown as Placed);
  }
  emulator = await startEmulator({ motoCommand: tools.motoCommand });
  const ledger = ledgerWith(DENYLIST_OF_VERSION_1);
  for (const stack of now.values())
    await surround(stack.data ?? {}, { emulator, ledger, ...placeOf(stack) });
}, 5 * MINUTES);

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const stackNow = (name: Name): Placed => {
  const stack = now.get(name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
};

/** The plan of a stack over what the last release's apply left behind. */
const planOf = (name: Name, json: object): Promise<Plan> =>
  planOver({ name, json, state: readState(name) }, { folder, emulator, environment });

const plans = new Map<Name, Promise<Plan>>();

/** Planned once, as the stacks are today. */
function planNow(name: Name): Promise<Plan> {
  const plan = plans.get(name) ?? planOf(name, stackNow(name));
  plans.set(name, plan);
  return plan;
}

/** All that the resources of a type are planned to be, as text. */
const afterOf = ({ resource_changes: planned = [] }: Plan, type: string): string =>
  JSON.stringify(planned.filter((each) => each.type === type).map(({ change }) => change.after));

describe("an upgrade from the last release, planned by Terraform and the AWS provider", () => {
  test(
    "takes nothing away in any account without a word in CHANGELOG.md",
    async () => {
      const entries = entriesIn(readFileSync(CHANGELOG, "utf8"));
      for (const name of PLANNED) {
        const plan = await planNow(name);

        expect(plan.resource_changes?.length).toBeGreaterThan(100);
        expect(untold(plannedLosses(name, plan, record[name] ?? {}), entries)).toEqual([]);
      }
    },
    5 * MINUTES,
  );

  test("renders a denylist of version 1 into the bucket policy", async () => {
    const policy = afterOf(await planNow("workload-payments"), "aws_s3_bucket_policy");

    for (const userId of DENYLIST_OF_VERSION_1.userIds.SS) expect(policy).toContain(userId);
  });

  test(
    "refuses a denylist that a newer release wrote",
    async () => {
      const { accessKeyId } = await emulator.assume(names.deploymentRoleArn, "newer");
      const { region } = names.place;
      const put = (item: object) =>
        jsonCall(
          { endpoint: emulator.url, region, accessKeyId },
          {
            service: "dynamodb",
            target: "DynamoDB_20120810.PutItem",
            parameters: ledgerWith(item),
          },
        );
      await put({ ...DENYLIST_OF_VERSION_1, version: { N: "2" } });

      await expect(planOf("workload-payments", stackNow("workload-payments"))).rejects.toThrow(
        /A newer release of Bucket\s+Warden wrote the denylist/,
      );
      await put(DENYLIST_OF_VERSION_1);
    },
    5 * MINUTES,
  );

  test(
    "loses what a change of addresses and names takes away, as the quick test says without Terraform",
    async () => {
      const spoiled = spoil(stackNow("audit"));
      const released = record.audit ?? {};
      const quick = lossesIn("audit", released, spoiled);
      const planned = plannedLosses("audit", await planOf("audit", spoiled), released);
      const told = entriesIn(
        "## Unreleased\n\n- Replaced: `aws_sqs_queue.*`: findings wait for seconds.\n" +
          "- Destroyed: `aws_cloudwatch_*.*`: the dashboard is gone.\n",
      );

      expect(quick.map(({ address }) => address)).toEqual([DASHBOARD, LOST.was, QUEUE]);
      expect(planned).toEqual(expect.arrayContaining(quick));
      expect(planned.map(({ address }) => address)).not.toContain(MOVED.was);
      expect(untold(planned, [])).toHaveLength(planned.length);
      expect(untold(planned, told)).toEqual([]);
    },
    5 * MINUTES,
  );

  test(
    "that gives the production bucket another name has no plan",
    async () => {
      const stack = stackNow("workload-payments");
      const text = JSON.stringify(stack).replaceAll(names.bucket, `${names.bucket}-2`);

      await expect(planOf("workload-payments", JSON.parse(text) as object)).rejects.toThrow(
        /Instance cannot be destroyed/,
      );
    },
    5 * MINUTES,
  );

  test(
    "is judged by all arguments for which the provider replaces",
    async () => {
      const name = "audit";
      const deployed = { name, json: stackNow(name), state: readState(name) };
      const learned = await learn(deployed, { folder, emulator, environment });

      expect(Object.keys(learned).length).toBeGreaterThan(20);
      expect(merged([readReplacing(), learned])).toEqual(readReplacing());
    },
    5 * MINUTES,
  );
});

const DASHBOARD = "aws_cloudwatch_dashboard.Overview_Dashboard_78DADE12";
const QUEUE = "aws_sqs_queue.DeadLetters_BBF8BAAB";
const LOST = {
  was: "aws_cloudwatch_event_rule.Bus_Rule-guardduty-high_EF13BEEB",
  is: "aws_cloudwatch_event_rule.Lost",
};
const MOVED = {
  was: "aws_cloudwatch_event_rule.Bus_Rule-macie-high_C1B8CD7C",
  is: "aws_cloudwatch_event_rule.Moved",
};

/** A dashboard dropped, a rule renamed, another one moved, a queue with another name. */
function spoil(stack: Placed): Placed {
  const text = [LOST, MOVED].reduce(
    (json, { was, is }) => json.replaceAll(was.split(".")[1] ?? "", is.split(".")[1] ?? ""),
    JSON.stringify(stack),
  );
  const json = JSON.parse(text) as Placed;
  const { aws_sqs_queue: queues = {}, ...others } = json.resource ?? {};
  const rest = Object.entries(others).filter(([other]) => other !== "aws_cloudwatch_dashboard");
  const [type = "", id = ""] = QUEUE.split(".");
  const renamed = { ...queues, [id]: { ...queues[id], name: "another-name" } };
  const moved = [{ from: MOVED.was, to: MOVED.is }];
  return { ...json, moved, resource: { ...Object.fromEntries(rest), [type]: renamed } };
}
