import { type ConfigError } from "../../config/faults";
import { parseConfig } from "../../config/load";
import { type WardenInput } from "../../config/schema";
import { exampleInput, exampleWorkload } from "../support/example";

type Existing = NonNullable<ReturnType<typeof exampleWorkload>["existing"]>;

const faultsOf = (changes: Partial<WardenInput>): string[] => {
  try {
    parseConfig("warden.config.ts", exampleInput(changes));
  } catch (error) {
    return (error as ConfigError).faults.map(({ path, rule }) => `${path}: ${rule}`);
  }
  return [];
};

const ofWorkload = (existing: Existing, changes: Partial<WardenInput> = {}) =>
  faultsOf({ workloads: [exampleWorkload({ existing })], ...changes });
const ofAudit = (existing: Existing, changes: Partial<WardenInput> = {}) =>
  faultsOf({ auditAccount: { ...exampleInput().auditAccount, existing }, ...changes });

const NOTHING_MADE =
  "nothing of it is made there, so there is nothing to import or leave: take it out";
const DETECTOR = { import: "0123456789abcdef0123456789abcdef" };

const ORGANIZATION: Partial<WardenInput> = {
  membership: "organization",
  organization: {
    id: "o-abcdefghij",
    rootId: "r-abcd",
    managementAccountId: "999999999999",
  },
};

test("each service of a workload's home region may be imported or left", () => {
  const existing: Existing = {
    linkedRoles: { config: "import", guardduty: "leave", macie: "leave", securityhub: "import" },
    regions: {
      "us-east-1": {
        detector: DETECTOR,
        recorder: { import: "default", channel: "default" },
        securityHub: "import",
        macie: "leave",
      },
    },
  };

  expect(ofWorkload(existing)).toEqual([]);
});

test("a region that isn't watched is refused: its settings would have no effect", () => {
  const existing: Existing = { regions: { "eu-west-1": { detector: "leave" } } };
  const path = "workloads[0].existing.regions.eu-west-1";

  expect(ofWorkload(existing)).toEqual([
    `${path}: nothing is made in this region: it is neither homeRegion nor one of furtherRegions`,
  ]);
  expect(ofWorkload(existing, { furtherRegions: ["eu-west-1"] })).toEqual([]);
  expect(ofAudit({ regions: { "eu-west-1": { recorder: "leave" } } })).toEqual([
    expect.stringMatching(/^auditAccount\.existing\.regions\.eu-west-1: nothing is made/),
  ]);
});

test("nor has the region that is watched for global events anything to adopt", () => {
  const existing: Existing = { regions: { "us-east-1": { detector: "leave" } } };

  expect(ofWorkload(existing, { homeRegion: "eu-west-1" })).toEqual([
    expect.stringMatching(/^workloads\[0\]\.existing\.regions\.us-east-1: nothing is made/),
  ]);
});

test("Macie is used in the home region only", () => {
  const existing: Existing = { regions: { "eu-west-1": { macie: "leave" } } };

  expect(ofWorkload(existing, { furtherRegions: ["eu-west-1"] })).toEqual([
    `workloads[0].existing.regions.eu-west-1.macie: ${NOTHING_MADE}`,
  ]);
});

test("in an organization a workload has a recorder and its role, and nothing else to adopt", () => {
  const existing: Existing = {
    linkedRoles: { config: "leave", guardduty: "leave" },
    regions: { "us-east-1": { recorder: "leave", detector: DETECTOR, securityHub: "import" } },
  };

  expect(ofWorkload(existing, ORGANIZATION)).toEqual([
    `workloads[0].existing.linkedRoles.guardduty: ${NOTHING_MADE}`,
    `workloads[0].existing.regions.us-east-1.detector: ${NOTHING_MADE}`,
    `workloads[0].existing.regions.us-east-1.securityHub: ${NOTHING_MADE}`,
  ]);
});

test("a detector's id, a recorder's channel and an aggregator's ARN are asked for", () => {
  const wrong = {
    detector: { import: "my-detector" },
    recorder: { import: "default" },
    findingAggregator: "import",
  };
  const existing = { regions: { "us-east-1": wrong } } as unknown as Existing;

  expect(ofWorkload(existing)).toEqual([
    expect.stringContaining("aws guardduty list-detectors"),
    expect.stringContaining("aws securityhub list-finding-aggregators"),
    expect.stringContaining("describe-delivery-channels"),
  ]);
});
