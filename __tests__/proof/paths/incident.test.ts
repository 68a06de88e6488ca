import { RESPONDER_NEEDS } from "../../../lambda/responder/needs";
import { incidentPaths } from "../../../proof/paths/incident";
import { exampleConfig, exampleWorkload } from "../../support/example";
import { altered, committed, one, provenStacks, type Proven } from "../../support/proof";
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

const FUNCTION = ["aws_lambda_function", "Response_Responder"] as const;
const NOTIFICATION = ["aws_s3_bucket_notification", "Response_Triggers"] as const;
const RULE = ["aws_cloudwatch_event_rule", "Response_Triggers_Rule"] as const;
const TARGET = ["aws_cloudwatch_event_target", "Response_Triggers_Target"] as const;
const SWEEP = ["aws_cloudwatch_event_rule", "Response_Triggers_Sweep"] as const;
const TRAIL = ["aws_cloudtrail", "Trail"] as const;
const LEDGER = ["aws_dynamodb_table", "Ledger"] as const;

const at = (path: string, change: Change, proven: Proven = invitation): Promise<string> =>
  outcome(incidentPaths, altered(proven, "workload-payments", change), path);

const incident = (path: string) => `incident/222222222222/${path}`;

const setting =
  (name: string, value: string): Change =>
  (json) => {
    replacedVariables(json, (variables) => ({ ...variables, [name]: value }));
  };

const replacedVariables = (
  json: Parameters<Change>[0],
  change: (variables: Record<string, string>) => Record<string, string>,
): void => {
  const [found] = Object.values(json.resource.aws_lambda_function ?? {});
  if (!found) throw new Error("no function");
  const { variables } = found.environment as { variables: Record<string, string> };
  found.environment = { variables: change(variables) };
};

/** Every choice of a workload that the function's setup hangs on. */
const observing = provenStacks(
  exampleConfig({
    auditAccount: {
      id: "111111111111",
      subscriptions: [{ protocol: "email", endpoint: "security-team@example.com" }],
      topics: "by-severity",
    },
    workloads: [
      exampleWorkload({
        responseMode: "observe",
        responderConcurrency: "unreserved",
        malwareProtection: true,
        allowedUploaders: [
          "arn:aws:iam::222222222222:user/team/ingest",
          "arn:aws:iam::222222222222:role/team/ingest",
          "arn:aws:sts::222222222222:assumed-role/batch/nightly",
        ],
        replicationRoles: ["AROAEXAMPLEEXAMPLEEX1"],
        breakGlass: ["arn:aws:iam::222222222222:role/break-glass"],
      }),
    ],
  }),
);

describe.each([
  ["by invitation", invitation],
  ["with an organization", organization],
  ["observing, with every choice", observing],
])("%s", (_, proven) => {
  test("every workload has every path, and every path holds", async () => {
    const paths = await walked(incidentPaths, proven);

    expect(paths.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    const ids = new Set(paths.map(({ id }) => id));
    expect(ids.size).toBe(paths.length);
    for (const { accountId } of proven.config.workloads) {
      const own = [...ids].filter((id) => id.startsWith(`incident/${accountId}/`));
      expect(own).toHaveLength(14 + 3 + RESPONDER_NEEDS.length);
    }
  });
});

describe("S3's notification calls nobody", () => {
  test.each<[string, string, Change]>([
    ["without it", "has no notification", gone(...NOTIFICATION)],
    [
      "for some kinds of upload",
      "no such entry",
      replaced(...NOTIFICATION, ["lambda_function", "ObjectCreated:*", "ObjectCreated:Put"]),
    ],
    [
      "for some keys",
      "only of keys with reports/",
      replaced(...NOTIFICATION, ["lambda_function", '"id":', '"filter_prefix":"reports/","id":']),
    ],
    [
      "that two overwrite",
      "overwrite each other",
      added(NOTIFICATION[0], (json) => ({
        ...Object.values(json.resource[NOTIFICATION[0]] ?? {})[0],
      })),
    ],
    [
      "without permission",
      "may not lambda:InvokeFunction",
      gone("aws_lambda_permission", "Response_Triggers_AllowS3"),
    ],
    [
      "with a permission for another bucket",
      "may not lambda:InvokeFunction",
      setTo(
        "aws_lambda_permission",
        "Response_Triggers_AllowS3",
        "source_arn",
        "arn:aws:s3:::other",
      ),
    ],
    [
      "with a permission for an alias alone",
      "may not lambda:InvokeFunction",
      setTo("aws_lambda_permission", "Response_Triggers_AllowS3", "qualifier", "live"),
    ],
    ["without the bucket", "no stack of 222222222222 has it", gone("aws_s3_bucket", "Production")],
    ["without the function", "", gone(...FUNCTION)],
    [
      "where the function guards another bucket",
      "is not guarded here",
      setting("WARDEN_BUCKET", "other"),
    ],
    [
      "where the function lets everybody upload",
      "takes the uploader for allowed",
      setting("WARDEN_ALLOWED_USERIDS", "*"),
    ],
    [
      "where the function observes only",
      "would alert-only",
      setting("WARDEN_RESPONSE_MODE", "observe"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(incident("notification"), change);
    expect(found).toMatch(/^(broken|unknown): /);
    expect(found).toContain(because);
  });
});

describe("CloudTrail's event calls nobody", () => {
  const PUT = incident("trail/put-object");

  test.each<[string, string, Change]>([
    ["where the trail is off", "no trail of the account", setTo(...TRAIL, "enable_logging", false)],
    [
      "where the trail records other buckets",
      "no trail of the account",
      replaced(...TRAIL, ["advanced_event_selector", "acme-payments-prod/", "other/"]),
    ],
    [
      "where the trail records reads",
      "no trail of the account",
      replaced(...TRAIL, [
        "advanced_event_selector",
        '{"equals":["Data"],"field":"eventCategory"}',
        '{"equals":["Data"],"field":"eventCategory"},{"equals":["true"],"field":"readOnly"}',
      ]),
    ],
    [
      "where the trail leaves the call out",
      "no trail of the account",
      replaced(...TRAIL, [
        "advanced_event_selector",
        '{"equals":["Data"],"field":"eventCategory"}',
        '{"equals":["Data"],"field":"eventCategory"},{"not_equals":["PutObject"],"field":"eventName"}',
      ]),
    ],
    ["without the rule", "no enabled rule", gone(...RULE)],
    ["where the rule is off", "no enabled rule", setTo(...RULE, "is_enabled", false)],
    [
      "where the rule leaves the call out",
      "no enabled rule",
      replaced(...RULE, ["event_pattern", '\\"PutObject\\"', '\\"Nothing\\"']),
    ],
    ["without the target", "no enabled rule", gone(...TARGET)],
    [
      "where the target sends something else",
      "its input_path puts something in its place",
      setTo(...TARGET, "input_path", "$.detail.eventName"),
    ],
    [
      "without permission",
      "may not lambda:InvokeFunction",
      gone("aws_lambda_permission", "Response_Triggers_AllowRule"),
    ],
    [
      "with a permission for another rule",
      "may not lambda:InvokeFunction",
      setTo(
        "aws_lambda_permission",
        "Response_Triggers_AllowRule",
        "source_arn",
        "${aws_cloudwatch_event_rule.Response_Triggers_Sweep_0675584D.arn}",
      ),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(PUT, change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });

  const selector = (from: string, to: string) =>
    replaced(...TRAIL, ["advanced_event_selector", from, to]);

  test.each<[string, Change]>([
    [
      "a selector doesn't say data events",
      selector('{"equals":["Data"],"field":"eventCategory"},', ""),
    ],
    [
      "a selector doesn't say of which type",
      selector('{"equals":["AWS::S3::Object"],"field":"resources.type"},', ""),
    ],
    ["a type isn't compared with anything", selector('"equals":["AWS::S3::Object"],', "")],
    [
      "a bucket isn't compared with anything",
      selector(',"starts_with":["arn:aws:s3:::acme-payments-prod/"]', ""),
    ],
  ])("where CloudTrail refuses the trail: %s", async (_, change) => {
    expect(await at(PUT, change)).toMatch(/^broken: a trail that is logging records PutObject/);
  });

  test("where an organization's trail doesn't record changes of bucket policies", async () => {
    const call = incident("trail/put-bucket-policy");
    const broken = altered(
      organization,
      "audit-organization",
      setTo(...TRAIL, "is_organization_trail", false),
    );
    expect(await outcome(incidentPaths, broken, call)).toMatch(/^broken: a trail that is logging/);
    expect(await outcome(incidentPaths, broken, incident("trail/put-object"))).toBe("holds");
  });

  test("where the rule overlooks access points", async () => {
    const narrow = replaced(...RULE, ["event_pattern", '\\"ARN\\"', '\\"Name\\"']);
    expect(await at(incident("trail/put-object-by-access-point"), narrow)).toMatch(/^broken: /);
    expect(await at(PUT, narrow)).toBe("holds");
  });
});

describe("the rule isn't what the configuration calls for", () => {
  const pattern = (from: string, to: string) => replaced(...RULE, ["event_pattern", from, to]);
  const ANY = '[{\\"exists\\":true}]';

  test.each<[string, Change]>([
    ["without it", gone(...RULE)],
    ["where it is off", setTo(...RULE, "state", "DISABLED")],
    ["for another function", setTo(...TARGET, "arn", "arn:aws:lambda:us-east-1:1:function:x")],
    ["for events of anybody's making", pattern('[\\"aws.s3\\"]', ANY)],
    ["for another kind of event", pattern('[\\"AWS API Call via CloudTrail\\"]', ANY)],
    ["for calls of other services", pattern('[\\"s3.amazonaws.com\\"]', ANY)],
    ["for other calls", pattern('\\"PutObject\\"', '\\"PutObject\\",\\"GetObject\\"')],
    ["for every bucket", pattern('[\\"acme-payments-prod\\"]', ANY)],
    ["for another bucket", pattern('[\\"acme-payments-prod\\"]', '[\\"other\\"]')],
    ["for every resource", pattern('[\\"arn:aws:s3:::acme-payments-prod\\"]', ANY)],
    ["for anything at all", setTo(...RULE, "event_pattern", '{"source":["aws.s3"]}')],
    ["for nothing that can be read", setTo(...RULE, "event_pattern", "{")],
  ])("%s", async (_, change) => {
    expect(await at(incident("rule"), change)).toMatch(/^broken: /);
  });

  test("but its lists may be in any order", async () => {
    const other: Change = (json) => {
      const rule = one(json, ...RULE);
      const given = JSON.parse(String(rule.event_pattern)) as { detail: { eventName: string[] } };
      given.detail.eventName.reverse();
      rule.event_pattern = JSON.stringify(given);
    };
    expect(await at(incident("rule"), other)).toBe("holds");
  });
});

describe("the schedule calls nobody", () => {
  test.each<[string, string, Change]>([
    ["without its rule", "no stack of the account has it", gone(...SWEEP)],
    ["where it is disabled", "it is disabled", setTo(...SWEEP, "state", "DISABLED")],
    ["in time", 'is "rate(1 hour)"', setTo(...SWEEP, "schedule_expression", "rate(1 hour)")],
    [
      "without its target",
      "no such target",
      gone("aws_cloudwatch_event_target", "Response_Triggers_SweepTarget"),
    ],
    [
      "without permission",
      "may not lambda:InvokeFunction",
      gone("aws_lambda_permission", "Response_Triggers_AllowSweep"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(incident("schedule"), change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });
});

describe("the function isn't set up", () => {
  test.each<[string, string, Change]>([
    ["when it is gone", "no stack has it", gone(...FUNCTION)],
    [
      "with another role",
      "its role is",
      setTo(...FUNCTION, "role", "arn:aws:iam::222222222222:role/x"),
    ],
    ["with another handler", "its handler is", setTo(...FUNCTION, "handler", "main.handler")],
    ["with a longer timeout", "its timeout is 60", setTo(...FUNCTION, "timeout", 900)],
    [
      "when it may not run at all",
      "its reserved_concurrent_executions is 20",
      setTo(...FUNCTION, "reserved_concurrent_executions", 0),
    ],
    ["with less memory", "its memory_size is 512", setTo(...FUNCTION, "memory_size", 128)],
    ["with Lambda's least memory", "it is not set", without(...FUNCTION, "memory_size")],
    ["in a network", "its vpc_config is not set", setTo(...FUNCTION, "vpc_config", [{}])],
    [
      "when Lambda may not assume its role",
      "may not sts:AssumeRole",
      replaced("aws_iam_role", "Response_Role", [
        "assume_role_policy",
        "lambda.amazonaws",
        "ec2.amazonaws",
      ]),
    ],
    [
      "without what it attaches",
      "the policy that it attaches",
      gone("aws_iam_policy", "Response_Responder_Quarantine"),
    ],
    [
      "without its log group",
      "its log group",
      gone("aws_cloudwatch_log_group", "Response_Responder"),
    ],
    [
      "without one of its settings",
      "missing in the environment: WARDEN_LEDGER_TABLE",
      (json) => {
        replacedVariables(json, (variables) =>
          Object.fromEntries(
            Object.entries(variables).filter(([name]) => name !== "WARDEN_LEDGER_TABLE"),
          ),
        );
      },
    ],
    ["with another table", "setting ledgerTable is", setting("WARDEN_LEDGER_TABLE", "other")],
    [
      "with another quarantine",
      "setting quarantinePolicyArn",
      setting("WARDEN_QUARANTINE_POLICY_ARN", "x"),
    ],
    [
      "in another mode",
      "setting responseMode is respond",
      setting("WARDEN_RESPONSE_MODE", "observe"),
    ],
    [
      "in a mode that it doesn't know",
      'WARDEN_RESPONSE_MODE is "respond-x", read as "respond"',
      setting("WARDEN_RESPONSE_MODE", "respond-x"),
    ],
    ["taking itself for an intruder", "setting ownUserId", setting("WARDEN_OWN_USERID", "AROAX:*")],
    ["letting others upload", "setting allowedUserIds", setting("WARDEN_ALLOWED_USERIDS", "*")],
    ["sparing others", "setting neverBlockedUserIds", setting("WARDEN_NEVER_BLOCKED_USERIDS", "*")],
    ["sparing nobody", "setting sparedArns", setting("WARDEN_SPARED_ARNS", "")],
    [
      "counting to another number",
      "setting deniedAttempts",
      setting("WARDEN_DENIED_ATTEMPTS_THRESHOLD", "1"),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(incident("function"), change);
    expect(found).toMatch(/^broken: /);
    expect(found).toContain(because);
  });
});

describe("the ledger doesn't take the function's items", () => {
  test.each<[string, string, Change]>([
    ["when it is gone", "no stack has it", gone(...LEDGER)],
    ["with another key", "its keys are id", setTo(...LEDGER, "hash_key", "id")],
    ["with a second key", "its keys are pk, at", setTo(...LEDGER, "range_key", "at")],
    ["with a key that is a number", "pk: N", replaced(...LEDGER, ["attribute", '"S"', '"N"'])],
    ["when it keeps them for ever", "its ttl is", without(...LEDGER, "ttl")],
    [
      "when the expiry isn't switched on",
      "its ttl is",
      setTo(...LEDGER, "ttl", { attribute_name: "expiresAt" }),
    ],
    [
      "under a key that the function may not use",
      "kms:Decrypt",
      setTo(...LEDGER, "server_side_encryption", [
        { enabled: true, kms_key_arn: "arn:aws:kms:us-east-1:222222222222:key/x" },
      ]),
    ],
  ])("%s", async (_, because, change) => {
    const found = await at(incident("ledger"), change);
    expect(found).toMatch(/^(broken|unknown): /);
    expect(found).toContain(because);
  });
});

describe("the function's calls", () => {
  const POLICY = ["aws_iam_role_policy", "Response_Responder"] as const;

  test.each(RESPONDER_NEEDS.map(({ action }) => action))(
    "are refused without %s",
    async (action) => {
      const less: Change = (json) => {
        for (const given of Object.values(json.resource[POLICY[0]] ?? {}))
          given.policy = String(given.policy).replaceAll(`"${action}"`, `"${action}Not"`);
      };
      expect(await at(incident("call/"), less)).toMatch(
        new RegExp(`^broken: .* may not ${action} on .*no statement`),
      );
    },
  );

  test("are refused where the bucket policy takes the function for anybody", async () => {
    const anybody = replaced("aws_s3_bucket_policy", "Production", [
      "policy",
      "role/acme-warden-responder",
      "role/other",
    ]);
    expect(await at(incident("call/deleteobject"), anybody)).toMatch(/^broken: .*explicit deny/);
  });
});

describe("the function's alert", () => {
  test("needs the topic's policy, the topic's key and the right setting", async () => {
    const alert = incident("alert/high");
    const audit = (change: Change) =>
      outcome(incidentPaths, altered(invitation, "audit", change), alert);
    const drop = () => undefined;

    expect(
      await audit(restated(["aws_sns_topic_policy", "Alerts"], "RespondersPublish", drop)),
    ).toMatch(/may not sns:Publish/);
    expect(await audit(restated(["aws_kms_key", "AlertsKey"], "RespondersPublish", drop))).toMatch(
      /may not kms:GenerateDataKey/,
    );
    expect(
      await at(alert, setting("WARDEN_ALERTS_TOPIC_ARN", "arn:aws:sns:us-east-1:1:other")),
    ).toMatch(/it would publish to arn:aws:sns:us-east-1:1:other/);
  });

  test("goes to the topic of its severity", async () => {
    const one = setting(
      "WARDEN_ALERTS_TOPIC_ARN",
      "arn:aws:sns:us-east-1:111111111111:acme-alerts-high",
    );
    expect(await at(incident("alert/high"), one, observing)).toBe("holds");
    expect(await at(incident("alert/critical"), one, observing)).toMatch(
      /it would publish to .*-high/,
    );
  });
});
