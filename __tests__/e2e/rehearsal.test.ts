import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { findProvider } from "../../cli/prerequisites/provider";
import { findTerraform } from "../../cli/prerequisites/terraform";
import { type AlertRecord, type IncidentRecord, type Rehearsal } from "../../cli/rehearse/record";
import { writeOverride } from "../../cli/rehearse/stage";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { terraformIn } from "../../cli/terraform/terraform";
import { SOURCES } from "../../config/findings-schema";
import { exampleConfig } from "../support/example";
import { findSeed, SEED_ROWS, type SeedRow } from "../support/seeds";
import { synthesized } from "../support/synthesized";
import { DENYLIST_SID, NOBODY } from "../../lambda/responder/contain/denylist";

// Addresses hold no name but a subscription's endpoint, which is the same in both configurations.
const stacks = synthesized(exampleConfig());
const addressesOf = (row: SeedRow) => findSeed(row, stacks).map(([address]) => address);

const root = path.resolve(__dirname, "..", "..");
const MINUTES = 60_000;
const STACKS = ["audit", "workload-payments", "workload-claims"];

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Without those that have ended and only wait for their parent to notice. */
const processes = (): Process[] => {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" });
  return rows.split("\n").flatMap((row) => {
    const [, pid, parent, stat = "Z", command = ""] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(row) ?? [];
    return stat.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
};

describe("the rehearsal of the committed example", () => {
  let record: Rehearsal;
  let status: number;

  beforeAll(async () => {
    const child = spawn("npm", ["run", "-s", "rehearse", "--", "--json"], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    record = JSON.parse(output) as Rehearsal;
    status = code as number;
  }, 12 * MINUTES);

  const isCanary = ({ document }: AlertRecord) =>
    (document as { readonly source?: string }).source === "canary";
  const ours = () => record.alerts.filter((alert) => !isCanary(alert));

  const incident = (index: number): IncidentRecord => {
    const found = record.incidents[index];
    if (!found) throw new Error(`there was no incident ${index + 1}`);
    return found;
  };
  const alertsOf = (index: number) =>
    incident(index).alerts.map((at) => record.alerts[at]?.document as Record<string, unknown>);
  const uploads = () => record.uploads.map(({ outcome }) => outcome.status);

  test("finds nothing wrong", () => {
    expect(record.timeline.filter(({ ok }) => !ok)).toEqual([]);
    expect({ status, verdict: record.verdict }).toEqual({ status: 0, verdict: "passed" });
  });

  test("applies every stack in its account", () => {
    expect(record.stacks.map(({ name }) => name).sort()).toEqual([...STACKS].sort());
    expect(new Set(record.stacks.map(({ accountId }) => accountId)).size).toBe(STACKS.length);
    expect(Math.min(...record.stacks.map(({ addresses }) => addresses.length))).toBeGreaterThan(50);
  });

  test.each(SEED_ROWS)("applies $line: $type in the $stack stack", (row) => {
    const applied = record.stacks.filter(({ kind }) => kind === row.stack);

    expect(applied.length).toBeGreaterThan(0);
    for (const { addresses } of applied) {
      expect(addressesOf(row).some((address) => addresses.includes(address))).toBe(true);
    }
  });

  test.each(["after apply", "after the incident", "with two principals blocked"])(
    "finds every plan empty %s",
    (when) => {
      const plans = record.plans.filter((plan) => plan.when === when);
      expect(plans.map(({ stack }) => stack).sort()).toEqual([...STACKS].sort());
      expect(plans.flatMap(({ changes }) => changes)).toEqual([]);
    },
  );

  test.each([0, 1])("sees intruder %d upload, and both triggers tell the function", (index) => {
    const { key, versionId, before } = incident(index);
    expect(before).toEqual({ versions: [versionId], readable: true });

    const told = record.deliveries.filter(({ about, ok }) => about === key && ok);
    expect(told.map(({ trigger }) => trigger)).toEqual(["notification", "trail"]);
  });

  test.each([0, 1])("sees the object of intruder %d gone, with no version left", (index) => {
    expect(incident(index).after).toEqual({ versions: [], readable: false });
  });

  test("sees both intruders in one statement of the bucket policy", () => {
    const [first, second] = [incident(0), incident(1)];
    const [roleId = ""] = second.userId.split(":");
    const blocked = [first.userId, NOBODY, `${roleId}:*`].sort();

    expect(first.statement).toMatchObject({
      Sid: DENYLIST_SID,
      Condition: { StringLike: { "aws:userid": [first.userId, NOBODY].sort() } },
    });
    expect(second.statement).toMatchObject({
      Sid: DENYLIST_SID,
      Condition: { StringLike: { "aws:userid": blocked } },
    });
  });

  test.each([0, 1])("sees the quarantine policy attached to intruder %d", (index) => {
    expect(incident(index).attachedPolicies).toEqual([
      "arn:aws:iam::222222222222:policy/acme-warden-quarantine",
    ]);
  });

  test.each([0, 1])("reads one alert for each stage about intruder %d", (index) => {
    const { versionId, key } = incident(index);
    const common = { schema: "bucket-warden/alert/1", severity: "HIGH", key, versionId };
    const done = { remove: { status: "gone", versionId } };

    expect(alertsOf(index)).toMatchObject([
      { ...common, stage: "contained", steps: { ...done, contain: { status: "blocked" } } },
      { ...common, stage: "quarantined", steps: { ...done, quarantine: { status: "attached" } } },
    ]);
  });

  test("finds the plan empty after a block was lifted", () => {
    const [plan, ...more] = record.plans.filter(({ when }) => when === "after the release");
    expect(plan).toMatchObject({ stack: "workload-payments", changes: [] });
    expect(more).toEqual([]);
  });

  test("has the blocks back after a plan of before the incidents was applied, and reads of it", () => {
    const [alert] = ours().slice(-1);
    const [roleId = ""] = incident(1).userId.split(":");
    expect(alert?.document).toMatchObject({
      kind: "restoration",
      severity: "CRITICAL",
      lifted: [incident(0).userId, `${roleId}:*`].sort(),
    });
    const changes = record.deliveries.filter(({ about }) => about.endsWith("BucketPolicy"));
    const told = changes.map(({ about, ok }) => [about, ok]);
    expect(told).toEqual([
      ["DeleteBucketPolicy", true],
      ["PutBucketPolicy", true],
    ]);
  });

  test("files a finding of each incident in Security Hub", () => {
    const filed = { filing: { status: "filed" } };
    for (const index of [0, 1]) expect(alertsOf(index)).toMatchObject([filed, filed]);
  });

  test("sends no alert beyond those of the two incidents, of the lifted blocks and of the canaries", () => {
    expect(ours()).toHaveLength(5);
    // One for each account.
    expect(record.alerts.filter(isCanary)).toHaveLength(3);
    expect(record.alerts).toHaveLength(5 + 3);
    expect(record.deliveries.length).toBeGreaterThan(8);
  });

  test("reads one alert on each finding above the threshold, of every source, and none below", () => {
    const { findings } = record;
    const counts = findings.map(({ arrives, alerts }) => alerts.length === (arrives ? 1 : 0));

    expect(counts).not.toContain(false);
    expect(new Set(findings.map(({ source }) => source))).toEqual(new Set(SOURCES));
    expect(findings.filter(({ arrives }) => !arrives).length).toBeGreaterThan(3);
  });

  test("lets the allowed upload through, and refuses each intruder's second one", () => {
    expect(uploads()).toEqual(["accepted", "refused", "accepted", "accepted", "refused"]);
    expect(record.uploads[2]?.principal).toContain("assumed-role/FileUploaderRole/");
  });

  test.each([0, 1])("refuses intruder %d by the denylist", (index) => {
    const { principal } = incident(index);
    const refusals = record.decisions.filter(
      (decision) => decision.principal === principal && !decision.allowed,
    );
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({
      action: "s3:PutObject",
      because: expect.stringContaining(DENYLIST_SID) as unknown,
    });
  });

  test("sees the function do all of it with its own role, and nothing refused to it", () => {
    const own = record.decisions.filter(({ principal }) => principal.includes("-responder/"));
    const actions = new Set(own.map(({ action }) => action));
    expect([...actions]).toEqual(
      expect.arrayContaining([
        "s3:DeleteObjectVersion",
        "s3:BypassGovernanceRetention",
        "s3:PutBucketPolicy",
        "dynamodb:UpdateItem",
        "iam:AttachUserPolicy",
        "iam:AttachRolePolicy",
        "sns:Publish",
      ]),
    );
    expect(own.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  test("destroys every stack and leaves nothing behind", () => {
    expect(record.stacks.map(({ leftBehind }) => leftBehind)).toEqual([[], [], []]);
    // Another rehearsal may be under way beside this one.
    const runs = readdirSync(path.join(root, ".rehearsal")).flatMap((name) => {
      const [, pid] = /^run-(\d+)$/.exec(name) ?? [];
      return pid ?? [];
    });
    const isRunning = (pid: string) => processes().some((one) => one.pid === Number(pid));
    expect(runs.filter((pid) => !isRunning(pid))).toEqual([]);
  });

  test("leaves in the accounts what is protected on purpose, and no more", () => {
    const left = record.timeline.filter(({ title }) => title.startsWith("Account "));

    expect(left.map(({ title, detail }) => [title.split(" ")[1], detail])).toEqual([
      [
        "111111111111",
        "acme-warden-config-111111111111, acme-warden-macie-111111111111, " +
          "acme-warden-trail-111111111111, alias/acme-warden-logs",
      ],
      ["222222222222", "no bucket and no key"],
      ["333333333333", "no bucket and no key"],
    ]);
  });

  test("leaves a report", () => {
    const report = readFileSync(path.join(root, ".rehearsal", "report.html"), "utf8");
    expect(report).toContain('<span class="verdict passed">Passed</span>');
  });
});

describe("a rehearsal that is stopped while Terraform applies", () => {
  const descendants = (pid: number, all = processes()): Process[] =>
    all
      .filter(({ parent }) => parent === pid)
      .flatMap((one) => [one, ...descendants(one.pid, all)]);
  const alive = (started: readonly Process[]): Process[] => {
    const pids = new Set(processes().map(({ pid }) => pid));
    return started.filter(({ pid }) => pids.has(pid));
  };

  const begin = async () => {
    const start = [path.join(root, "script", "start.mjs"), "cli/warden.ts", "rehearse"];
    const child = spawn(process.execPath, start, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    const output = text(child.stdout);
    const pid = child.pid ?? 0;
    const provider = () =>
      descendants(pid).some(({ command }) => command.includes("terraform-provider-aws"));
    while (!provider()) await sleep(200);
    return { child, pid, exit, output, started: descendants(pid) };
  };

  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s ends what it started, removes its folder and says so",
    async (signal) => {
      const { child, pid, exit, output, started } = await begin();
      child.kill(signal);
      const [code] = (await exit) as [number];

      expect(code).toBe(130);
      expect(alive(started)).toEqual([]);
      expect(existsSync(path.join(root, ".rehearsal", `run-${pid}`))).toBe(false);
      expect(await output).toContain(
        "Interrupted: Terraform, the function and the emulator are stopped",
      );
    },
    MINUTES,
  );

  test(
    "by SIGKILL leaves no process behind",
    async () => {
      const { child, exit, started } = await begin();
      child.kill("SIGKILL");
      await exit;
      const end = Date.now() + 20_000;
      while (alive(started).length > 0 && Date.now() < end) await sleep(200);

      expect(started.length).toBeGreaterThan(3);
      expect(alive(started)).toEqual([]);
    },
    MINUTES,
  );
});

describe("the override beside a stack", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "warden-override-"));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test.each([
    [
      "S3",
      { backend: { s3: { bucket: "state", key: "k", region: "us-east-1", use_lockfile: true } } },
    ],
    ["HCP Terraform", { cloud: { organization: "acme", workspaces: { name: "audit" } } }],
    ["a file of the user's", { backend: { local: { path: "real.tfstate" } } }],
  ])(
    "keeps Terraform away from a state in %s",
    async (_, state) => {
      const aws = { source: "hashicorp/aws", version: "5.100.0" };
      const stack = {
        terraform: { ...state, required_providers: { aws } },
        output: { x: { value: 1 } },
      };
      writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(stack));
      writeOverride({ directory }, "http://127.0.0.1:9");
      const { signal } = new AbortController();
      const { platform } = await findTerraform(signal);
      const wanted = { constraint: aws.version, platform, folder: directory, env: process.env };
      const { cliConfigFile } = findProvider(wanted);
      const environment = terraformEnvironment({ from: process.env, cliConfigFile, online: true });
      const terraform = terraformIn({
        directory,
        environment,
        initEnvironment: environment,
        signal,
      });

      await terraform.init();
      await terraform.apply(() => undefined);

      const written = readdirSync(directory).filter((name) => name.endsWith(".tfstate"));
      expect(written).toEqual(["rehearsal.tfstate"]);
      rmSync(path.join(directory, "rehearsal.tfstate"));
      rmSync(path.join(directory, ".terraform"), { recursive: true });
    },
    MINUTES,
  );
});
