import { type Check } from "../../cli/doctor/check";
import { CHECKS } from "../../cli/doctor/checks";
import { alarmCheck, ringing } from "../../cli/doctor/checks/alarms";
import { keyCheck } from "../../cli/doctor/checks/keys";
import { functionPolicyCheck } from "../../cli/doctor/checks/permissions";
import { subscriptionsCheck } from "../../cli/doctor/checks/subscriptions";
import { auditNames, workloadNames } from "../../config/names";
import { DENYLIST_SID, NOBODY } from "../../lambda/responder/contain/denylist";
import { type StackJson } from "../../stacks/read-stack";
import { type Answers, answering, examinedBy } from "../support/doctor";
import { exampleConfig, exampleWorkload } from "../support/example";
import { synthesizedStack } from "../support/synthesized";

const KEY = "11111111-2222-3333-4444-555555555555";
const workload = exampleWorkload({ responseMode: "prevent" });
const config = exampleConfig({ workloads: [workload] });
const stack = synthesizedStack(config, `workload-${workload.name}`);
const audit = synthesizedStack(config, "audit");
const names = workloadNames(config, workload);

/** Ids as AWS would give them. */
const IDS: Answers = {
  DescribeKey: { KeyMetadata: { KeyId: KEY, KeyState: "Enabled" } },
  GetRole: ({ RoleName }: { RoleName: string }) => ({ Role: { RoleId: `AROA-${RoleName}` } }),
};

const checkOf = (id: string): Check => {
  const found = CHECKS.find((check) => check.id === id);
  if (!found) throw new Error(`no check ${id}`);
  return found;
};

interface Asked {
  readonly answers: Answers;
  readonly of?: StackJson;
  readonly address?: string;
}

const problems = ({ answers, of = stack, address = "" }: Asked, check: Check) =>
  check.examine(
    examinedBy(check, { config, stack: of, address, clients: answering({ ...IDS, ...answers }) }),
  );
const whats = async (asked: Asked, check: Check) =>
  (await problems(asked, check)).map(({ what }) => what);

/** The production bucket's policy as the stack has it, with AWS's ids, and `blocked` in its denylist. */
async function productionPolicy(blocked: readonly string[]): Promise<string> {
  const answers = {
    GetItem: { Item: { userIds: { SS: blocked } } },
    GetBucketPolicy: { Policy: "{}" },
  };
  const check = checkOf("bucket-policy");
  const lacking = await problems({ answers, address: "Production" }, check);
  expect(lacking.length).toBeGreaterThan(5);
  const { resolved, estate } = examinedBy(check, {
    ...{ config, stack, address: "Production", clients: answering(IDS) },
  });
  const blocks = estate.assuming({ blocked: { [names.bucket]: blocked } });
  const now = blocks.resources(check.type).find(({ address }) => address === resolved.address);
  let text = String(now?.value("policy"));
  const key = estate.resources("aws_kms_key")[0]?.value("key_id");
  text = text.replaceAll(String(key), KEY);
  for (const type of ["aws_iam_role", "data.aws_iam_role"])
    for (const role of estate.resources(type))
      text = text.replaceAll(String(role.value("unique_id")), `AROA-${String(role.value("name"))}`);
  return text;
}

describe("the production bucket's policy", () => {
  const intruder = "AROAINTRUDER:*";
  const inForce = async (policy: string, ledger: readonly string[]) =>
    problems(
      {
        address: "Production",
        answers: {
          GetItem: { Item: { userIds: { SS: ledger } } },
          GetBucketPolicy: { Policy: policy },
        },
      },
      checkOf("bucket-policy"),
    );

  test("is fine as synthesized, with the ids that AWS gave to key and roles", async () => {
    expect(await inForce(await productionPolicy([NOBODY]), [NOBODY])).toEqual([]);
  });

  test("is fine with whom the ledger blocks", async () => {
    const blocked = [intruder, NOBODY];
    expect(await inForce(await productionPolicy(blocked), blocked)).toEqual([]);
  });

  test("is told when it lets in whom the ledger blocks", async () => {
    const [lifted, ...more] = await inForce(await productionPolicy([NOBODY]), [NOBODY, intruder]);

    expect(more).toEqual([]);
    expect(lifted?.what).toContain(`the statement ${DENYLIST_SID} of its policy has Condition`);
    expect(lifted?.what).toContain(intruder);
    expect(lifted?.remedy).toContain("the responder puts the ledger's blocks back");
  });

  test("is told with the statement that is gone, and the stack to apply", async () => {
    const policy = JSON.parse(await productionPolicy([NOBODY])) as {
      readonly Statement: readonly { readonly Sid: string }[];
    };
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== "DeletionNeedsMfa");
    const [gone, ...more] = await inForce(JSON.stringify({ Statement }), [NOBODY]);

    expect(more).toEqual([]);
    expect(gone?.what).toBe("its policy lacks the statement DeletionNeedsMfa");
    expect(gone?.remedy).toContain(`terraform plan in the stack ${stack.name}`);
  });

  test("is told when it names another key or role than the stack's", async () => {
    const policy = await productionPolicy([NOBODY]);
    const [key] = await inForce(policy.replaceAll(KEY, "another-key"), [NOBODY]);
    expect(key?.what).toContain("OnlyTheBucketsKey");
    const [role] = await inForce(policy.replaceAll("AROA-", "AROAOTHER-"), [NOBODY]);
    expect(role?.what).toContain("aws:userid");
  });
});

describe("a rule", () => {
  const rule = checkOf("rule");
  const given = examinedBy(rule, { config, stack, address: "alarm", clients: answering({}) });
  const EventPattern = String(given.resolved.value("event_pattern"));
  const asked = (found: object) => ({ address: "alarm", answers: { DescribeRule: found } });

  test("that is on and has its pattern is fine, whatever the order in it", async () => {
    const pattern = JSON.parse(EventPattern) as { readonly source: readonly string[] };
    const turned = JSON.stringify({ ...pattern, source: [...pattern.source].reverse() });
    expect(await whats(asked({ State: "ENABLED", EventPattern: turned }), rule)).toEqual([]);
  });

  test("that is off, or has another pattern, is told", async () => {
    expect(await whats(asked({ State: "DISABLED", EventPattern }), rule)).toEqual([
      "State is DISABLED, and ENABLED in the stack",
    ]);
    const [other] = await whats(asked({ State: "ENABLED", EventPattern: "{}" }), rule);
    expect(other).toMatch(/^EventPattern is \{\}, and /);
  });
});

describe("a rule's target", () => {
  const target = checkOf("target");
  const given = examinedBy(target, { config, stack, address: "alarm", clients: answering({}) });
  const healthy = {
    Id: "security-bus",
    Arn: given.resolved.value("arn"),
    RoleArn: given.resolved.value("role_arn"),
    DeadLetterConfig: {
      Arn: `arn:aws:sqs:us-east-1:${workload.accountId}:${names.deadLetterQueue}`,
    },
  };
  const asked = (...Targets: readonly object[]) => ({
    ...{ address: "alarm", answers: { ListTargetsByRule: { Targets } } },
  });

  test("as the stack has it is fine, beside whatever else the rule has", async () => {
    expect(await whats(asked({ Id: "other", Arn: "x" }, healthy), target)).toEqual([]);
  });

  test.each([
    ["Arn", { Arn: "arn:aws:events:us-east-1:999999999999:event-bus/theirs" }],
    ["RoleArn", { RoleArn: undefined }],
    ["DeadLetterArn", { DeadLetterConfig: undefined }],
    ["InputTemplate", { InputTransformer: { InputTemplate: '"nothing"' } }],
  ])("with another %s is told", async (fact, change) => {
    const [what, ...more] = await whats(asked({ ...healthy, ...change }), target);
    expect(what).toMatch(new RegExp(`^${fact} is `));
    expect(more).toEqual([]);
  });

  test("that is gone is told", async () => {
    expect(await whats(asked(), target)).toContainEqual(
      expect.stringMatching(/^Arn is nothing, and arn:aws:events:/),
    );
  });
});

describe("an alarm", () => {
  const given = examinedBy(alarmCheck, { config, stack: audit, clients: answering({}) }).resolved;
  const healthy = {
    AlarmName: given.value("alarm_name"),
    ActionsEnabled: true,
    AlarmActions: given.value("alarm_actions"),
    ComparisonOperator: given.value("comparison_operator"),
    EvaluationPeriods: given.value("evaluation_periods"),
    MetricName: given.value("metric_name"),
    Namespace: given.value("namespace"),
    Period: given.value("period"),
    Threshold: given.value("threshold"),
    TreatMissingData: given.value("treat_missing_data"),
    StateValue: "OK",
  };
  const asked = (change: object) => ({
    ...{ of: audit, answers: { DescribeAlarms: { MetricAlarms: [{ ...healthy, ...change }] } } },
  });

  test("that watches and tells is fine", async () => {
    expect(await whats(asked({}), alarmCheck)).toEqual([]);
  });

  test.each([
    [{ ActionsEnabled: false }, "ActionsEnabled is false, and true in the stack"],
    [{ AlarmActions: [] }, expect.stringContaining("AlarmActions is []")],
    [{ Threshold: 1000 }, expect.stringContaining("Threshold is 1000, and 0 in the stack")],
    [{ AlarmName: "another" }, "it isn't there"],
    [{ StateValue: "ALARM", StateReason: "1 > 0" }, "it is in ALARM: 1 > 0"],
  ])("with %j is told", async (change, what) => {
    expect(await whats(asked(change), alarmCheck)).toEqual([what]);
  });

  test("without enough data says nothing", () => {
    expect(ringing({ StateValue: "INSUFFICIENT_DATA" })).toEqual([]);
  });
});

describe("a key", () => {
  const { resolved } = examinedBy(keyCheck, { config, stack, clients: answering({}) });
  const healthy = {
    GetKeyRotationStatus: { KeyRotationEnabled: true },
    GetKeyPolicy: { Policy: resolved.value("policy") },
  };

  test("is found by its alias, and asked for by its id", async () => {
    const ids: unknown[] = [];
    const GetKeyPolicy = ({ KeyId }: { KeyId: string }) => {
      ids.push(KeyId);
      return healthy.GetKeyPolicy;
    };
    expect(await whats({ answers: { ...healthy, GetKeyPolicy } }, keyCheck)).toEqual([]);
    expect(ids).toEqual([KEY]);
  });

  test.each([
    ["KeyState", { DescribeKey: { KeyMetadata: { KeyId: KEY, KeyState: "PendingDeletion" } } }],
    ["KeyRotationEnabled", { GetKeyRotationStatus: { KeyRotationEnabled: false } }],
    ["its policy lacks", { GetKeyPolicy: { Policy: "{}" } }],
  ])("with another %s is told", async (start, change) => {
    const [what] = await whats({ answers: { ...healthy, ...change } }, keyCheck);
    expect(what?.startsWith(start)).toBe(true);
  });
});

describe("who may call the function", () => {
  test("is the stack's own triggers and nobody else", async () => {
    const all = await whats({ answers: { GetPolicy: {} } }, functionPolicyCheck);
    expect(all).toEqual(
      ["trail-events", "s3-notification", "sweep"].map(
        (sid) => `its policy lacks the statement ${sid}`,
      ),
    );
    const stranger = { Sid: "theirs", Effect: "Allow", Principal: "*", Action: "lambda:*" };
    const Policy = JSON.stringify({ Statement: [stranger] });
    expect(await whats({ answers: { GetPolicy: { Policy } } }, functionPolicyCheck)).toContainEqual(
      "its policy has a statement that the stack doesn't: theirs",
    );
  });
});

describe("a subscription", () => {
  const { alertsTopicArn, place, canaryQueue } = auditNames(config);
  const [reader] = config.auditAccount.subscriptions;
  const queue = `arn:aws:sqs:${place.region}:${place.accountId}:${canaryQueue}`;
  const Subscriptions = [
    { Protocol: reader?.protocol, Endpoint: reader?.endpoint, SubscriptionArn: "reader" },
    { Protocol: "sqs", Endpoint: queue, SubscriptionArn: "canaries" },
  ];
  const asked = (filters: Readonly<Record<string, string>>): Asked => ({
    of: audit,
    answers: {
      ListSubscriptionsByTopic: ({ TopicArn }: { TopicArn: string }) => ({
        Subscriptions: TopicArn === alertsTopicArn ? Subscriptions : [],
      }),
      GetSubscriptionAttributes: ({ SubscriptionArn }: { SubscriptionArn: string }) => ({
        Attributes: { FilterPolicy: filters[SubscriptionArn] },
      }),
    },
  });
  const canaries = '{"source": ["canary"]}';

  test("of a reader gets everything, of the canaries' queue canaries only", async () => {
    expect(await whats(asked({ canaries }), subscriptionsCheck)).toEqual([]);
  });

  test("that somebody gave a filter is told: it holds alerts back", async () => {
    const [what, ...more] = await whats(
      asked({ canaries, reader: '{"severity":["LOW"]}' }),
      subscriptionsCheck,
    );
    expect(what).toBe(
      `of ${reader?.endpoint}: FilterPolicy is {"severity":["LOW"]}, and nothing in the stack`,
    );
    expect(more).toEqual([]);
  });

  test("that no stack names is told: somebody reads along", async () => {
    const stranger = { Protocol: "email", Endpoint: "eve@example.com", SubscriptionArn: "theirs" };
    const { answers } = asked({ canaries });
    const [problem, ...more] = await problems(
      {
        of: audit,
        answers: {
          ...answers,
          ListSubscriptionsByTopic: { Subscriptions: [...Subscriptions, stranger] },
        },
      },
      subscriptionsCheck,
    );
    expect(problem?.what).toContain("eve@example.com (email) is subscribed, and the stack doesn't");
    expect(problem?.remedy).toContain("unsubscribe --subscription-arn theirs");
    expect(more).toEqual([]);
  });

  test("of the canaries' queue without its filter is told: it would hold every alert", async () => {
    const [what] = await whats(asked({}), subscriptionsCheck);
    expect(what).toContain(`of ${queue}: FilterPolicy is nothing`);
  });
});

test("what only Terraform can work out is told as not looked at", async () => {
  const json = structuredClone(audit.json);
  const policies = json.resource.aws_sns_topic_policy as unknown as Record<
    string,
    { policy: string }
  >;
  for (const one of Object.values(policies)) one.policy = '${file("policy.json")}';
  const [problem, ...more] = await problems(
    { of: { ...audit, json }, answers: { GetTopicAttributes: { Attributes: {} } } },
    checkOf("topic-policy"),
  );

  expect(problem?.what).toContain("policy can't be compared: only Terraform knows file(");
  expect(problem?.remedy).toBe("terraform plan in the stack audit compares it");
  expect(more).toEqual([]);
});
