import "../support/cdktf-matchers";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { matchesPattern } from "../../decisions/event-pattern";
import { alertSchema } from "../../alerts/alert-schema";
import { sampleFindings } from "../../samples/sample-findings";
import { alertRules, findingsAt } from "../../config/findings";
import { accountNames, auditNames } from "../../config/names";
import { type WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { AlertsTopic } from "../../constructs/alerts-topic";
import { FindingForwarder } from "../../constructs/finding-forwarder";
import { SecurityBus } from "../../constructs/security-bus";
import { inputFor } from "../../decisions/input-transformer";
import { auditDocuments } from "../../policies/audit-documents";
import { exampleConfig, exampleInput, organizationConfig } from "../support/example";
import { synth } from "../support/scope";
import { allStatements, list, resources, synthesized } from "../support/synthesized";

const config = exampleConfig({
  findings: { thresholds: { guardduty: "LOW", macie: "LOW", "security-hub": "LOW" } },
});
const QUEUE = "arn:aws:sqs:us-east-1:111111111111:dead-letters";
const arnOf = (severity: string) => `arn:aws:sns:us-east-1:111111111111:alerts-${severity}`;
const topics = {
  arns: {
    LOW: arnOf("low"),
    MEDIUM: arnOf("medium"),
    HIGH: arnOf("high"),
    CRITICAL: arnOf("critical"),
  },
  alarmsArn: arnOf("high"),
};
const rules = alertRules(config);

const bus = synth((stack) => {
  new SecurityBus(stack, "Bus", {
    prefix: "acme",
    name: "acme-security",
    statements: [],
    rules,
    topics,
    deadLetterQueueArn: QUEUE,
  });
});

const findingsOf = (name: string) =>
  planStacks(config)
    .filter((stack) => stack.name === name)
    .flatMap((stack) => findingsAt(config, stack));

const forwarder = (name: string) =>
  synth((stack) => {
    new FindingForwarder(stack, "Findings", {
      names: accountNames(config, "222222222222"),
      findings: findingsOf(name),
      scope: "home",
      busArn: "arn:aws:events:us-east-1:111111111111:event-bus/acme-security",
      deadLetterQueueArn: QUEUE,
    });
  });

interface Target {
  readonly arn: string;
  readonly role_arn?: string;
}
const targets = (json: string) =>
  Object.values(
    (JSON.parse(json) as { resource: { aws_cloudwatch_event_target: Record<string, Target> } })
      .resource.aws_cloudwatch_event_target,
  );

/** The alerts that the samples become, as EventBridge would write them. */
function alertsOf(from: WardenConfig): { readonly told: string; readonly message: string }[] {
  const samples = from.workloads.flatMap((workload) => sampleFindings(from, workload));
  return samples
    .filter(({ arrives }) => arrives)
    .flatMap(({ event }) =>
      alertRules(from)
        .filter(({ pattern }) => matchesPattern(pattern, event))
        .map(({ id, transformer: { inputPaths: InputPathsMap, inputTemplate: InputTemplate } }) => {
          const target = { InputTransformer: { InputPathsMap, InputTemplate } };
          return { told: id, message: inputFor(target, event, { arn: "", name: "" }) };
        }),
    );
}

test("Security Hub tells nothing that arrives by a rule of its own", () => {
  expect(forwarder("audit")).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: "acme-forward-security-hub",
    event_pattern: expect.stringContaining(
      '"ProductName":[{"anything-but":["GuardDuty","Macie","Config","Bucket Warden"]}]',
    ),
  });
});

test("findings go to the other account's bus under the forwarder's role", () => {
  const forwarded = targets(forwarder("workload-payments"));

  expect(forwarded).toHaveLength(findingsOf("workload-payments").length);
  for (const target of forwarded) {
    expect(target.role_arn).toBe("arn:aws:iam::222222222222:role/acme-forwarder");
  }
});

test("alerts go to their severity's topic without a role, which EventBridge asks for", () => {
  const told = targets(bus);

  expect(told.map(({ arn }) => arn).sort()).toEqual(
    rules.map(({ severity }) => topics.arns[severity]).sort(),
  );
  expect(told.filter(({ role_arn }) => role_arn !== undefined)).toEqual([]);
});

test.each(rules)("a failed delivery of $id raises an alarm on the topic of alarms", ({ id }) => {
  expect(bus).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: `acme-alert-${id}-failed`,
    metric_name: "FailedInvocations",
    alarm_actions: [topics.alarmsArn],
  });
});

test.each([
  ["by invitation", config],
  ["in an organization", organizationConfig()],
  ["away from global events", exampleConfig({ homeRegion: "eu-west-1" })],
])("every alert %s is a document of the schema, with everything a reader needs", (_, from) => {
  const alerts = alertsOf(from);

  expect(alerts.length).toBeGreaterThan(50);
  for (const { told, message } of alerts) {
    const alert = alertSchema.parse(JSON.parse(message));

    expect(alert).toMatchObject({
      kind: "finding",
      account: { id: expect.stringMatching(/^\d{12}$/) },
      region: expect.stringMatching(/^[a-z]+-[a-z]+-\d$/),
      title: expect.stringMatching(/\S/),
      resource: expect.stringMatching(/\S/),
      text: expect.stringContaining(alert.nextStep),
    });
    expect(`${alert.kind === "finding" ? alert.source : ""}-${alert.severity.toLowerCase()}`).toBe(
      told,
    );
    // The page of the region in which it happened.
    expect(alert.links.map(({ url }) => new URL(url).href)).toEqual([
      expect.stringContaining(`region=${alert.region}`),
    ]);
  }
});

test("a member's finding is told as the member's, though its administrator's event brought it", () => {
  const told = alertsOf(organizationConfig()).filter(({ told: id }) =>
    /^(guardduty|macie|security-hub)/.test(id),
  );
  const accounts = told.map(({ message }) => alertSchema.parse(JSON.parse(message)).account.id);

  expect(accounts.length).toBeGreaterThan(5);
  expect(new Set(accounts)).toEqual(new Set(["222222222222"]));
});

/** Values that AWS makes, or whose form it prescribes: no quote can be in them. */
const QUOTE_FREE = [
  /^\$\.(account|region|time|id)$/,
  /^\$\.detail\.(accountId|region|id|type)$/,
  /^\$\.detail\.findings\[0\]\.(AwsAccountId|Region)$/,
  /^\$\.detail\.(resourceType|scanResultDetails\.scanResultStatus|s3ObjectDetails\.bucketName)$/,
  /^\$\.detail\.(eventName|eventSource|eventID|sourceIPAddress|userIdentity\.arn)$/,
  // Of calls that succeeded: AWS refuses such names.
  /^\$\.detail\.requestParameters\.\w+$/,
];

test.each(rules)("nothing that may hold a quote stands in a text of $id", ({ transformer }) => {
  const { inputPaths, inputTemplate } = transformer;
  const texts = inputTemplate.match(/"(\\.|[^"\\])*"/g) ?? [];
  const paths = texts.flatMap((text) =>
    [...text.matchAll(/<(\w+)>/g)].map(([, name = ""]) => inputPaths[name] ?? name),
  );

  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !QUOTE_FREE.some((form) => form.test(path)))).toEqual([]);
});

test.each(rules)(
  "every placeholder of $id has a path, and every path is used",
  ({ transformer }) => {
    const { inputPaths, inputTemplate } = transformer;
    const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);

    expect(new Set(used)).toEqual(new Set(Object.keys(inputPaths)));
  },
);

test("parameters that AWS hasn't judged stand in no alert", () => {
  const unjudged = rules.filter(({ id }) => /^(root-use|tampering-high)/.test(id));

  expect(unjudged).toHaveLength(3);
  expect(JSON.stringify(unjudged.map(({ transformer }) => transformer))).not.toContain(
    "requestParameters",
  );
});

test("a person reads first what happened, how bad it is and where", () => {
  const [first] = alertsOf(config);

  expect(Object.keys(JSON.parse(first?.message ?? "{}") as object)).toEqual([
    ...["title", "severity", "resource", "type", "account", "region", "time", "nextStep", "links"],
    ...["text", "commands", "source", "kind", "schema", "incident", "accounts"],
  ]);
});

test("an alert by invitation carries the accounts' names; an organization's stays independent of them", () => {
  const [invited] = alertRules(config);
  const [member] = alertRules(organizationConfig());

  expect(invited?.transformer.inputTemplate).toContain('{"id":"222222222222","name":"payments"}');
  expect(member?.transformer.inputTemplate).not.toContain("payments");
});

describe("the alerts topics", () => {
  const severe = { protocol: "https", endpoint: "https://pager.example.com" } as const;
  const every = { protocol: "email", endpoint: "security-team@example.com" } as const;
  const synthTopics = (choice: "one" | "by-severity") => {
    const auditAccount = {
      ...exampleInput().auditAccount,
      topics: choice,
      subscriptions: [
        every,
        ...(choice === "one" ? [] : [{ ...severe, severities: ["CRITICAL" as const] }]),
      ],
    };
    const parsed = exampleConfig({ auditAccount });
    return synth((stack) => {
      new AlertsTopic(stack, "Alerts", {
        names: auditNames(parsed),
        keyArn: "arn:aws:kms:us-east-1:111111111111:key/k",
        statements: auditDocuments(parsed).alertsTopic,
        ...parsed.auditAccount,
      });
    });
  };
  const named = (json: string, type: string) =>
    Object.entries(
      (JSON.parse(json) as { resource: Record<string, Record<string, { name?: string }>> })
        .resource[type] ?? {},
    ).map(([address, { name }]) => [address.split("_").slice(0, 2).join("_"), name]);

  test("are one by default, at the address it always had", () => {
    expect(named(synthTopics("one"), "aws_sns_topic")).toEqual([
      ["Alerts_91F83244", "acme-alerts"],
    ]);
  });

  test("are one for each severity by choice, each with a policy on itself", () => {
    const json = synthTopics("by-severity");

    expect(named(json, "aws_sns_topic").map(([, name]) => name)).toEqual(
      ["critical", "high", "low", "medium"].map((severity) => `acme-alerts-${severity}`),
    );
    expect(json).toHaveResourceWithProperties(SnsTopicPolicy, {
      policy: expect.stringMatching(/^(?!.*-alerts-(low|medium|critical)).*:acme-alerts-high"/),
    });
  });

  test("have the readers of their severity", () => {
    const json = synthTopics("by-severity");

    expect(named(json, "aws_sns_topic_subscription")).toHaveLength(5);
    expect(json).toHaveResourceWithProperties(SnsTopicSubscription, {
      endpoint: severe.endpoint,
      topic_arn: expect.stringMatching(/critical/i),
    });
  });

  test.each([
    ["one", "acme-alerts", ["acme-alerts"]],
    [
      "by-severity",
      "acme-alerts-{severity}",
      ["low", "medium", "high", "critical"].map((severity) => `acme-alerts-${severity}`),
    ],
  ] as const)(
    "by setting %s, the responder is told %s and may publish there",
    (topics, told, may) => {
      const auditAccount = { ...exampleInput().auditAccount, topics };
      const workload = synthesized(exampleConfig({ auditAccount })).filter(
        ({ kind }) => kind === "workload",
      );
      const functions = workload.flatMap((stack) => resources(stack, "aws_lambda_function"));
      const alert = workload.flatMap(allStatements).find(([, { Sid }]) => Sid === "Alert");

      expect(functions.map(([, { environment }]) => environment)).toEqual([
        {
          variables: expect.objectContaining({
            WARDEN_ALERTS_TOPIC_ARN: `arn:aws:sns:us-east-1:111111111111:${told}`,
          }),
        },
      ]);
      expect(list(alert?.[1].Resource)).toEqual(
        may.map((topic) => `arn:aws:sns:us-east-1:111111111111:${topic}`),
      );
    },
  );
});

test("where all accounts' names don't fit into an alert, it has none", () => {
  // More than the policies let in, so that it never parses.
  const withNames = (count: number) => {
    const workloads = config.workloads.flatMap((workload) =>
      Array.from({ length: count }, () => ({ ...workload, name: "w".repeat(31) })),
    );
    return new Set(
      alertRules({ ...config, workloads }).map(({ transformer: { inputTemplate } }) =>
        inputTemplate.includes('"accounts"'),
      ),
    );
  };

  expect(withNames(80)).toEqual(new Set([true]));
  expect(withNames(120)).toEqual(new Set([false]));
});
