import fc from "fast-check";
import { matchesPattern } from "../../decisions/event-pattern";
import { type SampleFinding, sampleFindings } from "../../samples/sample-findings";
import { alertRules, FINDINGS, findingsAt } from "../../config/findings";
import { PATHS_LIMIT, TEMPLATE_LIMIT } from "../../config/findings/alert-template";
import { callsOf } from "../../config/findings/call-rules";
import { PATTERN_LIMIT } from "../../config/findings/checks";
import { SOURCES } from "../../config/findings-schema";
import { type WardenConfig, type WardenInput } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { exampleConfig, exampleWorkload, manyWorkloads, ORGANIZATION } from "../support/example";

const IN_ORGANIZATION: Partial<WardenInput> = {
  membership: "organization",
  organization: ORGANIZATION,
};

/** Home where global events arrive; away from there; an organization; thresholds moved. */
const CONFIGS: Readonly<Record<string, WardenConfig>> = {
  "at home in us-east-1": exampleConfig({ furtherRegions: ["eu-west-1"] }),
  "at home in eu-west-1": exampleConfig({ homeRegion: "eu-west-1" }),
  "with us-east-1 as a further region": exampleConfig({
    homeRegion: "eu-west-1",
    furtherRegions: ["us-east-1"],
  }),
  "in an organization": exampleConfig({ ...IN_ORGANIZATION, furtherRegions: ["eu-west-1"] }),
  "with everything told": exampleConfig({
    findings: { thresholds: { guardduty: "LOW", macie: "LOW", "security-hub": "LOW" } },
  }),
  "with little told": exampleConfig({
    findings: { thresholds: { guardduty: "CRITICAL", macie: "HIGH", "security-hub": "CRITICAL" } },
  }),
};

const samplesOf = (config: WardenConfig): SampleFinding[] => {
  const [workload] = config.workloads;
  return workload ? sampleFindings(config, workload) : [];
};

/** Rules of all stacks that send the event on: those of its account and region see it. */
const forwarded = (config: WardenConfig, { account, region, event }: SampleFinding): string[] =>
  planStacks(config)
    .filter((stack) => stack.accountId === account && stack.region === region)
    .flatMap((stack) =>
      findingsAt(config, stack)
        .filter(({ pattern }) => matchesPattern(pattern, event))
        .map(({ id }) => `${stack.name} ${id}`),
    );

const told = (config: WardenConfig, event: unknown): string[] =>
  alertRules(config)
    .filter(({ pattern }) => matchesPattern(pattern, event))
    .map(({ id }) => id);

const idOf = ({ source, severity }: SampleFinding) => `${source}-${severity.toLowerCase()}`;
const about = ({ source, severity, account, region, event }: SampleFinding) =>
  `${source} ${severity} ${account} ${region} ${JSON.stringify(event.detail.eventName ?? event.id)}`;

describe.each(Object.entries(CONFIGS))("%s", (_, config) => {
  const samples = samplesOf(config);

  test("every finding that is told is forwarded by one rule and told by one rule", () => {
    const arriving = samples.filter(({ arrives }) => arrives);

    expect(arriving.map((one) => [about(one), forwarded(config, one).length])).toEqual(
      arriving.map((one) => [about(one), 1]),
    );
    expect(arriving.map((one) => [about(one), told(config, one.event)])).toEqual(
      arriving.map((one) => [about(one), [idOf(one)]]),
    );
  });

  test("what isn't to be told isn't even forwarded", () => {
    const quiet = samples.filter(({ arrives }) => !arrives);

    expect(quiet.length).toBeGreaterThan(10);
    expect(quiet.filter((one) => forwarded(config, one).length > 0).map(about)).toEqual([]);
  });

  test("the samples try every rule that forwards", () => {
    const tried = new Set(samples.flatMap((one) => forwarded(config, one)));
    const all = planStacks(config).flatMap((stack) =>
      findingsAt(config, stack).map(({ id }) => ({ id, stack: stack.name })),
    );
    const ids = new Set([...tried].map((rule) => rule.split(" ")[1]));

    expect(all.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([]);
  });
});

test("with everything told the samples try every alert", () => {
  const config = exampleConfig({
    findings: { thresholds: { guardduty: "LOW", macie: "LOW", "security-hub": "LOW" } },
  });
  const tried = new Set(samplesOf(config).flatMap(({ event }) => told(config, event)));

  expect(alertRules(config).filter(({ id }) => !tried.has(id))).toEqual([]);
  expect(new Set(alertRules(config).map(({ source }) => source))).toEqual(new Set(SOURCES));
});

test("every source of the configuration has its entry, in the same order", () => {
  expect(FINDINGS.map(({ id }) => id)).toEqual(SOURCES);
});

test("only stacks of audit and workload accounts forward, and the management account's don't", () => {
  const config = exampleConfig(IN_ORGANIZATION);
  const silent = planStacks(config).filter((stack) => findingsAt(config, stack).length === 0);

  expect(silent.map(({ name }) => name)).toEqual(["organization", "audit-organization"]);
});

test("a GuardDuty finding of any severity is told once at most, by its band", () => {
  const config = exampleConfig();
  const band = (severity: number) =>
    severity < 4 ? [] : [severity < 7 ? "medium" : severity < 9 ? "high" : "critical"];

  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (tenths) => {
      const event = {
        source: "aws.guardduty",
        "detail-type": "GuardDuty Finding",
        detail: { severity: tenths / 10, type: "Recon:IAMUser/UserPermissions" },
      };
      expect(told(config, event)).toEqual(band(tenths / 10).map((name) => `guardduty-${name}`));
    }),
    { numRuns: 300 },
  );
});

test("a call is told by one source only: no two name the same", () => {
  const foreign = callsOf("foreign-change");

  expect(callsOf("tampering").filter((call) => foreign.includes(call))).toEqual([]);
});

test("events of other services and of customers' own raise nothing", () => {
  const config = exampleConfig();
  const [call] = samplesOf(config).filter(({ source }) => source === "tampering");
  const unrelated = [
    { source: "aws.ec2", "detail-type": "EC2 Instance State-change Notification", detail: {} },
    // Anybody may put events of a source that doesn't begin with "aws.".
    { ...call?.event, source: "my.cloudtrail" },
  ];

  expect(unrelated.flatMap((event) => told(config, event))).toEqual([]);
  expect(
    planStacks(config).flatMap((stack) =>
      findingsAt(config, stack).filter(({ pattern }) =>
        unrelated.some((event) => matchesPattern(pattern, event)),
      ),
    ),
  ).toEqual([]);
});

describe("EventBridge's limits hold with the longest names", () => {
  const longest = {
    prefix: "abcdefghijklmnopqrstuvwx",
    homeRegion: "ap-northeast-1",
    deploymentRole: "r".repeat(64),
    workloads: [
      exampleWorkload({ name: "w".repeat(31), bucketName: "b".repeat(63) }),
      ...manyWorkloads(60),
    ],
  };
  const configs = [
    exampleConfig(longest),
    exampleConfig({ ...longest, ...IN_ORGANIZATION }),
    exampleConfig({
      ...longest,
      auditAccount: {
        id: "111111111111",
        subscriptions: [{ protocol: "email", endpoint: "security-team@example.com" }],
        topics: "by-severity",
      },
    }),
  ];

  test.each(configs)("in configuration %#", (config) => {
    const patterns = [
      ...alertRules(config).map(({ id, pattern }) => ({ id, pattern })),
      ...planStacks(config).flatMap((stack) => findingsAt(config, stack)),
    ];
    const sizes = patterns.map(({ id, pattern }) => [id, JSON.stringify(pattern).length] as const);

    expect(sizes.filter(([, size]) => size > PATTERN_LIMIT)).toEqual([]);
    for (const { transformer } of alertRules(config)) {
      expect(transformer.inputTemplate.length).toBeLessThanOrEqual(TEMPLATE_LIMIT);
      expect(Object.keys(transformer.inputPaths).length).toBeLessThanOrEqual(PATHS_LIMIT);
    }
  });
});
