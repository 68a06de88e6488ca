import { findingPaths } from "../../../proof/paths/findings";
import { sampleFindings } from "../../../samples/sample-findings";
import { isSuppressed } from "../../../samples/suppressed";
import { exampleConfig } from "../../support/example";
import { altered, type ChangeableJson, committed, one } from "../../support/proof";
import {
  added,
  type Change,
  gone,
  outcome,
  replaced,
  restated,
  setTo,
  walked,
  without,
} from "../../support/walked";

const invitation = committed("invitation");
const organization = committed("organization");

const RULE = "aws_cloudwatch_event_rule";
const TARGET = "aws_cloudwatch_event_target";
const BUS = "aws_cloudwatch_event_bus";

/** GuardDuty's HIGH, about payments, from its own default bus. */
const GUARDDUTY = "findings/guardduty/high/222222222222/us-east-1/1";
const LOW = "findings/guardduty/low/222222222222/us-east-1/1";

const atAudit = (change: Change, path = GUARDDUTY): Promise<string> =>
  outcome(findingPaths, altered(invitation, "audit", change), path);
const atPayments = (change: Change, path = GUARDDUTY): Promise<string> =>
  outcome(findingPaths, altered(invitation, "workload-payments", change), path);

describe.each([
  ["by invitation", invitation],
  ["with an organization", organization],
])("%s", (_, proven) => {
  test("every sample of every account and region has a path, and every path holds", async () => {
    const paths = await walked(findingPaths, proven);

    const samples = proven.config.workloads.flatMap((workload, index) =>
      sampleFindings(proven.config, workload).filter(
        ({ account }) => index === 0 || account !== proven.config.auditAccount.id,
      ),
    );
    expect(paths.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(paths.filter(({ id }) => !id.startsWith("findings/rule/"))).toHaveLength(samples.length);
    expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
  });
});

describe("a finding doesn't arrive", () => {
  const role = ["aws_iam_role", "Findings_Role"] as const;

  test.each<[string, string, Change]>([
    ["the forwarder is gone", "matches it", gone(RULE, "Findings_Rule-guardduty")],
    [
      "the forwarder is disabled",
      "matches it",
      setTo(RULE, "Findings_Rule-guardduty", "state", "DISABLED"),
    ],
    [
      "the forwarder's target has no role",
      "needs one",
      without(TARGET, "Findings_Target-guardduty", "role_arn"),
    ],
    [
      "the forwarder sends something in its place",
      "its input puts something in its place",
      setTo(TARGET, "Findings_Target-guardduty", "input", "{}"),
    ],
    [
      "the forwarder sends a part of it",
      "its input_path puts something in its place",
      setTo(TARGET, "Findings_Target-guardduty", "input_path", "$.detail"),
    ],
    [
      "the role lets other rules in only",
      "sts:AssumeRole",
      replaced(...role, ["assume_role_policy", "-forward-", "-other-"]),
    ],
    [
      "the role may put events elsewhere only",
      "events:PutEvents",
      replaced("aws_iam_role_policy", "Findings_Policy", ["policy", "warden-security", "default"]),
    ],
  ])("where %s", async (_, because, change) => {
    expect(await atPayments(change)).toMatch(new RegExp(`^broken: .*${because}`));
  });

  const topicPolicy = ["aws_sns_topic_policy", "Alerts"] as const;
  const key = ["aws_kms_key", "AlertsKey"] as const;
  const onlyFor = (Condition: object) => (statement: object) => ({ ...statement, Condition });

  test.each<[string, string, Change]>([
    ["the bus is gone", "no stack has it", gone(BUS, "Bus")],
    [
      "the bus has a key that EventBridge may not use",
      "kms:DescribeKey",
      setTo(BUS, "Bus", "kms_key_identifier", "${data.aws_kms_key.none.arn}"),
    ],
    ["the bus lets nobody in", "events:PutEvents", gone("aws_cloudwatch_event_bus_policy", "Bus")],
    ["no rule takes it there", "matches it", gone(RULE, "Bus_Rule-guardduty-high")],
    [
      "the rule publishes to another topic",
      "the target is arn:aws:sns:us-east-1:1:other",
      setTo(TARGET, "Bus_Target-guardduty-high", "arn", "arn:aws:sns:us-east-1:1:other"),
    ],
    ["the topic is gone", "it goes to \\${aws_sns_topic", gone("aws_sns_topic", "Alerts")],
    [
      "the topic lets no rule in",
      "sns:Publish",
      restated(topicPolicy, "RulesPublish", () => undefined),
    ],
    [
      "the topic has no key",
      "kms_master_key_id is not set",
      without("aws_sns_topic", "Alerts", "kms_master_key_id"),
    ],
    ["the topic's key is switched off", "is_enabled is false", setTo(...key, "is_enabled", false)],
    [
      "the topic's key signs",
      'key_usage is "SIGN_VERIFY"',
      setTo(...key, "key_usage", "SIGN_VERIFY"),
    ],
    [
      "the topic's key is a pair of keys",
      'customer_master_key_spec is "RSA_4096"',
      setTo(...key, "customer_master_key_spec", "RSA_4096"),
    ],
    [
      "the key lets rules of another account in only",
      "kms:GenerateDataKey",
      restated(
        key,
        "RulesPublish",
        onlyFor({ StringEqualsIfExists: { "aws:SourceAccount": "999999999999" } }),
      ),
    ],
    [
      "the key insists on what EventBridge may leave out",
      "kms:GenerateDataKey",
      restated(
        key,
        "RulesPublish",
        onlyFor({ StringEquals: { "aws:SourceAccount": "111111111111" } }),
      ),
    ],
    ["nobody is subscribed", "no such subscription", gone("aws_sns_topic_subscription", "Alerts")],
    [
      "a filter may hold it back",
      "filter_policy",
      setTo("aws_sns_topic_subscription", "Alerts", "filter_policy", '{"severity":["LOW"]}'),
    ],
  ])("where %s", async (_, because, change) => {
    expect(await atAudit(change)).toMatch(new RegExp(`^(broken|unknown): .*${because}`));
  });

  test("where no trail hands a call to EventBridge", async () => {
    const stopped = setTo("aws_cloudtrail", "Trail", "enable_logging", false);
    expect(await atPayments(stopped, "findings/root-use/high/222222222222")).toMatch(
      /^broken: a trail that is logging records/,
    );
    expect(await atPayments(stopped)).toBe("holds");
  });
});

describe("a finding is told twice", () => {
  test("by a second rule on the security bus", async () => {
    const twice: Change = (json) => {
      const first = one(json, RULE, "Bus_Rule-guardduty-high");
      const to = one(json, TARGET, "Bus_Target-guardduty-high");
      added(RULE, () => ({ ...first, name: "second" }))(json);
      added(TARGET, () => ({ ...to, rule: "second" }))(json);
    };
    expect(await atAudit(twice)).toMatch(/it would be told 2 times/);
  });

  test("by a rule that publishes it without the security bus", async () => {
    const directly: Change = (json) => {
      const { event_pattern } = one(json, RULE, "Findings_Rule-guardduty");
      const arn = "arn:aws:sns:us-east-1:111111111111:acme-warden-alerts";
      added(RULE, () => ({ name: "direct", event_pattern }))(json);
      added(TARGET, () => ({ rule: "direct", arn }))(json);
    };
    expect(await atPayments(directly)).toMatch(/it would be told twice/);
  });

  test("but not by a target that is no topic", async () => {
    const archived = added(TARGET, (json) => ({
      ...one(json, TARGET, "Bus_Target-guardduty-high"),
      arn: "arn:aws:logs:us-east-1:111111111111:log-group:/archive",
    }));
    expect(await atAudit(archived)).toBe("holds");
  });
});

test("a pattern that can't be read is unknown, which is no proof", async () => {
  const odd = setTo(RULE, "Bus_Rule-guardduty-high", "event_pattern", '{"source":[{"like":"a"}]}');
  expect(await atAudit(odd)).toMatch(/^unknown: .*operator like/);
  expect(await outcome(findingPaths, altered(invitation, "audit", odd), LOW)).toBe("holds");
});

test("what is below the threshold must be told by nobody", async () => {
  const everything = (id: string) =>
    setTo(RULE, id, "event_pattern", '{"source":["aws.guardduty"]}');
  const forwarded = altered(invitation, "workload-payments", everything("Findings_Rule-guardduty"));
  const told = altered(forwarded, "audit", everything("Bus_Rule-guardduty-high"));

  expect(await outcome(findingPaths, invitation, LOW)).toBe("holds");
  expect(await outcome(findingPaths, forwarded, LOW)).toBe("holds");
  expect(await outcome(findingPaths, told, LOW)).toMatch(/^broken: no rule makes an alert of it/);
});

interface Transformer {
  input_template: string;
  readonly input_paths: Record<string, string>;
}

const transformerOf = (json: ChangeableJson, id: string) =>
  [one(json, TARGET, id).input_transformer].flat()[0] as Transformer;

describe("an alert is no good", () => {
  const template =
    (from: string | RegExp, to: string): Change =>
    (json) => {
      const transformer = transformerOf(json, "Bus_Target-guardduty-high");
      transformer.input_template = transformer.input_template.replace(from, to);
    };
  const path =
    (name: string, to: string): Change =>
    (json) => {
      transformerOf(json, "Bus_Target-guardduty-high").input_paths[name] = to;
    };

  test.each<[string, string, Change]>([
    ["with a placeholder that nothing fills", "fills <nobody>", template("<title>", "<nobody>")],
    ["with a path that no event has", "no event has \\$.detail.typ,", path("type", "$.detail.typ")],
    ["with a path that isn't used", "no placeholder asks for", path("more", "$.detail.type")],
    ["with too long a template", "it has \\d{4} characters", template(/$/, " ".repeat(8000))],
    ["that is no JSON", "JSON", template("{", "")],
    ["of another severity", "severity LOW", template('"severity": "HIGH"', '"severity": "LOW"')],
    ["of another source", "source is macie", template('"guardduty"', '"macie"')],
    [
      "with a text that leaves the account out",
      "say 222222222222",
      template("Account <account>, ", ""),
    ],
    ["without a next step", "nextStep", template('"nextStep"', '"next"')],
    [
      "without a transformer",
      "the target has none",
      without(TARGET, "Bus_Target-guardduty-high", "input_transformer"),
    ],
  ])("%s", async (_, because, change) => {
    expect(await atAudit(change)).toMatch(new RegExp(`^broken: .*${because}`));
  });

  test("that names the bus's account instead of the finding's", async () => {
    const broken = altered(organization, "audit", path("account", "$.account"));
    const id = "findings/guardduty/high/111111111111/us-east-1/1";
    expect(await outcome(findingPaths, broken, id)).toMatch(
      /^broken: .*its account is 111111111111 instead of 222222222222/,
    );
  });

  test("that doesn't name what a call was on", async () => {
    const change: Change = (json) => {
      const { input_paths } = transformerOf(json, "Bus_Target-foreign-change-high");
      input_paths.bucket = "$.detail.requestParameters.bucket";
    };
    expect(await atAudit(change, "findings/foreign-change/high/222222222222")).toMatch(
      /^broken: .*its resource, .*, is none of acme-payments-prod/,
    );
  });

  test("only by its own words: an object's key may hold angle brackets", async () => {
    const id = "findings/malware/critical/222222222222/us-east-1/1";
    expect(await outcome(findingPaths, organization, id)).toBe("holds");
  });
});

describe("rules that no sample meets", () => {
  const rule = "findings/rule/111111111111/us-east-1/acme-warden";

  test("have the configuration's pattern", async () => {
    const other = setTo(RULE, "Findings_Rule-tampering-rights", "event_pattern", "{}");
    expect(await atAudit(other, `${rule}-forward-tampering-rights`)).toMatch(
      /^broken: its pattern is the configuration's: it is {}/,
    );
  });

  test("may assume their role, and put events", async () => {
    const role = "arn:aws:iam::111111111111:role/other";
    const other = setTo(TARGET, "Findings_Target-tampering-rights", "role_arn", role);
    expect(await atAudit(other, `${rule}-forward-tampering-rights`)).toMatch(
      /^broken: .*may sts:AssumeRole on arn:aws:iam::111111111111:role\/other/,
    );
  });

  test("send what they take as it is", async () => {
    const other = setTo(TARGET, "Findings_Target-tampering-rights", "input_path", "$.detail");
    expect(await atAudit(other, `${rule}-forward-tampering-rights`)).toMatch(
      /^broken: the target gets the event as it is: its input_path puts/,
    );
  });

  test("make alerts by the configuration's template", async () => {
    const other: Change = (json) => {
      transformerOf(json, "Bus_Target-malware-high").input_template = "{}";
    };
    expect(await atAudit(other, `${rule}-alert-malware-high`)).toMatch(
      /^broken: its input transformer is the configuration's/,
    );
  });
});

describe("suppressed findings", () => {
  const type = "Exfiltration:S3/AnomalousBehavior";
  const reason = "known to be harmless here";
  const suppress = [{ source: "guardduty" as const, field: "type", values: [type], reason }];
  const config = exampleConfig({ findings: { suppress } });

  test("are samples that must reach nobody", () => {
    const [workload] = config.workloads;
    const samples = workload ? sampleFindings(config, workload) : [];

    const told = samples.filter(({ arrives }) => arrives).map(({ source }) => source);
    expect(told).not.toContain("guardduty");
    expect(told).toContain("macie");
  });

  test.each<[string, object, boolean]>([
    ["one with the value", { type }, true],
    ["one with another value", { type: "Recon" }, false],
    ["one without the field", {}, false],
    ["a list with another value besides", { type: [type, "Recon"] }, false],
  ])("are told by all values of the field: %s", (_, detail, isSilent) => {
    const sample = { source: "guardduty", event: { detail } };
    expect(isSuppressed(sample as never, config)).toBe(isSilent);
  });
});
