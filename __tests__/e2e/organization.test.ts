import { readFileSync } from "node:fs";
import path from "node:path";
import { atATime } from "../../cli/at-a-time";
import { type Rehearsal } from "../../cli/rehearse/record";
import { type Stage, writeOverride } from "../../cli/rehearse/stage";
import { type PlannedChange } from "../../cli/terraform/planned-changes";
import { loadConfig } from "../../config/load";
import { type StackKind } from "../../config/stack-plan";
import { type WardenConfig } from "../../config/schema";
import { SOURCES } from "../../config/findings-schema";
import { synthesize } from "../../stacks/synthesize";
import {
  askedBy,
  bootstrap,
  granted,
  plannedByReader,
  type ReaderPlan,
} from "../support/deployment-roles";
import { SOMETIMES, unseen } from "../support/unseen-permissions";
import { play } from "./play";

const MINUTES = 60_000;
const file = path.resolve(__dirname, "..", "..", "examples", "organization", "warden.config.ts");
const config = loadConfig(file);
const kinds = (record: Rehearsal, kind: StackKind) =>
  record.stacks.filter((stack) => stack.kind === kind);

/** The configuration with one account more. */
function withOneMore(before: WardenConfig): WardenConfig {
  const [first] = before.workloads;
  if (!first) throw new Error("the example has no workload");
  const account = { name: "refunds", accountId: "555555555555", bucketName: "acme-refunds-prod" };
  const added = { ...first, ...account, allowedUploaders: [], breakGlass: [] };
  return { ...before, workloads: [...before.workloads, added] };
}

interface Planned {
  readonly name: string;
  readonly isSame: boolean;
  readonly changes: readonly PlannedChange[];
}

/** Writes the stacks again with one workload more, and plans those that aren't a workload's. */
async function planWithOneMore({ stacks, emulator }: Stage): Promise<Planned[]> {
  const central = stacks.filter(({ kind }) => kind !== "workload");
  const [any] = central;
  const read = ({ directory }: { directory: string }) =>
    readFileSync(path.join(directory, "cdk.tf.json"), "utf8");
  const before = new Map(central.map((stack) => [stack.name, read(stack)]));
  synthesize(withOneMore(config), path.resolve(any?.directory ?? "", "..", ".."));
  const planned: Planned[] = [];
  await atATime(3, central, async (stack) => {
    writeOverride(stack, emulator.url);
    const changes = await stack.terraform.plan();
    planned.push({ name: stack.name, isSame: read(stack) === before.get(stack.name), changes });
  });
  return planned;
}

const isReading = ({ action }: Rehearsal["decisions"][number]) =>
  /:(Get|List|Describe)/.test(action);

describe("an organization with its management account, audit account and three workloads in two regions", () => {
  let record: Rehearsal;
  let afterwards: Planned[] = [];
  let reader: ReaderPlan;

  beforeAll(async () => {
    record = await play(config, {
      beforeDeploy: bootstrap,
      afterStory: async (stage) => {
        reader = await plannedByReader(stage, config);
        afterwards = await planWithOneMore(stage);
      },
    });
  }, 20 * MINUTES);

  test("passes the rehearsal", () => {
    expect(record.timeline.filter(({ ok }) => !ok)).toEqual([]);
    expect(record.verdict).toBe("passed");
  });

  test.each<[StackKind, number]>([
    ["audit", 2],
    ["organization", 2],
    ["audit-organization", 2],
    ["workload", 6],
  ])("applies the stacks of kind %s, with all their resources", (kind, count) => {
    const stacks = kinds(record, kind);
    expect(stacks).toHaveLength(count);
    expect(stacks.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("finds the second plan of every stack empty", () => {
    expect(record.plans).toHaveLength(12);
    expect(record.plans.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test("changes nothing outside the workloads when a fourth is added", () => {
    expect(afterwards).toHaveLength(6);
    expect(afterwards.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(afterwards.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test("brings a finding of every source to the security team, once", () => {
    const arrived = record.findings.filter(({ arrives }) => arrives);

    expect([...new Set(arrived.map(({ source }) => source))].sort()).toEqual([...SOURCES].sort());
    expect(arrived.filter(({ alerts }) => alerts.length !== 1)).toEqual([]);
  });

  describe("is deployed by the bootstrap's roles, whose policies decide about each call", () => {
    const KINDS = ["audit", "workload", "management"] as const;

    test("and refuse none", () => {
      const { count, refused } = askedBy(config.deploymentRole, record);

      expect(refused).toEqual([]);
      expect(count).toBeGreaterThan(4_000);
    });

    test.each(KINDS)("which grant what an account of kind %s takes, or have a reason", (kind) => {
      const { used } = askedBy(config.deploymentRole, record);
      const idle = [...granted()[kind]].filter((action) => !used(kind).has(action));

      expect(idle.filter((action) => !unseen.has(action) && !SOMETIMES.includes(action))).toEqual(
        [],
      );
    });

    test("and reasons are given for what is granted and not taken, only", () => {
      const { used } = askedBy(config.deploymentRole, record);
      const idle = KINDS.flatMap((kind) =>
        [...granted()[kind]].filter((action) => !used(kind).has(action)),
      );

      expect([...unseen.keys()].filter((action) => !idle.includes(action))).toEqual([]);
    });

    test("and plans a workload's stack with the role that only reads, which may apply nothing", () => {
      const { count, refused } = askedBy("BucketWardenPlan", record);
      const taken = record.decisions.filter(
        ({ principal, allowed }) => allowed && principal.includes("/BucketWardenPlan/"),
      );

      expect(reader.planned).toEqual([]);
      expect(reader.refusal).toMatch(/BucketWardenPlan\/bucket-warden\s+is\s+not\s+authorized/);
      expect(count - refused.length).toBeGreaterThan(100);
      expect(refused.filter(isReading)).toEqual([]);
      expect(taken.filter((decision) => !isReading(decision))).toEqual([]);
    });
  });
});
