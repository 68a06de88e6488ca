import { strangerPaths } from "../../../proof/paths/strangers";
import { pathsOf as pathsIn } from "../../../proof/prove";
import { scopesOf } from "../../../proof/scope";
import { EXCEPTIONS } from "../../../proof/paths/strangers/exceptions";
import { altered, committed, notProved, one, pathsOfFamily } from "../../support/proof";
import { added, type Change, outcome, restated, setTo, without } from "../../support/walked";

const invitation = committed("invitation");
const organization = committed("organization");

const CALLERS = "strangers/callers";
const SERVICES = "strangers/services";
const FOREIGN = "666666666666";

const inAudit = (change: Change, path: string): Promise<string> =>
  outcome(strangerPaths, altered(invitation, "audit", change), path);
const inPayments = (change: Change, path: string): Promise<string> =>
  outcome(strangerPaths, altered(invitation, "workload-payments", change), path);

test("nobody from outside gets in, in an organization or without one", async () => {
  const paths = [
    ...(await pathsOfFamily(organization, "strangers", null)),
    ...(await pathsOfFamily(invitation, "strangers", "payments")),
  ];

  expect(notProved(paths)).toEqual([]);
  expect(paths.filter(({ id }) => id.startsWith(CALLERS))).toHaveLength(15 + 11);
  const told = new Set(paths.flatMap(({ hops }) => hops.map(({ because }) => because)));
  for (const { reason } of EXCEPTIONS) expect(told).toContain(`let pass: ${reason}`);
});

test("each resource with a policy of a workload has both its paths", () => {
  const [, payments] = scopesOf(invitation.config, invitation.stacks);
  const ids = payments ? pathsIn(payments, ["strangers"]).map(({ id }) => id) : [];
  const guarded = ids.flatMap((id) => /^strangers\/callers\/(.*)/.exec(id)?.slice(1) ?? []);

  expect(ids).toHaveLength(2 * guarded.length + 1);
  expect(ids).toContain("strangers/subscribers/222222222222");
  expect(guarded).toEqual([
    "s3/acme-warden-access-logs-222222222222",
    "s3/acme-payments-prod",
    "sqs/222222222222/us-east-1/acme-warden-dead-letters",
    "sqs/222222222222/us-east-1/acme-warden-responder-failures",
    "kms/222222222222/us-east-1/alias/acme-warden",
    "lambda/222222222222/us-east-1/acme-warden-responder",
    "iam/222222222222/fileuploaderrole",
    "iam/222222222222/acme-warden-forwarder",
    "iam/222222222222/acme-warden-responder",
    "iam/222222222222/securitymonitoringrole",
    "iam/222222222222/acme-warden-trail-logs",
  ]);
});

type Statement = Record<string, unknown>;

const bus = ["aws_cloudwatch_event_bus_policy", "Bus"] as const;
const topic = ["aws_sns_topic_policy", "Alerts"] as const;
const alertsKey = ["aws_kms_key", "AlertsKey"] as const;
const ATTACKED = {
  bus: "events/111111111111/us-east-1/acme-warden-security",
  topic: "sns/111111111111/us-east-1/acme-warden-alerts",
  alertsKey: "kms/111111111111/us-east-1/alias/acme-warden-alerts",
  logsKey: "kms/111111111111/us-east-1/alias/acme-warden-logs",
  archive: "s3/acme-warden-config-111111111111",
  bucket: "s3/acme-payments-prod",
  failures: "sqs/222222222222/us-east-1/acme-warden-responder-failures",
  function: "lambda/222222222222/us-east-1/acme-warden-responder",
  uploader: "iam/222222222222/fileuploaderrole",
} as const;

const omitted = (name: string) => (statement: Statement) =>
  Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name));
const withoutCondition = omitted("Condition");
const open = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const alsoFor = (arn: string) => (statement: Statement) => ({
  ...statement,
  Principal: { AWS: arn },
  Condition: {},
});
const asks = (Condition: object) => (statement: Statement) => ({ ...statement, Condition });

describe("a caller from outside gets in", () => {
  test.each<[string, string, string, Change]>([
    [
      "the bus takes everybody who has the forwarder's name",
      "account 000000000000",
      ATTACKED.bus,
      restated(bus, "ForwardersPutEvents", open),
    ],
    [
      "the topic takes everybody who has the responder's name",
      "account 000000000000",
      ATTACKED.topic,
      restated(topic, "RespondersPublish", open),
    ],
    [
      "the key takes everybody who uses it by the topic",
      "account 000000000000",
      ATTACKED.alertsKey,
      restated(alertsKey, "RespondersPublish", open),
    ],
    [
      "a statement names an account that nobody knows",
      `account ${FOREIGN}, which the configuration doesn't know`,
      ATTACKED.topic,
      restated(topic, "AlarmsPublish", alsoFor(`arn:aws:iam::${FOREIGN}:root`)),
    ],
    [
      "a statement names one role of such an account",
      `account ${FOREIGN}, which`,
      ATTACKED.topic,
      restated(topic, "AlarmsPublish", alsoFor(`arn:aws:iam::${FOREIGN}:role/vendor`)),
    ],
    [
      "whoever signs nothing passes a condition on the caller's account",
      "without signing",
      ATTACKED.topic,
      restated(topic, "RespondersPublish", (statement) => ({
        ...open(statement),
        Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "222222222222" } },
      })),
    ],
    [
      "any role of a member may send to the bus",
      "no role of account 222222222222",
      ATTACKED.bus,
      restated(bus, "ForwardersPutEvents", withoutCondition),
    ],
    [
      "any role of a member may publish",
      "no role of account 222222222222",
      ATTACKED.topic,
      restated(topic, "RespondersPublish", withoutCondition),
    ],
    [
      "all but one principal are let in",
      "account 000000000000",
      ATTACKED.topic,
      restated(topic, "AlarmsPublish", (statement) => ({
        ...omitted("Principal")(statement),
        NotPrincipal: { AWS: "arn:aws:iam::222222222222:root" },
        Condition: {},
      })),
    ],
  ])("where %s", async (_, who, path, change) => {
    expect(await inAudit(change, `${CALLERS}/${path}`)).toMatch(
      new RegExp(`^broken: [^:]*${who}.*: .*allowed by`),
    );
  });

  test.each<[string, string, Change]>([
    [
      "the bucket lets everybody read",
      ATTACKED.bucket,
      setTo(
        "aws_s3_bucket_policy",
        "Production",
        "policy",
        everybody("s3:Get*", "arn:aws:s3:::acme-payments-prod/*"),
      ),
    ],
    [
      "the bucket lets everybody do all but one thing",
      ATTACKED.bucket,
      setTo(
        "aws_s3_bucket_policy",
        "Production",
        "policy",
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: "*",
              NotAction: "s3:GetObject",
              Resource: ["arn:aws:s3:::acme-payments-prod/*", "arn:aws:s3:::acme-payments-prod"],
            },
          ],
        }),
      ),
    ],
    [
      "the function may be called by everybody",
      ATTACKED.function,
      added("aws_lambda_permission", () => ({
        action: "lambda:InvokeFunction",
        function_name: "acme-warden-responder",
        principal: "*",
        statement_id: "anybody",
      })),
    ],
    [
      "everybody becomes an uploader",
      ATTACKED.uploader,
      setTo("aws_iam_role", "FileUploader", "assume_role_policy", everybody("sts:AssumeRole")),
    ],
    [
      "a partner becomes an uploader of whom the configuration says nothing",
      ATTACKED.uploader,
      setTo(
        "aws_iam_role",
        "FileUploader",
        "assume_role_policy",
        everybody("sts:AssumeRole", undefined, { AWS: FOREIGN }),
      ),
    ],
  ])("where %s", async (_, path, change) => {
    expect(await inPayments(change, `${CALLERS}/${path}`)).toMatch(/^broken: .*: .*allowed by/);
  });

  test("where the organization is no longer asked for", async () => {
    const change = restated(topic, "RespondersPublish", (statement) => ({
      ...statement,
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/acme-warden-responder" } },
    }));

    expect(
      await outcome(
        strangerPaths,
        altered(organization, "audit", change),
        `${CALLERS}/${ATTACKED.topic}`,
      ),
    ).toMatch(/^broken: nobody of account 000000000000.*allowed by/);
  });

  test("where another organization is asked for besides", async () => {
    const change = restated(bus, "ForwardersPutEvents", (statement) => ({
      ...statement,
      Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-another"] } },
    }));

    expect(
      await outcome(
        strangerPaths,
        altered(organization, "audit", change),
        `${CALLERS}/${ATTACKED.bus}`,
      ),
    ).toMatch(/^broken: nobody of account 000000000000.*o-another/);
  });
});

function everybody(Action: string, Resource?: string, Principal: unknown = "*"): string {
  const statement = { Effect: "Allow", Principal, Action, ...(Resource && { Resource }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

describe("a service is a confused deputy", () => {
  test.each<[string, string, string, Change]>([
    [
      "alarms of any account publish",
      "cloudwatch.amazonaws.com does nothing to it for a stranger",
      ATTACKED.topic,
      restated(topic, "AlarmsPublish", withoutCondition),
    ],
    [
      "alarms publish that don't say whose they are",
      "cloudwatch.amazonaws.com does nothing to it without saying for whom",
      ATTACKED.topic,
      restated(
        topic,
        "AlarmsPublish",
        asks({ StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } }),
      ),
    ],
    [
      "rules of any account encrypt",
      "events.amazonaws.com does nothing to it for a stranger",
      ATTACKED.alertsKey,
      restated(alertsKey, "RulesPublish", withoutCondition),
    ],
    [
      "a further account's Config delivers",
      "config.amazonaws.com does nothing to it for a stranger",
      ATTACKED.archive,
      restated(
        ["aws_s3_bucket_policy", "ConfigArchive"],
        "ConfigDelivers",
        asks({
          StringEquals: {
            "aws:SourceAccount": [FOREIGN],
            "s3:x-amz-acl": "bucket-owner-full-control",
          },
        }),
      ),
    ],
    [
      "log groups of any account are encrypted",
      "logs.us-east-1.amazonaws.com does nothing to it for a stranger",
      ATTACKED.logsKey,
      restated(
        ["aws_kms_key", "LogsKey"],
        "LogGroupsUseKey",
        asks({
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:*:log-group:*" },
        }),
      ),
    ],
    [
      "another log group of ours is encrypted",
      "logs.us-east-1.amazonaws.com may not kms:Decrypt where kms:EncryptionContext",
      ATTACKED.logsKey,
      restated(
        ["aws_kms_key", "LogsKey"],
        "LogGroupsUseKey",
        asks({
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111111111111:*",
          },
        }),
      ),
    ],
    [
      "another service may publish of which nobody knows",
      "codebuild.amazonaws.com does nothing to it for a stranger",
      ATTACKED.topic,
      restated(topic, "AlarmsPublish", (statement) => ({
        ...statement,
        Principal: { Service: "codebuild.amazonaws.com" },
        Condition: {},
      })),
    ],
  ])("where %s", async (_, what, path, change) => {
    expect(await inAudit(change, `${SERVICES}/${path}`)).toMatch(
      new RegExp(`^broken: ${what}.*: .*allowed by`),
    );
  });

  const ALLOW_S3 = "Response_Triggers_AllowS3";
  const unsaid =
    (id: string, argument: string): Change =>
    (json) => {
      Reflect.deleteProperty(one(json, "aws_lambda_permission", id), argument);
    };

  test.each<[string, string, Change]>([
    [
      "a bucket of that name in any account calls",
      "s3.amazonaws.com does nothing to it for a stranger",
      unsaid(ALLOW_S3, "source_account"),
    ],
    [
      "another bucket of the account calls",
      "s3.amazonaws.com may not lambda:InvokeFunction where aws:SourceArn",
      unsaid(ALLOW_S3, "source_arn"),
    ],
    [
      "any rule calls",
      "events.amazonaws.com does nothing to it for a stranger",
      unsaid("Response_Triggers_AllowSweep", "source_arn"),
    ],
  ])("where %s", async (_, what, change) => {
    expect(await inPayments(change, `${SERVICES}/${ATTACKED.function}`)).toMatch(
      new RegExp(`^broken: ${what}.*: .*allowed by`),
    );
  });

  test("what is let pass on one resource isn't on another", async () => {
    const change = setTo(
      "aws_iam_role",
      "SecurityMonitoring",
      "assume_role_policy",
      everybody("sts:AssumeRole", undefined, { Service: "config.amazonaws.com" }),
    );

    expect(await inPayments(change, `${SERVICES}/iam/222222222222/securitymonitoringrole`)).toMatch(
      /^broken: config.amazonaws.com does nothing/,
    );
  });
});

describe("a stranger is told alerts", () => {
  const subscribing = (more: object): Change =>
    added("aws_sns_topic_subscription", () => ({
      protocol: "email",
      endpoint: "stranger@example.com",
      topic_arn: "arn:aws:sns:us-east-1:111111111111:acme-warden-alerts",
      ...more,
    }));

  test("where the audit stack subscribes somebody whom nobody configured", async () => {
    const said = await inAudit(subscribing({}), "strangers/subscribers/111111111111");

    expect(said).toMatch(
      /^broken: .*: audit aws_sns_topic_subscription.Added subscribes stranger@/,
    );
  });

  test.each([
    ["without its filter", "filter_policy", null],
    ["with a wider one", "filter_policy", '{"kind":["finding"]}'],
    ["that looks at what no message has", "filter_policy_scope", "MessageAttributes"],
  ])("where the canaries' queue is subscribed %s", async (_, argument, value) => {
    const change = setTo("aws_sns_topic_subscription", "Canaries", argument, value);

    expect(await inAudit(change, "strangers/subscribers/111111111111")).toMatch(
      /^broken: .*: audit aws_sns_topic_subscription.Canaries\S* subscribes arn:aws:sqs:/,
    );
  });

  test("where a workload's stack does", async () => {
    const said = await inPayments(subscribing({}), "strangers/subscribers/222222222222");

    expect(said).toMatch(/^broken: .*: workload-payments aws_sns_topic_subscription.Added/);
  });

  test("maybe, where nobody knows to what somebody is subscribed", async () => {
    const change = subscribing({ topic_arn: "${var.topic}" });

    expect(await inAudit(change, "strangers/subscribers/111111111111")).toMatch(
      /^unknown: .*: it isn't known to what audit aws_sns_topic_subscription.Added subscribes/,
    );
  });

  test("not where it is a topic of somebody's own", async () => {
    const change = subscribing({ topic_arn: "arn:aws:sns:us-east-1:111111111111:lunch" });

    expect(await inAudit(change, "strangers/subscribers/111111111111")).toBe("holds");
  });
});

describe("nothing is proved", () => {
  const TOPIC_POLICY = "aws_sns_topic_policy";

  test.each<[string, string, Change]>([
    ["a queue has no policy", "has none", without("aws_sqs_queue", "Response_Failures", "policy")],
    [
      "a queue's policy is empty",
      "has none",
      setTo("aws_sqs_queue", "Response_Failures", "policy", null),
    ],
    [
      "a queue has two policies",
      "which policy is applied last",
      added("aws_sqs_queue_policy", (json) => {
        const { name, policy } = one(json, "aws_sqs_queue", "Response_Failures");
        const [id = ""] =
          Object.entries(json.resource.aws_sqs_queue ?? {}).find(
            ([, queue]) => queue.name === name,
          ) ?? [];
        return { queue_url: `\${aws_sqs_queue.${id}.url}`, policy };
      }),
    ],
    [
      "two queues have one name",
      "several resources have the ARN",
      added("aws_sqs_queue", (json) => ({ ...one(json, "aws_sqs_queue", "Response_Failures") })),
    ],
  ])("where %s", async (_, because, change) => {
    expect(await inPayments(change, `${CALLERS}/${ATTACKED.failures}`)).toContain(because);
  });

  test.each<[string, string, Change]>([
    [
      "a statement lets in whoever an identity provider says",
      "nothing is known of Federated accounts.google.com",
      restated(topic, "AlarmsPublish", (statement) => ({
        ...statement,
        Principal: { Federated: "accounts.google.com" },
      })),
    ],
    [
      "a statement allows what no known action is like",
      "nothing is known of sns:Zzz*",
      restated(topic, "AlarmsPublish", (statement) => ({ ...statement, Action: "sns:Zzz*" })),
    ],
  ])("where %s", async (_, because, change) => {
    expect(await inAudit(change, `${CALLERS}/${ATTACKED.topic}`)).toMatch(
      new RegExp(`^unknown: .*${because.replace("*", "\\*")}`),
    );
  });

  test("of a policy for which there is no rule", async () => {
    const change = added("aws_secretsmanager_secret_policy", () => ({
      secret_arn: "x",
      policy: "{}",
    }));

    expect(
      await inAudit(change, "strangers/unread/audit/aws_secretsmanager_secret_policy.added"),
    ).toMatch(/^unknown: .*no rule for aws_secretsmanager_secret_policy/);
  });

  test("a stack beside ours is judged too", async () => {
    const theirs = {
      ...invitation,
      stacks: [
        ...invitation.stacks,
        {
          name: "theirs",
          file: "theirs.tf.json",
          json: {
            provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["111111111111"] }] },
            resource: {
              aws_sns_topic: { T: { name: "theirs" } },
              [TOPIC_POLICY]: {
                P: {
                  arn: "${aws_sns_topic.T.arn}",
                  policy: everybody("sns:Publish", "arn:aws:sns:us-east-1:111111111111:theirs"),
                },
              },
            },
          },
        },
      ],
    };

    expect(
      await outcome(strangerPaths, theirs, `${CALLERS}/sns/111111111111/us-east-1/theirs`),
    ).toMatch(/^broken: nobody of account 000000000000/);
  });
});
