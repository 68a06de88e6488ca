import { type ConfigError } from "../../config/faults";
import { loadConfig, parseConfig } from "../../config/load";
import { REGIONS, watchedRegions } from "../../config/regions";
import { type WardenInput } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { exampleConfig, exampleInput, exampleWorkload } from "../support/example";

const faultsOf = (changes: Partial<WardenInput>): string[] => {
  try {
    parseConfig("warden.config.ts", exampleInput(changes));
  } catch (error) {
    return (error as ConfigError).faults.map(({ path, rule }) => `${path}: ${rule}`);
  }
  return [];
};

const ALL = Object.entries(REGIONS);

describe("the list of regions", () => {
  test("has all of the three partitions", () => {
    const inPartition = (start: RegExp) => ALL.filter(([name]) => start.test(name)).length;

    expect(ALL).toHaveLength(38);
    expect(inPartition(/^us-gov-/)).toBe(2);
    expect(inPartition(/^cn-/)).toBe(2);
  });

  test("calls those opt-in that came after March 2019, and no other", () => {
    const optIn = ALL.filter(([, { optIn }]) => optIn).map(([name]) => name);

    expect(optIn).toHaveLength(17);
    expect(optIn).toEqual(expect.arrayContaining(["ap-east-1", "me-south-1", "ca-west-1"]));
    expect(optIn).not.toContain("eu-north-1");
    expect(optIn).not.toContain("ap-northeast-3");
  });
});

describe("a region that can't be used is refused with the rule and what to do:", () => {
  test.each<[string, Partial<WardenInput>, string]>([
    [
      "one that AWS doesn't have",
      { furtherRegions: ["eu-west-9"] },
      "furtherRegions[0]: no region of AWS, or one newer than this version: config/regions.ts lists what it knows",
    ],
    [
      "a home region that AWS doesn't have",
      { homeRegion: "us-south-1" },
      "homeRegion: no region of AWS, or one newer than this version: config/regions.ts lists what it knows",
    ],
    [
      "an opt-in region that AWS doesn't have",
      { optInRegions: ["me-north-1"] },
      "optInRegions[0]: no region of AWS, or one newer than this version: config/regions.ts lists what it knows",
    ],
    [
      "one that the provider doesn't know",
      { furtherRegions: ["ap-southeast-6"], optInRegions: ["ap-southeast-6"] },
      "furtherRegions[0]: newer than AWS provider 5.100.0, which refuses it",
    ],
    [
      "an opt-in region that nobody has said is enabled",
      { furtherRegions: ["eu-central-2"], optInRegions: ["eu-south-2"] },
      "furtherRegions[0]: off until somebody enables it: enable it in every account, then name it in optInRegions too",
    ],
    [
      "an opt-in home region that nobody has said is enabled",
      { homeRegion: "eu-south-1" },
      "homeRegion: off until somebody enables it: enable it in every account, then name it in optInRegions too",
    ],
    [
      "the home region once more",
      { furtherRegions: ["eu-west-1", "us-east-1"] },
      "furtherRegions[1]: the home region is watched anyway: leave it out",
    ],
    [
      "one named twice",
      { furtherRegions: ["eu-west-1", "us-west-2", "eu-west-1"] },
      "furtherRegions[2]: named twice; furtherRegions[0] has it already",
    ],
    [
      "one of another partition",
      { furtherRegions: ["us-gov-west-1"] },
      "furtherRegions[0]: of the partition aws-us-gov, and no account of aws reaches it: give it a configuration of its own",
    ],
    [
      "a home region without Macie",
      { homeRegion: "ca-west-1", optInRegions: ["ca-west-1"] },
      "homeRegion: AWS doesn't offer Amazon Macie there, which is needed there: choose another region (config/regions.ts)",
    ],
  ])("%s", (_, changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  test("several are told at once, beside faults of other settings", () => {
    const faults = faultsOf({
      prefix: "9ab",
      homeRegion: "xx-east-1",
      furtherRegions: ["eu-west-9", "europe"],
    });

    expect(faults.map((fault) => fault.split(":")[0])).toEqual([
      "prefix",
      "furtherRegions[1]",
      "homeRegion",
      "furtherRegions[0]",
    ]);
  });
});

test("an opt-in region that is enabled may be home, and one without Macie may be a further one", () => {
  const optInRegions = ["eu-south-1", "eu-central-2"];

  expect(
    faultsOf({ homeRegion: "eu-south-1", furtherRegions: ["eu-central-2"], optInRegions }),
  ).toEqual([]);
});

describe("stack names", () => {
  const named = (...names: string[]) =>
    names.map((name, index) =>
      exampleWorkload({ name, accountId: `22222222222${index}`, bucketName: `acme-${name}` }),
    );

  test("a workload can't have the name of another's stack in a further region", () => {
    const workloads = named("x", "x-eu-west-1");

    expect(faultsOf({ workloads, furtherRegions: ["eu-west-1"] })).toEqual([
      "workloads[1].name: its stack would be workload-x-eu-west-1, which workloads[0] has in eu-west-1: choose another name",
    ]);
    expect(faultsOf({ workloads, furtherRegions: ["eu-west-2"] })).toEqual([]);
  });

  test("nor in the region that is watched for the sake of global events", () => {
    const workloads = named("x-us-east-1", "x");

    expect(faultsOf({ workloads, homeRegion: "eu-west-1" })).toEqual([
      expect.stringMatching(/^workloads\[0\]\.name: .* workloads\[1\] has in us-east-1/),
    ]);
  });
});

test.each([
  ["us-east-1", [], []],
  ["eu-west-1", [], [{ region: "us-east-1", scope: "global-events" }]],
  ["eu-west-1", ["us-east-1"], [{ region: "us-east-1", scope: "everything" }]],
  ["us-gov-east-1", [], [{ region: "us-gov-west-1", scope: "global-events" }]],
  ["cn-northwest-1", [], [{ region: "cn-north-1", scope: "global-events" }]],
])("from %s with %j are watched %j", (homeRegion, furtherRegions, expected) => {
  expect(watchedRegions({ homeRegion, furtherRegions })).toEqual(expected);
});

describe("a suspended account", () => {
  const suspended = exampleWorkload({
    name: "gone",
    accountId: "333333333333",
    bucketName: "acme-gone",
    state: "suspended",
  });

  test("has no stack, and no policy names it", () => {
    const config = exampleConfig({ workloads: [exampleWorkload(), suspended] });

    expect(config.workloads.map(({ name }) => name)).toEqual(["payments"]);
    expect(planStacks(config).map(({ name }) => name)).not.toContain("workload-gone");
  });

  test("is checked like the others: its name and account stay taken", () => {
    const twin = { ...suspended, name: "payments", accountId: "12" };

    expect(faultsOf({ workloads: [exampleWorkload(), twin] })).toEqual([
      "workloads[1].accountId: an AWS account id is a string of 12 digits",
      "workloads[1].name: each workload has a name of its own; workloads[0] has it already",
    ]);
  });

  test("can't be the only one", () => {
    expect(faultsOf({ workloads: [suspended] })).toEqual([
      "workloads: at least one workload account that isn't suspended",
    ]);
  });
});

test("the committed example is accepted", () => {
  expect(() => loadConfig("warden.config.ts")).not.toThrow();
});
