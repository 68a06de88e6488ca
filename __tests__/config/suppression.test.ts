import { matchesPattern } from "../../decisions/event-pattern";
import { sampleFindings } from "../../samples/sample-findings";
import { alertRules } from "../../config/findings";
import { ConfigError } from "../../config/faults";
import { parseConfig } from "../../config/load";
import { type WardenConfig, type WardenInput } from "../../config/schema";
import { exampleInput } from "../support/example";

type Findings = NonNullable<WardenInput["findings"]>;
type Suppression = NonNullable<Findings["suppress"]>[number];

const REASON = "known and accepted: TICKET-7";
const suppression = (changes: Pick<Suppression, "source" | "field" | "values" | "until">) => ({
  reason: REASON,
  ...changes,
});
const parse = (changes: Partial<WardenInput>, now?: Date) =>
  parseConfig("warden.config.ts", exampleInput(changes), now);
const suppressing = (one: Parameters<typeof suppression>[0], now?: Date) =>
  parse({ findings: { suppress: [suppression(one)] } }, now);

const faultsOf = (changes: Partial<WardenInput>): string[] => {
  try {
    parse(changes);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.map(({ path, rule }) => `${path}: ${rule}`);
    throw error;
  }
  return [];
};
const faultsOfSuppressing = (one: Parameters<typeof suppression>[0]) =>
  faultsOf({ findings: { suppress: [suppression(one)] } });

const plain = parse({});
const [workload] = plain.workloads;
const samples = workload ? sampleFindings(plain, workload).filter(({ arrives }) => arrives) : [];

/** Titles of the samples that a configuration tells no more. */
const untold = (config: WardenConfig): string[] =>
  samples
    .filter(({ event }) =>
      alertRules(config).every(({ pattern }) => !matchesPattern(pattern, event)),
    )
    .map(({ source, event: { detail } }) =>
      [source, detail.eventName ?? detail.type ?? detail.configRuleName].join(" "),
    );

test("a suppressed value is told no more, and everything else is", () => {
  const config = suppressing({
    source: "config",
    field: "configRuleName",
    values: ["s3-bucket-public-read-prohibited"],
  });

  expect(new Set(untold(config))).toEqual(new Set(["config s3-bucket-public-read-prohibited"]));
});

test("findings that lack the field are told all the same", () => {
  const field = "resource.s3BucketDetails.name";

  expect(untold(suppressing({ source: "guardduty", field, values: ["shop-images"] }))).toEqual([]);
});

test("a value comes on top of those that the pattern leaves out itself", () => {
  const config = suppressing({
    source: "security-hub",
    field: "findings.ProductName",
    values: ["Security Hub"],
  });

  expect(new Set(untold(config))).toEqual(new Set(["security-hub "]));
  expect(
    alertRules(config)
      .filter(({ source }) => source === "security-hub")
      .map(({ pattern }) => JSON.stringify(pattern.detail).includes("Bucket Warden")),
  ).toEqual([true, true]);
});

test("a call can be taken out of those that a source is about", () => {
  const config = suppressing({
    source: "tampering",
    field: "eventName",
    values: ["ScheduleKeyDeletion"],
  });

  expect(untold(config)).toEqual(["tampering ScheduleKeyDeletion"]);
});

test("a call of root can be taken out, whichever of root's rules it would meet", () => {
  const values = ["StopLogging", "CreateAccessKey"];
  const config = suppressing({ source: "root-use", field: "eventName", values });

  expect(new Set(untold(config))).toEqual(
    new Set(["root-use StopLogging", "root-use CreateAccessKey"]),
  );
  // In the choices only: beside them as well, AWS doesn't say what it would mean.
  expect(
    alertRules(config).filter(
      ({ pattern: { detail } }) => "$or" in detail && "eventName" in detail,
    ),
  ).toEqual([]);
});

test("several suppressions of one source hold together", () => {
  const config = parse({
    findings: {
      suppress: ["DisableMacie", "DisableSecurityHub"].map((call) =>
        suppression({ source: "tampering", field: "eventName", values: [call] }),
      ),
    },
  });

  expect(untold(config)).toEqual(["tampering DisableSecurityHub", "tampering DisableMacie"]);
});

test.each([
  ["2026-03-31T23:59:59Z", 1],
  ["2026-04-01T00:00:00Z", 0],
])("a suppression until 2026-03-31, seen at %s, leaves out %d calls", (now, count) => {
  const one = { source: "tampering" as const, field: "eventName", values: ["DisableMacie"] };
  const config = suppressing({ ...one, until: "2026-03-31" }, new Date(now));

  expect(untold(config)).toHaveLength(count);
});

test.each([
  [
    "the severity, which thresholds are for",
    { source: "guardduty", field: "severity", values: ["8"] },
    "findings.suppress[0].field: the rule guardduty-medium can't be narrowed by this field: the source or its threshold decides by it",
  ],
  [
    "a field above those that the pattern asks for",
    { source: "security-hub", field: "findings", values: ["x"] },
    "findings.suppress[0].field: the rule security-hub-high can't be narrowed by this field: there are fields below it: name one of them",
  ],
  [
    "a field below a value",
    { source: "malware", field: "scanResultDetails.scanResultStatus.of", values: ["x"] },
    "findings.suppress[0].field: the rule malware-critical can't be narrowed by this field: scanResultStatus holds a value, not fields",
  ],
  [
    "all that a rule would tell",
    { source: "malware", field: "scanResultDetails.scanResultStatus", values: ["THREATS_FOUND"] },
    "findings.suppress[0].field: the rule malware-critical can't be narrowed by this field: nothing of it would be left",
  ],
] as const)("refuses to suppress %s", (_, one, fault) => {
  expect(faultsOfSuppressing({ ...one, values: [...one.values] })).toEqual([fault]);
});

test("refuses more values than a pattern takes", () => {
  const values = Array.from(
    { length: 30 },
    (_, index) => `arn:aws:iam::222222222222:role/r${index}`,
  );

  expect(faultsOfSuppressing({ source: "root-use", field: "userIdentity.arn", values })).toEqual([
    expect.stringMatching(/root-use-high would take \d+ characters, EventBridge allows 2048/),
    expect.stringMatching(/root-use-critical would take/),
  ]);
});

test("refuses a threshold that the service never reaches", () => {
  expect(faultsOf({ findings: { thresholds: { macie: "CRITICAL" } } })).toEqual([
    "findings.thresholds.macie: it grades no finding as high as that: none would be told",
  ]);
});

describe("readers of topics by severity", () => {
  const { auditAccount } = exampleInput();
  const [reader] = auditAccount.subscriptions;
  const with_ = (topics: "one" | "by-severity", severities: ("LOW" | "HIGH")[]) =>
    faultsOf({
      auditAccount: {
        ...auditAccount,
        topics,
        subscriptions: reader ? [{ ...reader, severities }] : [],
      },
    });

  test("every severity needs one", () => {
    expect(with_("by-severity", ["LOW", "HIGH"])).toEqual(
      ["MEDIUM", "CRITICAL"].map(
        (severity) =>
          `auditAccount.subscriptions: nobody would read alerts of severity ${severity}: each needs a subscription`,
      ),
    );
  });

  test("severities mean nothing where there is one topic", () => {
    expect(with_("one", ["HIGH"])).toEqual([
      'auditAccount.subscriptions[0].severities: there is one topic for all severities: set auditAccount.topics: "by-severity"',
    ]);
  });
});
