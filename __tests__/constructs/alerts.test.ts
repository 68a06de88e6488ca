import "cdktf/lib/testing/adapters/jest";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { FINDINGS, findingsAt } from "../../config/findings";
import { accountNames } from "../../config/names";
import { FindingForwarder } from "../../constructs/finding-forwarder";
import { SecurityBus } from "../../constructs/security-bus";
import { exampleConfig } from "../support/example";
import { synth } from "../support/scope";

const config = exampleConfig();
const picked = (kind: "workload" | "audit") => findingsAt(config, { kind, scope: "home" });
const TOPIC = "arn:aws:sns:us-east-1:111111111111:alerts";
const QUEUE = "arn:aws:sqs:us-east-1:111111111111:dead-letters";

const bus = synth((stack) => {
  new SecurityBus(stack, "Bus", {
    prefix: "acme",
    name: "acme-security",
    statements: [],
    topicArn: TOPIC,
    deadLetterQueueArn: QUEUE,
  });
});

const forwarder = (origin: "workload" | "audit") =>
  synth((stack) => {
    new FindingForwarder(stack, "Findings", {
      names: accountNames(config, "222222222222"),
      findings: picked(origin),
      scope: "home",
      busArn: "arn:aws:events:us-east-1:111111111111:event-bus/acme-security",
      deadLetterQueueArn: QUEUE,
    });
  });

const targets = (json: string) =>
  Object.values(
    (JSON.parse(json) as { resource: { aws_cloudwatch_event_target: Record<string, Target> } })
      .resource.aws_cloudwatch_event_target,
  );
interface Target {
  readonly arn: string;
  readonly role_arn?: string;
  readonly input_transformer?: { input_paths: Record<string, string>; input_template: string };
}

test("each finding travels one path: picked up once an account, told once", () => {
  const forwarded = (["workload", "audit"] as const).map((origin) =>
    picked(origin).map(({ id }) => id),
  );

  expect(forwarded).toEqual([
    ["guardduty", "macie", "config", "alarm"],
    ["security-hub", "config"],
  ]);
  expect(targets(bus)).toHaveLength(FINDINGS.length);
});

test("Security Hub tells nothing that arrives by a rule of its own", () => {
  expect(forwarder("audit")).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: "acme-forward-security-hub",
    event_pattern: expect.stringContaining(
      '"ProductName":[{"anything-but":["GuardDuty","Macie","Config","Bucket Warden"]}]',
    ),
  });
});

test("findings go to the other account's bus under the forwarder's role", () => {
  expect(targets(forwarder("workload"))).toHaveLength(picked("workload").length);
  for (const target of targets(forwarder("workload"))) {
    expect(target.role_arn).toBe("arn:aws:iam::222222222222:role/acme-forwarder");
  }
});

test("alerts go to the encrypted topic without a role, which EventBridge asks for", () => {
  for (const target of targets(bus)) {
    expect(target).toMatchObject({ arn: TOPIC });
    expect(target.role_arn).toBeUndefined();
  }
});

test.each(FINDINGS)("an alert on $id is JSON once EventBridge has filled it in", ({ id }) => {
  const [target] = targets(bus).filter(({ input_transformer }) =>
    input_transformer?.input_template.includes(`"source": "${id}"`),
  );
  const { input_paths: paths = {}, input_template: template = "" } =
    target?.input_transformer ?? {};

  // What a value with a quote in it would break.
  expect(template).not.toMatch(/"text": "[^"]*<(title|resource|severity)>/);

  const inQuotes = template.replace(/"text": "[^"]*"/, (text) =>
    text.replaceAll(/<\w+>/g, "value"),
  );
  const alert = JSON.parse(
    inQuotes.replaceAll(/<(\w+)>/g, (_, name: string) => JSON.stringify(paths[name])),
  );

  expect(alert).toMatchObject({
    schema: "bucket-warden/finding/1",
    source: id,
    title: expect.stringMatching(/^\$\./),
    account: "$.account",
  });
});

test.each(FINDINGS)("a failed delivery of $id raises an alarm on the topic", ({ id }) => {
  expect(bus).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: `acme-alert-${id}-failed`,
    metric_name: "FailedInvocations",
    alarm_actions: [TOPIC],
  });
  expect(bus).toHaveResourceWithProperties(CloudwatchEventTarget, { target_id: "alerts-topic" });
});
