import { readFileSync } from "node:fs";
import path from "node:path";
import { SEVERITIES, SOURCES } from "../../../config/findings-schema";
import { packageRoot } from "../../../config/package-root";
import { planStacks } from "../../../config/stack-plan";
import { alarmPaths } from "../../../proof/paths/alarms";
import { alarmsCalledFor } from "../../../proof/paths/alarms/called-for";
import { altered, committed } from "../../support/proof";
import { added, type Change, gone, outcome, restated, setTo, walked } from "../../support/walked";

const invitation = committed("invitation");
const organization = committed("organization");

const ALARM = "aws_cloudwatch_metric_alarm";
const ERRORS = "alarms/222222222222/us-east-1/acme-warden-responder-errors";
const ALERTS = "alarms/111111111111/us-east-1/acme-warden-alert-alarm-high-failed";

const atPayments = (id: string, change: Change): Promise<string> =>
  outcome(alarmPaths, altered(invitation, "workload-payments", change), id);
const atAudit = (id: string, change: Change): Promise<string> =>
  outcome(alarmPaths, altered(invitation, "audit", change), id);

const namesIn = ({ config }: typeof invitation): string[] =>
  planStacks(config).flatMap((planned) => alarmsCalledFor(config, planned).map(({ name }) => name));

describe.each([
  ["by invitation", invitation],
  ["with an organization", organization],
])("%s", (_, proven) => {
  test("every alarm has a path, and every path holds", async () => {
    const paths = await walked(alarmPaths, proven);

    expect(paths.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    const ids = paths.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const alarms = proven.stacks.flatMap(({ json }) => Object.keys(json.resource?.[ALARM] ?? {}));
    expect(ids).toHaveLength(alarms.length);
    expect(ids).toHaveLength(namesIn(proven).length);
  });
});

describe("docs/alarms.md", () => {
  /** `<prefix>-forward-<source>-failed`, as a pattern. */
  const rows = readFileSync(path.join(packageRoot(), "docs", "alarms.md"), "utf8")
    .split("\n")
    .flatMap((line) => /^\| `(<prefix>[^`]*)`/.exec(line)?.[1] ?? []);
  const sources = `(${SOURCES.join("|")})(-[a-z]+)?`;
  const severities = `(${SEVERITIES.join("|").toLowerCase()})`;
  const patterns = rows.map(
    (row) =>
      new RegExp(
        `^${row
          .replace("<prefix>", "acme-warden")
          .replace("<source>", sources)
          .replace("<severity>", severities)}$`,
      ),
  );
  const called = [...namesIn(invitation), ...namesIn(organization)];

  test("has a row for each alarm that is called for", () => {
    expect(called.filter((name) => !patterns.some((row) => row.test(name)))).toEqual([]);
  });

  test("has no row for any other", () => {
    const unused = rows.filter((_, index) => !called.some((name) => patterns[index]?.test(name)));
    expect(unused).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });
});

describe("an alarm that is called for", () => {
  const id = "Response_Responder_ErrorAlarm";

  test.each<[string, string, Change]>([
    ["isn't there", "no stack of 222222222222 has it", gone(ALARM, id)],
    [
      "is there twice",
      "overwrite each other",
      added(ALARM, () => ({ alarm_name: "acme-warden-responder-errors" })),
    ],
    [
      "counts something else",
      "metric_name is Invocations",
      setTo(ALARM, id, "metric_name", "Invocations"),
    ],
    ["looks elsewhere", "namespace is AWS/SQS", setTo(ALARM, id, "namespace", "AWS/SQS")],
    [
      "watches another function",
      "dimensions is FunctionName=other",
      setTo(ALARM, id, "dimensions", { FunctionName: "other" }),
    ],
    ["is raised late", "it isn't raised at 1", setTo(ALARM, id, "threshold", 5)],
    [
      "is always raised",
      "or is at 0",
      setTo(ALARM, id, "comparison_operator", "GreaterThanOrEqualToThreshold"),
    ],
    ["waits", "period in all is 600", setTo(ALARM, id, "evaluation_periods", 10)],
    ["takes the least", "statistic is Minimum", setTo(ALARM, id, "statistic", "Minimum")],
    [
      "is raised by having nothing to look at",
      "treat_missing_data is breaching",
      setTo(ALARM, id, "treat_missing_data", "breaching"),
    ],
    [
      "isn't forwarded",
      "one rule sends it to the security bus",
      gone("aws_cloudwatch_event_rule", "Findings_Rule-alarm"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await atPayments(ERRORS, change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });

  test("on silence is raised by silence", async () => {
    const silent = "alarms/222222222222/us-east-1/acme-warden-responder-silent";
    const quiet = setTo(ALARM, "Response_Responder_SilenceAlarm", "treat_missing_data", "ignore");
    expect(await atPayments(silent, quiet)).toMatch(/^broken: .*treat_missing_data is ignore/);
  });
});

describe("beside the topic an alarm publishes itself", () => {
  const id = "Bus_Alarm-alarm-high";

  test.each<[string, string, Change]>([
    [
      "unless it has no action",
      "its alarm_actions are none",
      setTo(ALARM, id, "alarm_actions", []),
    ],
    [
      "unless its actions are off",
      "actions_enabled is false",
      setTo(ALARM, id, "actions_enabled", false),
    ],
    [
      "unless the topic lets no alarm in",
      "cloudwatch.amazonaws.com may not sns:Publish",
      restated(["aws_sns_topic_policy", "Alerts"], "AlarmsPublish", () => undefined),
    ],
    [
      "unless the key lets no alarm in",
      "cloudwatch.amazonaws.com may not kms:GenerateDataKey",
      restated(["aws_kms_key", "AlertsKey"], "AlarmsPublish", () => undefined),
    ],
    [
      "unless nobody is subscribed",
      "no such subscription",
      gone("aws_sns_topic_subscription", "Alerts"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await atAudit(ALERTS, change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });

  test("but not in a further region, where its event is forwarded", async () => {
    const elsewhere = "alarms/111111111111/eu-west-1/acme-warden-dead-letters-depth";
    const change = gone("aws_cloudwatch_event_rule", "Findings_Rule-alarm");
    const broken = altered(organization, "audit-eu-west-1", change);
    expect(await outcome(alarmPaths, organization, elsewhere)).toBe("holds");
    expect(await outcome(alarmPaths, broken, elsewhere)).toMatch(/^broken: one rule sends it/);
  });
});

describe("an alarm that somebody added", () => {
  const other = (more: object): Change => added(ALARM, () => ({ metric_name: "Latency", ...more }));
  const workload = `alarms/workload-payments/${ALARM}.Added`;
  const audit = `alarms/audit/${ALARM}.Added`;

  test("is forwarded by a name like ours", async () => {
    const change = other({ alarm_name: "acme-warden-shop" });
    expect(await atPayments(workload, change)).toBe("holds");
  });

  test("must be able to publish where it uses our topic", async () => {
    const alarm_actions = ["arn:aws:sns:us-east-1:111111111111:acme-warden-alerts"];
    expect(await atAudit(audit, other({ alarm_name: "shop", alarm_actions }))).toBe("holds");
    const elsewhere = other({ alarm_name: "shop", alarm_actions });
    expect(await atPayments(workload, elsewhere)).toMatch(/^broken: one rule sends it/);
  });

  test("is its owner's affair otherwise", async () => {
    expect(await atPayments(workload, other({ alarm_name: "shop-latency" }))).toBe(
      `no path ${workload}`,
    );
  });
});
