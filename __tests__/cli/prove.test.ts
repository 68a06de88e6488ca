import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { BadInput } from "../../cli/bad-input";
import { type ProveFlags, proveCommand } from "../../cli/commands/prove";
import { packageRoot } from "../../config/package-root";
import { altered, COMMITTED, committed, one, type Proven } from "../support/proof";

const folder = mkdtempSync(path.join(tmpdir(), "warden-prove-"));
const config = path.join(packageRoot(), COMMITTED.invitation);
const proven = committed("invitation");
const here = process.cwd();

function write({ stacks }: Proven): void {
  for (const { name, json } of stacks) {
    mkdirSync(path.join("cdktf.out", "stacks", name), { recursive: true });
    const file = path.join("cdktf.out", "stacks", name, "cdk.tf.json");
    writeFileSync(file, JSON.stringify(json, null, 2));
  }
}

/** What listened before the command did. */
const before = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map(
  (signal) => [signal, process.listeners(signal)] as const,
);

beforeAll(() => {
  process.chdir(folder);
});
beforeEach(() => {
  write(proven);
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const [signal, listeners] of before) {
    for (const one of process.listeners(signal)) {
      if (!listeners.includes(one)) process.removeListener(signal, one);
    }
  }
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

/** The command as it lies there; what it prints, and its exit code. */
async function prove(flags: ProveFlags = {}, stacks?: "written anew") {
  const written: string[] = [];
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const code = await proveCommand({
    ...{ config, family: ["findings"], ...(stacks === undefined && { skipSynth: true }) },
    ...flags,
  });
  return { code, text: written.join("") };
}

const withoutSubscription = altered(proven, "audit", (json) => {
  one(json, "aws_sns_topic_subscription", "Alerts_Subscription").endpoint = "old@example.com";
});

test("exit code 0 says that all of it is proved", async () => {
  const { code, text } = await prove();

  expect(code).toBe(0);
  expect(text).toMatch(/^What the accounts share\n {2}findings (\d+) of \1\n/);
  expect(text).toMatch(/\nWorkload claims\n/);
  expect(text).toMatch(/✓ Everything is proved: \d+ paths\.\nOnly findings was asked for\.\n$/);
});

test("exit code 1 says that something isn't", async () => {
  write(withoutSubscription);

  const { code, text } = await prove({ workload: ["claims"] });

  expect(code).toBe(1);
  expect(text).toContain("broken: security-team@example.com is subscribed by email-json");
  expect(text).not.toContain("Workload payments");
  expect(text).toContain("Only findings, claims was asked for.");
});

const place = { where: z.string(), file: z.string(), source: z.string() };

/** `bucket-warden/proof/1`, as docs/proof.md describes it. */
const document = z.strictObject({
  schema: z.literal("bucket-warden/proof/1"),
  paths: z.array(
    z.strictObject({
      id: z.string(),
      family: z.string(),
      title: z.string(),
      verdict: z.enum(["holds", "broken", "unknown"]),
      workload: z.string().optional(),
      hops: z.array(
        z.strictObject({
          what: z.string(),
          verdict: z.enum(["holds", "broken", "unknown"]),
          because: z.string(),
          ...z.strictObject(place).partial().shape,
          mend: z
            .array(
              z.strictObject({
                ...z.strictObject(place).partial().shape,
                argument: z.string(),
                add: z.unknown(),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
  invariants: z.array(
    z.strictObject({
      rule: z.string(),
      verdict: z.enum(["violating", "suppressed"]),
      because: z.string().optional(),
      until: z.string().optional(),
      ...z.strictObject(place).partial().required({ where: true }).shape,
    }),
  ),
  unresolved: z.array(
    z.strictObject({
      where: z.string(),
      argument: z.string(),
      expression: z.string(),
      why: z.string(),
    }),
  ),
  summary: z.strictObject({
    proved: z.boolean(),
    paths: z.strictObject({ holds: z.int(), broken: z.int(), unknown: z.int() }),
    families: z.record(
      z.string(),
      z.strictObject({ holds: z.int(), broken: z.int(), unknown: z.int() }),
    ),
    rules: z.record(z.string(), z.record(z.string(), z.int())),
    unresolved: z.int(),
  }),
});

test("--json prints one document, and --sarif writes the other", async () => {
  write(withoutSubscription);

  const { code, text } = await prove({ json: true, sarif: path.join("reports", "proof.sarif") });

  const { paths, summary } = document.parse(JSON.parse(text));
  expect(code).toBe(1);
  expect(summary.paths.holds + summary.paths.broken).toBe(paths.length);
  expect(summary.proved).toBe(false);
  expect(new Set(paths.map(({ workload }) => workload))).toEqual(
    new Set([undefined, "payments", "claims"]),
  );
  expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
  const sarif = JSON.parse(readFileSync(path.join("reports", "proof.sarif"), "utf8")) as {
    readonly runs: readonly { readonly results: readonly unknown[] }[];
  };
  expect(sarif.runs[0]?.results).toHaveLength(summary.paths.broken);
});

test("a document of nothing is JSON as well", async () => {
  const { text } = await prove({ json: true, family: ["invariants"] });
  expect(document.parse(JSON.parse(text)).paths).toEqual([]);
});

test("without --skip-synth the stacks are written anew, over whatever lies there", async () => {
  write(withoutSubscription);

  const { code } = await prove({ workload: ["claims"] }, "written anew");

  expect(code).toBe(0);
  expect(existsSync(path.join("cdktf.out", "stacks", "audit", "cdk.tf.json"))).toBe(true);
});

test("what others deploy beside them bears on the proof", async () => {
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" }],
  };
  const arn = "arn:aws:sns:us-east-1:111111111111:acme-warden-alerts";
  writeFileSync(
    "other.tf.json",
    JSON.stringify({
      provider: { aws: { region: "us-east-1", allowed_account_ids: ["111111111111"] } },
      resource: { aws_sns_topic_policy: { Other: { arn, policy: JSON.stringify(policy) } } },
    }),
  );

  const { code, text } = await prove({ also: ["other.tf.json"], workload: ["claims"] });

  expect(code).toBe(1);
  expect(text).toContain("other aws_sns_topic_policy.Other");
});

describe("refused with what there is instead:", () => {
  test.each([
    [
      "a workload",
      { workload: ["nobody"] },
      /^--workload: there is no nobody; there are: payments, claims$/,
    ],
    ["a folder for SARIF", { sarif: folder }, /^--sarif names a folder: /],
  ])("%s", async (_, flags, message) => {
    const ended = prove(flags);
    await expect(ended).rejects.toThrow(BadInput);
    await expect(ended).rejects.toThrow(message);
  });
});
