import { criticalPath, secondsOf } from "../../bench/terraform/critical-path";
import { estateOf } from "../../bench/terraform/estate";
import { groupsOf } from "../../bench/terraform/groups";
import { type GroupReport } from "../../bench/terraform/measure";
import { CallCounter } from "../../bench/terraform/phases";
import { descendants, parseMemory, parseStat } from "../../bench/terraform/processes";
import { terraformTable } from "../../bench/terraform/report";
import { stepsIn, withDependencies } from "../../bench/terraform/timeline";
import { planStacks } from "../../config/stack-plan";

describe("the critical path", () => {
  const resource = (address: string, seconds: number, ...dependencies: string[]) => ({
    address,
    seconds,
    dependencies,
  });

  test("is the chain whose times add up to the most, not that with the slowest resource", () => {
    const path = criticalPath([
      resource("queue", 25),
      resource("policy", 25, "queue"),
      resource("target", 1, "policy", "queue"),
      resource("lifecycle", 45, "bucket"),
      resource("bucket", 2),
    ]);

    expect(path.map(({ address }) => address)).toEqual(["queue", "policy", "target"]);
    expect(secondsOf(path)).toBe(51);
  });

  test("goes round what isn't among the resources", () => {
    const path = criticalPath([resource("queue", 25, "data.aws_region.here"), resource("key", 3)]);

    expect(path).toEqual([{ address: "queue", seconds: 25 }]);
  });

  test("of nothing is nothing", () => {
    expect(criticalPath([])).toEqual([]);
  });
});

describe("what Terraform says of an apply", () => {
  const line = (type: string, addr: string, second: number) =>
    JSON.stringify({
      type,
      "@timestamp": `2026-01-01T00:00:0${second}.500000Z`,
      hook: { resource: { addr }, elapsed_seconds: 9 },
    });
  const lines = [
    '{"type":"version","@timestamp":"2026-01-01T00:00:00Z"}',
    line("apply_start", "aws_sqs_queue.Q", 1),
    line("apply_start", "aws_sqs_queue_policy.P", 4),
    line("apply_progress", "aws_sqs_queue.Q", 2),
    line("apply_complete", "aws_sqs_queue.Q", 4),
    "panic: not JSON",
    line("apply_complete", "aws_sqs_queue_policy.P", 6),
  ];
  const steps = [
    { address: "aws_sqs_queue.Q", seconds: 3 },
    { address: "aws_sqs_queue_policy.P", seconds: 2 },
  ];

  test("tells how long each resource took, finer than in its own whole seconds", () => {
    expect(stepsIn(lines)).toEqual(steps);
  });

  test("is joined with what the state says that each waited for", () => {
    const instances = [{ dependencies: ["aws_sqs_queue.Q", "data.aws_kms_key.K"] }];
    const state = {
      resources: [
        { mode: "managed", type: "aws_sqs_queue", name: "Q", instances: [{}] },
        { mode: "managed", type: "aws_sqs_queue_policy", name: "P", instances },
        { mode: "data", type: "aws_sqs_queue_policy", name: "P", instances: [{}] },
      ],
    };

    expect(withDependencies(steps, JSON.stringify(state))).toEqual([
      { ...steps[0], dependencies: [] },
      { ...steps[1], dependencies: ["aws_sqs_queue.Q", "data.aws_kms_key.K"] },
    ]);
  });
});

describe("a process", () => {
  test("is read with the time of the children it waited for, whatever its name holds", () => {
    const text = "42 (a) R (b) S 7 1 1 0 -1 4194304 1 2 3 4 11 12 150 250 20 0";

    expect(parseStat(text)).toEqual({
      pid: 42,
      parent: 7,
      command: "a) R (b",
      endedChildrenSeconds: 4,
    });
  });

  test("has its share of what is shared, and what is its own", () => {
    const text =
      "0 rollup\nRss:  900 kB\nPss:       2048 kB\nPss_Anon:     512 kB\nPss_File: 1 kB\n";
    expect(parseMemory(text)).toEqual({ megabytes: 2, ownMegabytes: 0.5 });
  });

  test("that has just ended has none", () => {
    expect(parseMemory("")).toEqual({ megabytes: 0, ownMegabytes: 0 });
  });

  test("is found below another, however deep, and nobody else's is", () => {
    const all = [
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 9],
    ].map(([pid = 0, parent = 0]) => ({ pid, parent, command: "c", endedChildrenSeconds: 0 }));

    expect(descendants(all, 1).map(({ pid }) => pid)).toEqual([2, 3, 4]);
  });
});

test("calls are counted by service and by operation, and each is counted once", () => {
  const calls = new CallCounter();
  ["s3:HeadBucket", "macie2 GET /jobs", "s3:HeadBucket", "s3 GET /box"].forEach(calls.count);

  expect(calls.taken()).toEqual({
    calls: { s3: 3, macie2: 1 },
    operations: { "s3:HeadBucket": 2, "macie2 GET /jobs": 1, "s3 GET /box": 1 },
  });
  expect(calls.taken()).toEqual({ calls: {}, operations: {} });
});

describe("stacks are measured", () => {
  const groups = (sizes: readonly number[], furtherRegions: readonly string[]) => {
    const workloads = sizes.reduce((sum, size) => sum + size, 0);
    const config = estateOf({ membership: "organization", workloads, furtherRegions });
    return groupsOf(planStacks(config), sizes).map(({ stacks, phases }) => ({
      names: stacks.map(({ name }) => name),
      isDestroyed: phases.includes("destroy"),
    }));
  };

  test("after those that they need, and each workload once", () => {
    expect(groups([1, 2], [])).toEqual([
      { names: ["audit"], isDestroyed: false },
      { names: ["organization"], isDestroyed: false },
      { names: ["audit-organization"], isDestroyed: false },
      { names: ["workload-w0"], isDestroyed: true },
      { names: ["workload-w1", "workload-w2"], isDestroyed: true },
    ]);
  });

  test("in a further region while their home stacks stand", () => {
    expect(groups([1], ["eu-west-1"]).slice(-2)).toEqual([
      { names: ["workload-w0"], isDestroyed: false },
      { names: ["workload-w0-eu-west-1"], isDestroyed: true },
    ]);
  });
});

test("the table tells each phase, its calls, the critical path, and whose plan wasn't empty", () => {
  const group: GroupReport = {
    stacks: ["workload-w0", "workload-w1"],
    atOnce: 2,
    resources: 200,
    phases: [
      {
        phase: "apply",
        wallSeconds: 60.04,
        cpuSeconds: 6.5,
        peak: { megabytes: 571.4, ownMegabytes: 352 },
        calls: { s3: 8, iam: 2 },
        operations: {},
      },
    ],
    slowest: [{ address: "aws_sqs_queue.Q", seconds: 25.1 }],
    criticalPath: [{ address: "aws_sqs_queue.Q", seconds: 25.1 }],
    changing: ["workload-w1"],
  };
  const table = terraformTable({
    terraformVersion: "1.11.4",
    providerVersion: "5.100.0",
    membership: "organization",
    groups: [group],
  });

  for (const line of [
    /^Terraform 1\.11\.4, AWS provider 5\.100\.0, organization$/m,
    /^2 stacks, 2 at a time, 200 resources$/m,
    /^apply +60\.0 s +6\.5 s +571 MB +352 MB +10$/m,
    /^calls of apply: s3 8, iam 2$/m,
    /^critical path, 25\.1 s$/m,
    /^25\.1 s {2}aws_sqs_queue\.Q$/m,
    /^NOT EMPTY: the second plan of workload-w1$/m,
  ])
    expect(table).toMatch(line);
});
