import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import "../../proof/jest";
import type { TerraformStack } from "../../proof/model/stack";
import { toDeliver } from "../../proof/to-deliver";
import { altered, committed, one, type Proven, remove } from "../support/proof";

const proven = committed("invitation");
const { config, stacks } = proven;
const TEAM = "security-team@example.com";

const threat = {
  source: "aws.guardduty",
  "detail-type": "GuardDuty Finding",
  detail: { severity: 8, type: "Exfiltration:S3/AnomalousBehavior", service: { archived: false } },
};
const asked = { event: threat, from: "workload-payments", to: TEAM } as const;

const messageOf = async (of: Proven, delivery: Parameters<typeof toDeliver>[1] = asked) =>
  (await toDeliver(of.stacks, delivery)).message();

describe("an event", () => {
  test("is delivered from the bus of a stack to a subscriber", async () => {
    await expect(stacks).toDeliver(asked);
  });

  test("is delivered from a bus that is named", async () => {
    const from = { accountId: "222222222222", region: "us-east-1" };
    await expect(stacks).toDeliver({ ...asked, from });
    const audit = { accountId: "111111111111", region: "us-east-1", bus: "acme-warden-security" };
    await expect(stacks).toDeliver({ ...asked, from: audit });
  });

  test("is delivered to a topic by its ARN", async () => {
    const to = "arn:aws:sns:us-east-1:111111111111:acme-warden-alerts";
    await expect(stacks).toDeliver({ ...asked, to });
  });

  test("that no rule takes is not", async () => {
    const event = { ...threat, detail: { ...threat.detail, severity: 1 } };
    await expect(stacks).not.toDeliver({ ...asked, event });
  });

  test("isn't delivered to somebody who isn't subscribed", async () => {
    await expect(stacks).not.toDeliver({ ...asked, to: "mallory@example.com" });
  });

  test("isn't delivered from a region where nobody watches", async () => {
    const from = { accountId: "222222222222", region: "eu-north-1" };
    await expect(stacks).not.toDeliver({ ...asked, from });
  });
});

describe("stacks in a folder", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-deliver-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("are read as they were synthesized", async () => {
    for (const { name, json } of stacks) {
      mkdirSync(path.join(folder, "stacks", name), { recursive: true });
      writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(json));
    }
    await expect(folder).toDeliver(asked);
  });
});

describe("a finding", () => {
  test.each(["guardduty", "macie", "tampering", "root-use", "foreign-change"] as const)(
    "of %s is delivered by its sample",
    async (finding) => {
      const delivery = { config, finding, severity: "HIGH", to: TEAM } as const;
      await expect(stacks).toDeliver({ ...delivery, workload: "claims" });
    },
  );

  test("below the threshold is not", async () => {
    const finding = { config, finding: "guardduty", severity: "LOW", to: TEAM } as const;
    await expect(stacks).not.toDeliver(finding);
  });

  test("of an organization's member is delivered to a bus that lets the organization in", async () => {
    const organization = committed("organization");
    const finding = { finding: "foreign-change", severity: "HIGH", to: TEAM } as const;
    await expect(organization.stacks).toDeliver({ config: organization.config, ...finding });
  });
});

const STATEMENT = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };

/** What is spoilt, and the step that is found broken. */
const MUTATIONS: readonly (readonly [string, string, Proven])[] = [
  [
    "no forwarding rule",
    "a rule takes it from the bus default of 222222222222",
    altered(proven, "workload-payments", (json) => {
      remove(json, "aws_cloudwatch_event_rule", "Findings_Rule-guardduty");
    }),
  ],
  [
    "a rule that is switched off",
    "a rule takes it from the bus default of 222222222222",
    altered(proven, "workload-payments", (json) => {
      one(json, "aws_cloudwatch_event_rule", "Findings_Rule-guardduty").state = "DISABLED";
    }),
  ],
  [
    "a target without its role",
    "the target has a role",
    altered(proven, "workload-payments", (json) => {
      delete one(json, "aws_cloudwatch_event_target", "Findings_Target-guardduty").role_arn;
    }),
  ],
  [
    "a role without its policy",
    "arn:aws:iam::222222222222:role/acme-warden-forwarder may events:PutEvents",
    altered(proven, "workload-payments", (json) => {
      remove(json, "aws_iam_role_policy", "Findings_Policy");
    }),
  ],
  [
    "no policy of the bus",
    "arn:aws:iam::222222222222:role/acme-warden-forwarder may events:PutEvents",
    altered(proven, "audit", (json) => {
      remove(json, "aws_cloudwatch_event_bus_policy", "Bus_Policy");
    }),
  ],
  [
    "no bus",
    "there is a bus",
    altered(proven, "audit", (json) => {
      remove(json, "aws_cloudwatch_event_bus", "Bus_");
    }),
  ],
  [
    "no rule on the bus",
    "a rule takes it from the bus acme-warden-security",
    altered(proven, "audit", (json) => {
      remove(json, "aws_cloudwatch_event_rule", "Bus_Rule-guardduty-high");
    }),
  ],
  [
    "another topic",
    "a target hands it to security-team@example.com",
    altered(proven, "audit", (json) => {
      const target = one(json, "aws_cloudwatch_event_target", "Bus_Target-guardduty-high");
      target.arn = "arn:aws:sns:us-east-1:111111111111:other";
    }),
  ],
  [
    "a topic that refuses",
    "events.amazonaws.com may sns:Publish",
    altered(proven, "audit", (json) => {
      const policy = one(json, "aws_sns_topic_policy", "Alerts_Policy");
      policy.policy = JSON.stringify({ Version: "2012-10-17", Statement: [STATEMENT] });
    }),
  ],
  [
    "a topic that wants to know for whom EventBridge acts, which it may leave out",
    "events.amazonaws.com may sns:Publish",
    altered(proven, "audit", (json) => {
      const policy = one(json, "aws_sns_topic_policy", "Alerts_Policy");
      policy.policy = String(policy.policy).replace(
        '"Sid":"RulesPublish",',
        '"Sid":"RulesPublish","Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}},',
      );
    }),
  ],
  [
    "AWS's own key at the topic, which no rule can use",
    "the topic is encrypted under a key of its own",
    altered(proven, "audit", (json) => {
      one(json, "aws_sns_topic", "Alerts").kms_master_key_id = "alias/aws/sns";
    }),
  ],
  [
    "no subscription",
    "security-team@example.com is subscribed",
    altered(proven, "audit", (json) => {
      remove(json, "aws_sns_topic_subscription", "Alerts_Subscription");
    }),
  ],
  [
    "a filter of the subscription",
    "security-team@example.com is subscribed",
    altered(proven, "audit", (json) => {
      const subscription = one(json, "aws_sns_topic_subscription", "Alerts_Subscription");
      subscription.filter_policy = '{"kind":["incident"]}';
    }),
  ],
];

test.each(MUTATIONS)("with %s it isn't delivered: %s", async (_, step, spoilt) => {
  await expect(spoilt.stacks).not.toDeliver(asked);
  expect(await messageOf(spoilt)).toContain(`✗ ${step}`);
});

const PLACE = { allowed_account_ids: ["222222222222"], region: "us-east-1" };
const HERE = { accountId: "222222222222", region: "us-east-1" };

/** A stack with a rule that takes everything of a shop, and what else is given. */
const shop = (targetArn: string, more: NonNullable<TerraformStack["json"]["resource"]>) => [
  {
    name: "shop",
    file: "shop.tf.json",
    json: {
      provider: { aws: [PLACE] },
      resource: {
        aws_cloudwatch_event_rule: { all: { name: "all", event_pattern: '{"source":["shop"]}' } },
        aws_cloudwatch_event_target: { all: { rule: "all", arn: targetArn } },
        ...more,
      },
    },
  },
];

const QUEUE = "arn:aws:sqs:us-east-1:222222222222:orders";
const TOPIC = "arn:aws:sns:us-east-1:222222222222:orders";
const ordered = (to: string) => ({
  event: { source: "shop", "detail-type": "Order", detail: {} },
  from: HERE,
  to,
});

const allowing = (service: string, action: string, resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: resource },
    ],
  });

const queue = (policy?: string) => ({
  aws_sqs_queue: { orders: { name: "orders", ...(policy !== undefined && { policy }) } },
});

describe("other stacks than ours", () => {
  test("deliver to a queue that lets EventBridge in, and to no other", async () => {
    const open = queue(allowing("events.amazonaws.com", "sqs:SendMessage", QUEUE));
    await expect(shop(QUEUE, open)).toDeliver(ordered(QUEUE));
    await expect(shop(QUEUE, queue())).not.toDeliver(ordered(QUEUE));
  });

  test("deliver over a topic to a queue that lets SNS in, and to no other", async () => {
    const topic = {
      aws_sns_topic: {
        orders: { name: "orders", policy: allowing("events.amazonaws.com", "sns:Publish", TOPIC) },
      },
      aws_sns_topic_subscription: {
        orders: { topic_arn: TOPIC, protocol: "sqs", endpoint: QUEUE },
      },
    };
    const open = queue(allowing("sns.amazonaws.com", "sqs:SendMessage", QUEUE));
    await expect(shop(TOPIC, { ...topic, ...open })).toDeliver(ordered(QUEUE));
    await expect(shop(TOPIC, { ...topic, ...queue() })).not.toDeliver(ordered(QUEUE));
  });

  test("deliver by the way that arrives, however far another one gets", async () => {
    const both = {
      ...queue(allowing("events.amazonaws.com", "sqs:SendMessage", QUEUE)),
      aws_sns_topic: {
        orders: { name: "orders", policy: allowing("events.amazonaws.com", "sns:Publish", TOPIC) },
      },
      aws_cloudwatch_event_target: {
        topic: { rule: "all", arn: TOPIC },
        queue: { rule: "all", arn: QUEUE },
      },
    };
    await expect(shop(QUEUE, both)).toDeliver(ordered(QUEUE));
  });

  test("don't send on what another bus sent", async () => {
    const bus = (name: string) => `arn:aws:events:us-east-1:222222222222:event-bus/${name}`;
    const role = "arn:aws:iam::222222222222:role/forwarder";
    const puts = { Effect: "Allow", Action: "events:PutEvents", Resource: "*" };
    const pattern = '{"source":["shop"]}';
    const hop = (from: string, to: string) => ({
      [`to-${to}`]: { rule: `from-${from}`, event_bus_name: from, arn: bus(to), role_arn: role },
    });
    const chain = {
      aws_cloudwatch_event_bus: { one: { name: "one" }, two: { name: "two" } },
      aws_cloudwatch_event_rule: Object.fromEntries(
        ["default", "one", "two"].map((from) => [
          from,
          { name: `from-${from}`, event_bus_name: from, event_pattern: pattern },
        ]),
      ),
      aws_cloudwatch_event_target: {
        ...hop("default", "one"),
        ...hop("one", "two"),
        queue: { rule: "from-two", event_bus_name: "two", arn: QUEUE },
      },
      aws_iam_role: {
        forwarder: {
          name: "forwarder",
          assume_role_policy: JSON.stringify({
            Statement: [
              {
                ...{ Effect: "Allow", Action: "sts:AssumeRole" },
                Principal: { Service: "events.amazonaws.com" },
              },
            ],
          }),
        },
      },
      aws_iam_role_policy: {
        forwarder: { role: "forwarder", policy: JSON.stringify({ Statement: [puts] }) },
      },
      ...queue(allowing("events.amazonaws.com", "sqs:SendMessage", QUEUE)),
    };
    const from = { ...HERE, bus: "one" };

    await expect(shop(QUEUE, chain)).toDeliver({ ...ordered(QUEUE), from });
    await expect(shop(QUEUE, chain)).not.toDeliver(ordered(QUEUE));
  });

  test("don't deliver to what can't be judged", async () => {
    const stream = "arn:aws:kinesis:us-east-1:222222222222:stream/orders";
    const { pass, message } = await toDeliver(shop(stream, {}), ordered(stream));
    expect([pass, message()]).toEqual([
      false,
      expect.stringContaining("such targets aren't judged"),
    ]);
  });
});

describe("the message", () => {
  test("walks every step of what is delivered, for whoever expected otherwise", async () => {
    const message = await messageOf(proven);

    expect(message.split("\n")[0]).toBe(
      'aws.guardduty "GuardDuty Finding", from the bus default of 222222222222 in us-east-1, to security-team@example.com:',
    );
    expect(message).toContain("✓ security-team@example.com is subscribed to");
    expect(message).not.toContain("✗");
  });

  test("ends with the step that doesn't hold, and the statement that is missing", async () => {
    const refusing = altered(proven, "audit", (json) => {
      const policy = one(json, "aws_sns_topic_policy", "Alerts_Policy");
      policy.policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    });

    const last = (await messageOf(refusing)).split("\n").slice(-4);

    expect(last[0]).toMatch(/✗ events.amazonaws.com may sns:Publish on .*acme-warden-alerts$/);
    expect(last.at(-1)).toContain(
      '{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"}',
    );
  });
});

describe("what can't be found is told by name:", () => {
  test.each([
    [
      "a stack",
      { ...asked, from: "workload-nobody" },
      /no stack is called workload-nobody; there are: audit, /,
    ],
    [
      "a workload",
      { config, finding: "guardduty", severity: "HIGH", workload: "nobody", to: TEAM },
      /the configuration has no nobody/,
    ],
    [
      "a sample",
      { config, finding: "foreign-change", severity: "LOW", to: TEAM },
      /no sample of foreign-change that is LOW/,
    ],
  ] as const)("%s", async (_, delivery, message) => {
    await expect(toDeliver(stacks, delivery)).rejects.toThrow(message);
  });

  test("the account of a stack whose provider doesn't say it", async () => {
    const anonymous: TerraformStack = { name: "x", file: "x", json: {} };
    await expect(toDeliver([anonymous], { ...asked, from: "x" })).rejects.toThrow(
      "the provider of x says no account",
    );
  });
});
