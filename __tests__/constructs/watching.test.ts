import { readFileSync } from "node:fs";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { exampleConfig } from "../support/example";
import { type Properties, resources, type StackJson, synthesized } from "../support/synthesized";

const byInvitation = synthesized(
  exampleConfig({
    prefix: "acme",
    homeRegion: "eu-west-1",
    furtherRegions: ["eu-central-1"],
    findings: { thresholds: { guardduty: "LOW", macie: "LOW", "security-hub": "LOW" } },
  }),
);
const organization = loadConfig(path.resolve("examples", "organization", "warden.config.ts"));
const byOrganization = synthesized(organization);
const stacks = [
  ...byInvitation.map((stack) => ({ prefix: "acme", membership: "invitation", stack })),
  ...byOrganization.map((stack) => ({
    prefix: organization.prefix,
    membership: "organization",
    stack,
  })),
];
const titled = stacks.map((row) => [`${row.stack.name}, by ${row.membership}`, row] as const);

interface Alarm {
  readonly alarm_name: string;
  readonly alarm_actions?: readonly string[];
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly comparison_operator: string;
  readonly threshold: number;
  readonly period: number;
  readonly evaluation_periods: number;
  readonly treat_missing_data: string;
}
const alarmsOf = (stack: StackJson): Alarm[] =>
  resources(stack, "aws_cloudwatch_metric_alarm").map(
    ([, properties]) => properties as unknown as Alarm,
  );
const alarmsOn = (stack: StackJson, metric: string): Alarm[] =>
  alarmsOf(stack).filter(({ metric_name }) => metric_name === metric);

/** By reference where the topic is in the stack, by name in another stack of the account. */
const PUBLISHED = [expect.stringMatching(/^\$\{aws_sns_topic_policy\.|^arn:aws:sns:/)];
const isRule = (metric: string) => metric === "FailedInvocations";
const dimensionsOn = (stack: StackJson, metric: string) =>
  alarmsOn(stack, metric).map(({ dimensions }) => dimensions);
const reference = (address: string, attribute: string) => `\${${address}.${attribute}}`;

describe.each(titled)("%s", (_title, { stack, prefix }) => {
  test("every rule has an alarm on deliveries that EventBridge gave up", () => {
    const rules = resources(stack, "aws_cloudwatch_event_rule").map(([address, rule]) => ({
      ...(rule.event_bus_name !== undefined && { EventBusName: rule.event_bus_name }),
      RuleName: reference(address, "name"),
    }));

    const watched = dimensionsOn(stack, "FailedInvocations");

    expect(watched).toHaveLength(rules.length);
    expect(watched).toEqual(expect.arrayContaining(rules));
  });

  test("every queue of what went wrong has an alarm on its first message", () => {
    const queues = resources(stack, "aws_sqs_queue")
      // Canaries come and go.
      .filter(([address]) => !address.includes("Canaries"))
      .map(([address]) => ({ QueueName: reference(address, "name") }));

    const watched = dimensionsOn(stack, "ApproximateNumberOfMessagesVisible");

    expect(watched).toHaveLength(queues.length);
    expect(watched).toEqual(expect.arrayContaining(queues));
  });

  test("every function is watched for each way to fail, to fall behind, or never to be called", () => {
    const functions = resources(stack, "aws_lambda_function").map(([address]) => address);

    for (const address of functions) {
      const metrics = alarmsOf(stack)
        .filter(({ dimensions }) => dimensions.FunctionName === reference(address, "function_name"))
        .map(({ metric_name }) => metric_name);
      expect(metrics.sort()).toEqual([
        "AsyncEventAge",
        "AsyncEventsDropped",
        "DestinationDeliveryFailures",
        "Errors",
        "Invocations",
        "Throttles",
      ]);
    }
    expect(functions).toHaveLength(stack.kind === "workload" && stack.scope === "home" ? 1 : 0);
  });

  test("a trail that has management events, and only such a one, has an alarm on its silence", () => {
    const busy = resources(stack, "aws_cloudtrail").filter(([, trail]) =>
      JSON.stringify(trail.advanced_event_selector).includes("Management"),
    );

    const silent = alarmsOn(stack, "IncomingLogEvents");

    expect(silent.map(({ alarm_name }) => alarm_name)).toEqual(
      busy.map(([, { name }]) => `${String(name)}-trail-silent`),
    );
    for (const [, trail] of busy) {
      const [group = ""] = String(trail.cloud_watch_logs_group_arn).split(".arn");
      expect(silent[0]?.dimensions).toEqual({ LogGroupName: `${group}.name}` });
    }
  });

  test("silence is what breaches where something always happens, and nowhere else", () => {
    for (const alarm of alarmsOf(stack)) {
      const isSilence = ["Invocations", "IncomingLogEvents"].includes(alarm.metric_name);
      expect(alarm).toMatchObject(
        isSilence
          ? {
              comparison_operator: "LessThanThreshold",
              threshold: 1,
              treat_missing_data: "breaching",
            }
          : {
              comparison_operator: "GreaterThanThreshold",
              treat_missing_data: "notBreaching",
            },
      );
    }
  });

  test("no alarm has the name of another, and all begin as the forwarding rule expects", () => {
    const names = alarmsOf(stack).map(({ alarm_name }) => alarm_name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !name.startsWith(`${prefix}-`))).toEqual([]);
  });

  test("the audit account's home alarms publish; all others are forwarded by a rule beside them", () => {
    const publishes = stack.kind.startsWith("audit") && stack.scope === "home";
    const actions = publishes ? PUBLISHED : undefined;
    const rules = resources(stack, "aws_cloudwatch_event_rule").map(([, { name }]) => name);

    const alarms = alarmsOf(stack);

    expect(alarms.map(({ alarm_actions }) => alarm_actions)).toEqual(alarms.map(() => actions));
    expect(rules.includes(`${prefix}-forward-alarm`)).toBe(!publishes && alarms.length > 0);
  });
});

test.each([
  ["Throttles", { period: 60, evaluation_periods: 10, threshold: 0 }],
  ["AsyncEventAge", { period: 60, evaluation_periods: 1, threshold: 300_000 }],
  ["Invocations", { period: 900, evaluation_periods: 1 }],
  ["IncomingLogEvents", { period: 3600, evaluation_periods: 1 }],
  ["Errors", { period: 60, evaluation_periods: 1, threshold: 0 }],
])("%s: a quiet account doesn't cry, nor does a short flood", (metric, expected) => {
  const alarms = byInvitation.flatMap((stack) => alarmsOn(stack, metric));

  expect(alarms.length).toBeGreaterThan(0);
  for (const alarm of alarms) expect(alarm).toMatchObject(expected);
});

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}
const dashboardsOf = (stack: StackJson): Properties[] =>
  resources(stack, "aws_cloudwatch_dashboard").map(([, dashboard]) => dashboard);
const widgetsOf = (stack: StackJson): Widget[] =>
  dashboardsOf(stack).flatMap(
    ({ dashboard_body }) => (JSON.parse(String(dashboard_body)) as { widgets: Widget[] }).widgets,
  );
const homes = titled.filter(([, { stack }]) => stack.scope === "home");
const withDashboard = homes.filter(([, { stack }]) => ["audit", "workload"].includes(stack.kind));

test("the audit account and every workload have one dashboard, in the home region", () => {
  const having = titled.filter(([, { stack }]) => dashboardsOf(stack).length > 0);

  expect(having).toEqual(withDashboard);
  for (const [, { stack }] of having) expect(dashboardsOf(stack)).toHaveLength(1);
});

describe.each(withDashboard)("the dashboard of %s", (_title, { stack }) => {
  const widgets = widgetsOf(stack);
  const lines = widgets.flatMap(({ properties }) => properties.metrics ?? []);

  test("shows every alarm of the stack", () => {
    const alarms = resources(stack, "aws_cloudwatch_metric_alarm").map(([address]) =>
      reference(address, "arn"),
    );

    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);

    expect([...shown].sort()).toEqual(alarms.sort());
    // The most that an alarm widget takes.
    expect(shown.length).toBeLessThanOrEqual(100);
  });

  test("shows every rule's failures", () => {
    const rules = resources(stack, "aws_cloudwatch_event_rule").map(([, { name }]) => name);

    const shown = lines
      .filter(([, metric]) => isRule(String(metric)))
      .map((line) => line[line.indexOf("RuleName") + 1]);

    expect(shown.sort()).toEqual(rules.sort());
  });

  test("stays within CloudWatch's limits: 500 metrics, a grid of 24 columns, nothing on top of each other", () => {
    const fields = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, at) => `${x + (at % width)}/${y + Math.floor(at / width)}`,
      ),
    );

    expect(lines.length).toBeLessThanOrEqual(500);
    expect(widgets.filter(({ x, width }) => x + width > 24)).toEqual([]);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test("every line is a namespace, a metric, dimensions by pairs, and how it is drawn", () => {
    for (const line of lines) {
      const [namespace, metric, ...rest] = line;
      const drawn = rest.pop();
      expect(namespace).toMatch(/^AWS\/\w+$/);
      expect(metric).toMatch(/^\w+$/);
      expect(rest.length % 2).toBe(0);
      expect(rest.filter((part) => typeof part !== "string" || part === "")).toEqual([]);
      expect(drawn).toMatchObject({ stat: expect.any(String), label: expect.any(String) });
    }
    expect(
      widgets.filter(({ type, properties }) => type === "metric" && !properties.metrics?.length),
    ).toEqual([]);
  });
});

describe("docs/alarms.md", () => {
  const text = readFileSync(path.join("docs", "alarms.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(<prefix>-[^`]+)`/gm)].map(([, name = ""]) => name);
  const patternOf = (row: string) =>
    new RegExp(`^${row.replace(/<prefix>/, "PREFIX").replace(/<\w+>/g, "[a-z-]+")}$`);
  const names = stacks.flatMap(({ prefix, stack }) =>
    alarmsOf(stack).map(({ alarm_name }) => alarm_name.replace(prefix, "PREFIX")),
  );

  test("has a row for every alarm", () => {
    expect(names.filter((name) => !rows.some((row) => patternOf(row).test(name)))).toEqual([]);
  });

  test("has no row without an alarm", () => {
    expect(rows.filter((row) => !names.some((name) => patternOf(row).test(name)))).toEqual([]);
  });
});
