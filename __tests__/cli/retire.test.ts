import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Backstage } from "../../cli/rehearse/backstage";
import { destroyAll } from "../../cli/rehearse/deploy";
import { protectedIn } from "../../cli/rehearse/protected";
import { startRecorder } from "../../cli/rehearse/recorder";
import { isUnprotectingOnly } from "../../cli/rehearse/retire";
import { type Terraform } from "../../cli/terraform/terraform";
import { synthesize } from "../../stacks/synthesize";
import { exampleConfig } from "../support/example";

const folder = mkdtempSync(path.join(tmpdir(), "warden-retire-"));
const config = exampleConfig({ furtherRegions: ["eu-west-1"] });
const stacks = synthesize(config, folder);
const directoryOf = (name: string) => path.join(folder, "stacks", name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("what a stack's file protects", () => {
  test("is named by bucket and by key for the audit account", () => {
    const { addresses, buckets, keyAliases } = protectedIn(directoryOf("audit"));

    expect(buckets.toSorted()).toEqual(
      ["config", "macie", "trail"].map((name) => `acme-${name}-111111111111`),
    );
    expect(keyAliases).toEqual(["alias/acme-logs"]);
    expect(addresses.filter((address) => address.startsWith("aws_s3_bucket_policy."))).toHaveLength(
      3,
    );
  });

  test("is nothing in a further region", () => {
    expect(protectedIn(directoryOf("audit-eu-west-1")).addresses).toEqual([]);
  });

  const guide = readFileSync(path.join("docs", "retiring.md"), "utf8");
  const [, program = ""] = /node -p '([^']+)' > protected\.txt/.exec(guide) ?? [];

  test.each(stacks.map(({ name }) => name))("is found by the guide's own command: %s", (name) => {
    const found = execFileSync(process.execPath, ["-p", program], {
      cwd: directoryOf(name),
      encoding: "utf8",
    });

    expect(found.split("\n").filter(Boolean)).toEqual(protectedIn(directoryOf(name)).addresses);
  });
});

describe("taking everything down", () => {
  /** What happened, in order: `name: forget 3` or `name: destroy`. */
  async function takeDown(held: (name: string) => readonly string[]) {
    const done: string[] = [];
    const forgotten: string[] = [];
    const recorder = startRecorder({
      config: "",
      now: () => new Date(),
      onEntry: () => undefined,
    });
    const terraformOf = (name: string): Partial<Terraform> => {
      let state = held(name);
      return {
        resources: () => Promise.resolve(state),
        stateRemove: (addresses) => {
          forgotten.push(...addresses);
          state = state.filter((address) => !addresses.includes(address));
          return Promise.resolve();
        },
        destroy: () => {
          done.push(name);
          state = [];
          return Promise.resolve();
        },
      };
    };
    const backstage: Pick<Backstage, "stacks" | "recorder"> = {
      recorder,
      stacks: stacks.map((stack) => ({
        ...stack,
        terraform: terraformOf(stack.name) as Terraform,
      })),
    };
    await destroyAll(backstage as Backstage, () => undefined);
    return { done, forgotten, timeline: recorder.record.timeline };
  }

  test("begins with what was applied last", async () => {
    const { done } = await takeDown(() => []);

    expect(done).toEqual([
      "workload-payments-eu-west-1",
      "workload-payments",
      "audit-eu-west-1",
      "audit",
    ]);
  });

  test("forgets what is protected and in the state, nothing else, and says so", async () => {
    const { addresses } = protectedIn(directoryOf("audit"));
    const [missing, ...present] = addresses;
    const { forgotten, timeline } = await takeDown((name) =>
      name === "audit" ? [...present, "aws_sns_topic.gone"] : [],
    );

    expect(missing).toBeDefined();
    expect(forgotten).toEqual(present);
    expect(timeline.map(({ title }) => title)).toContain("audit: what is protected stays");
  });
});

describe("an apply that retires a workload", () => {
  const ledger = {
    address: "aws_dynamodb_table.Ledger_1",
    action: "update",
    attributes: ["deletion_protection_enabled"],
  };
  const policy = {
    address: "aws_s3_bucket_policy.Production_1",
    action: "update",
    attributes: ["policy"],
  };

  test.each([
    ["the ledger's protection", [ledger], true],
    ["and the bucket policy, rendered again", [policy, ledger], true],
    ["nothing at all", [], false],
    ["the bucket policy alone", [policy], false],
    ["another attribute of the ledger", [{ ...ledger, attributes: ["ttl"] }], false],
    ["a ledger made anew", [{ ...ledger, action: "delete+create" }], false],
    ["a policy made anew", [ledger, { ...policy, action: "delete+create" }], false],
    ["something else besides", [ledger, { ...policy, address: "aws_sqs_queue.q" }], false],
  ])("that changes %s", (_title, changes, expected) => {
    expect(isUnprotectingOnly(changes)).toBe(expected);
  });
});
