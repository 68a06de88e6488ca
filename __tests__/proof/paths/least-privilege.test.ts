import { privilegePaths } from "../../../proof/paths/least-privilege";
import { everyPrincipal } from "../../support/every-principal";
import { altered, committed, notProved, pathsOfFamily, remove } from "../../support/proof";
import {
  added,
  type Change,
  gone,
  outcome,
  restated,
  setTo,
  walked,
  without,
} from "../../support/walked";

const invitation = committed("invitation");
const organization = committed("organization");
const ROLES = "least-privilege/roles/iam";
const POLICIES = "least-privilege/policies";

const inAudit = (change: Change, path: string): Promise<string> =>
  outcome(privilegePaths, altered(invitation, "audit", change), path);
const inPayments = (change: Change, path: string): Promise<string> =>
  outcome(privilegePaths, altered(invitation, "workload-payments", change), path);

test.each([
  ["what all share, by invitation", invitation, null, 16],
  ["what all share, in an organization", organization, null, 25],
  ["a workload of an organization", organization, "payments", 22],
] as const)("each role and each policy of %s is exactly enough", async (_, proven, of, count) => {
  const paths = await pathsOfFamily(proven, "least-privilege", of);

  expect(notProved(paths)).toEqual([]);
  expect(paths).toHaveLength(count);
  expect(new Set(paths.map(({ id }) => id)).size).toBe(count);
});

const granting = (Action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*" }],
  });

test.each(["payments", "claims"])("so it is of %s, with choices of its own", async (workload) => {
  const paths = await pathsOfFamily(everyPrincipal(), "least-privilege", workload);

  expect(notProved(paths)).toEqual([]);
  expect(paths).toHaveLength(18);
});

type Statement = Record<string, unknown>;

const responder = ["aws_iam_role_policy", "Response_Responder_Policy"] as const;
const uploader = ["aws_iam_role_policy", "FileUploader"] as const;
const RESPONDER = `${ROLES}/222222222222/acme-warden-responder`;
const UPLOADER = `${ROLES}/222222222222/fileuploaderrole`;
const FORWARDER = `${ROLES}/222222222222/acme-warden-forwarder`;

const omitted = (name: string) => (statement: Statement) =>
  Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name));
const change = (more: Statement) => (statement: Statement) => ({ ...statement, ...more });

describe("a role lacks what its work needs", () => {
  test.each<[string, string, string, Change]>([
    [
      "the role is gone",
      RESPONDER,
      "no aws_iam_role of it has the ARN",
      gone("aws_iam_role", "Response_Role"),
    ],
    ["its policy is gone", FORWARDER, "events:PutEvents", gone("aws_iam_role_policy", "Findings")],
    [
      "a statement is gone",
      RESPONDER,
      "securityhub:BatchImportFindings",
      restated(responder, "FileFindings", () => undefined),
    ],
    [
      "an action is gone",
      RESPONDER,
      "s3:DeleteObjectVersion",
      restated(responder, "RemoveObjects", change({ Action: "s3:DeleteObject" })),
    ],
    [
      "the key is another",
      UPLOADER,
      "kms:Decrypt",
      restated(
        uploader,
        "UseTheBucketsKey",
        change({ Resource: "arn:aws:kms:us-east-1:222222222222:key/other" }),
      ),
    ],
    [
      "triage doesn't reach the detector",
      `${ROLES}/222222222222/securitymonitoringrole`,
      "guardduty:GetDetector",
      restated(
        ["aws_iam_role_policy", "SecurityMonitoring"],
        "TriageGuardDuty",
        change({ Resource: "arn:aws:guardduty:us-east-1:222222222222:filter/*" }),
      ),
    ],
  ])("where %s", async (_, path, because, alter) => {
    expect(await inPayments(alter, path)).toMatch(new RegExp(`^(broken|unknown): .*${because}`));
  });

  test("where AWS's own policy isn't attached", async () => {
    const detached = altered(
      organization,
      "audit-organization",
      gone("aws_iam_role_policy_attachment", "ConfigAggregator"),
    );
    expect(
      await outcome(
        privilegePaths,
        detached,
        `${ROLES}/111111111111/acme-warden-config-aggregator`,
      ),
    ).toMatch(/^broken: .*AWSConfigRoleForOrganizations is attached/);
  });

  test("where another policy than its own lets it do the work", async () => {
    const without = altered(organization, "audit", gone("aws_iam_role_policy", "Findings"));
    expect(
      await outcome(privilegePaths, without, `${ROLES}/111111111111/acme-warden-forwarder`),
    ).toMatch(/^broken: .*no policy of its own allows events:PutEvents/);
  });

  test("and the statement that is missing is told", async () => {
    const without = altered(invitation, "workload-payments", (json) => {
      remove(json, "aws_iam_role_policy", "Findings");
    });
    const [path] = await walked(privilegePaths, without, FORWARDER);

    expect(path?.hops.at(-1)?.mend?.map(({ argument, add }) => ({ argument, add }))).toEqual([
      {
        argument: "policy",
        add: {
          Effect: "Allow",
          Action: "events:PutEvents",
          Resource: "arn:aws:events:us-east-1:111111111111:event-bus/acme-warden-security",
        },
      },
    ]);
  });
});

describe("a role is granted what nobody needs", () => {
  test.each<[string, string, string, Change]>([
    [
      "a further action",
      RESPONDER,
      "remove s3:PutObject on arn:aws:s3:::acme-payments-prod/\\*",
      restated(
        responder,
        "AbortUploads",
        change({ Action: ["s3:AbortMultipartUpload", "s3:PutObject"] }),
      ),
    ],
    [
      "all actions",
      RESPONDER,
      "remove s3:\\* on",
      restated(responder, "AbortUploads", change({ Action: "s3:*" })),
    ],
    [
      "any resource",
      RESPONDER,
      "remove sns:Publish on \\*",
      restated(responder, "Alert", change({ Resource: "*" })),
    ],
    [
      "any policy to any role",
      RESPONDER,
      "remove iam:AttachRolePolicy on arn:aws:iam::222222222222:role/\\*.*no condition",
      restated(responder, "AttachQuarantine", omitted("Condition")),
    ],
    [
      "a further policy to any role",
      RESPONDER,
      "remove iam:AttachRolePolicy on.*ArnLike",
      restated(
        responder,
        "AttachQuarantine",
        change({
          Condition: { ArnLike: { "iam:PolicyARN": "arn:aws:iam::222222222222:policy/*" } },
        }),
      ),
    ],
    [
      "the quarantine to anything that has policies",
      RESPONDER,
      "remove iam:AttachRolePolicy on arn:aws:iam::222222222222:\\*",
      restated(responder, "AttachQuarantine", change({ Resource: "arn:aws:iam::222222222222:*" })),
    ],
    [
      "the alerts' key for any end",
      RESPONDER,
      "remove kms:Decrypt on",
      restated(responder, "AlertUnderKey", omitted("Condition")),
    ],
    [
      "all but what is named",
      RESPONDER,
      "allows by NotResource",
      restated(responder, "Alert", (statement) => ({
        ...omitted("Resource")(statement),
        NotResource: "arn:aws:sns:us-east-1:1:x",
      })),
    ],
    [
      "another policy besides",
      UPLOADER,
      "remove s3:DeleteObject on \\*",
      added("aws_iam_role_policy", () => ({
        name: "more",
        role: "FileUploaderRole",
        policy: granting("s3:DeleteObject"),
      })),
    ],
  ])("%s", async (_, path, because, alter) => {
    expect(await inPayments(alter, path)).toMatch(new RegExp(`^broken: .*${because}`));
  });

  test("by a policy within the role", async () => {
    const within = setTo("aws_iam_role", "FileUploader", "inline_policy", [
      { name: "more", policy: granting("s3:DeleteObject") },
    ]);
    expect(await inPayments(within, UPLOADER)).toMatch(/^broken: .*remove s3:DeleteObject on \*/);
  });

  const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  test.each<[string, Change]>([
    ["an argument", setTo("aws_iam_role", "FileUploader", "managed_policy_arns", [ADMINISTRATOR])],
    [
      "an attachment",
      added("aws_iam_role_policy_attachment", () => ({
        role: "FileUploaderRole",
        policy_arn: ADMINISTRATOR,
      })),
    ],
  ])("by a policy that no stack has, attached by %s: then nothing is proved", async (_, alter) => {
    expect(await inPayments(alter, UPLOADER)).toMatch(
      /^unknown: .*no stack has arn:aws:iam::aws:policy\/AdministratorAccess/,
    );
  });
});

describe("a stack has an identity of which nobody has said what it is for", () => {
  const IDENTITIES = "least-privilege/identities/workload-payments";
  const strange: readonly [string, Record<string, unknown>][] = [
    ["aws_iam_role", { name: "x", assume_role_policy: granting("sts:AssumeRole") }],
    ["aws_iam_user", { name: "x" }],
    ["aws_iam_role_policy", { name: "x", role: "somebody", policy: granting("*") }],
    [
      "aws_iam_role_policy_attachment",
      { role: "somebody", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    ],
    [
      "aws_iam_policy_attachment",
      {
        name: "x",
        roles: ["FileUploaderRole"],
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      },
    ],
    ["aws_iam_policy", { name: "x", policy: granting("*") }],
  ];

  test.each(strange)("%s", async (type, given) => {
    expect(
      await inPayments(
        added(type, () => given),
        IDENTITIES,
      ),
    ).toMatch(new RegExp(`^broken: .*no needs are declared for workload-payments ${type}.Added`));
  });

  test("nothing is proved of a stack that isn't there", async () => {
    const stacks = invitation.stacks.filter(({ name }) => name !== "workload-payments");
    expect(await outcome(privilegePaths, { ...invitation, stacks }, IDENTITIES)).toMatch(
      /^broken: there is the stack workload-payments/,
    );
  });
});

describe("a resource's policy is more or less than its flows", () => {
  const bus = ["aws_cloudwatch_event_bus_policy", "Bus"] as const;
  const key = ["aws_kms_key", "Key_"] as const;
  const BUS = `${POLICIES}/events/111111111111`;
  const TOPIC = `${POLICIES}/sns/111111111111`;
  const KEY = `${POLICIES}/kms/222222222222`;

  test.each<[string, string, string, Change]>([
    [
      "the bus has no policy",
      BUS,
      "events:PutEvents",
      gone("aws_cloudwatch_event_bus_policy", "Bus"),
    ],
    ["the topic is gone", TOPIC, "no stack has it", gone("aws_sns_topic", "Alerts")],
    [
      "alarms can't publish",
      TOPIC,
      "cloudwatch.amazonaws.com may not sns:Publish",
      restated(["aws_sns_topic_policy", "Alerts"], "AlarmsPublish", () => undefined),
    ],
    [
      "a member's named role may send",
      BUS,
      "remove events:PutEvents .* for AWS arn:aws:iam::222222222222:role/other",
      restated(bus, "ForwardersPutEvents", ({ Principal, ...statement }) => ({
        ...statement,
        Principal: {
          AWS: [...(Principal as { AWS: string[] }).AWS, "arn:aws:iam::222222222222:role/other"],
        },
      })),
    ],
    [
      "subscribers may be added",
      TOPIC,
      "remove sns:Subscribe",
      restated(
        ["aws_sns_topic_policy", "Alerts"],
        "RespondersPublish",
        change({ Action: ["sns:Publish", "sns:Subscribe"] }),
      ),
    ],
    [
      "the name of the role isn't asked for",
      BUS,
      "no condition",
      restated(bus, "ForwardersPutEvents", omitted("Condition")),
    ],
  ])("where %s", async (_, path, because, alter) => {
    expect(await inAudit(alter, path)).toMatch(new RegExp(`^broken: .*${because}`));
  });

  test.each<[string, string, string, Change]>([
    ["Macie can't read", KEY, "may not kms:Decrypt", restated(key, "MacieReads", () => undefined)],
    [
      "nobody may change the key's policy",
      KEY,
      "may not kms:CreateAlias",
      restated(
        key,
        "AccountManagesKey",
        change({ Action: ["kms:Decrypt", "kms:GenerateDataKey"] }),
      ),
    ],
    ["the alias leads to no key", KEY, "no stack has it", gone("aws_kms_alias", "Key")],
    [
      "the schedule may not call",
      `${POLICIES}/lambda/222222222222`,
      "rule/acme-warden-sweep|events.amazonaws.com may not lambda:InvokeFunction",
      gone("aws_lambda_permission", "Response_Triggers_AllowSweep"),
    ],
    [
      "the production bucket lets somebody in",
      `${POLICIES}/s3/acme-payments-prod`,
      "remove s3:ListBucket",
      setTo(
        "aws_s3_bucket_policy",
        "Production",
        "policy",
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::222222222222:role/x" },
              Action: "s3:ListBucket",
              Resource: "arn:aws:s3:::acme-payments-prod",
            },
          ],
        }),
      ),
    ],
  ])("where %s", async (_, path, because, alter) => {
    expect(await inPayments(alter, path)).toMatch(new RegExp(`^broken: .*(${because})`));
  });

  test("a key's own account may be let do all, as AWS's default does", async () => {
    expect(
      await inPayments(restated(key, "AccountManagesKey", change({ Action: "kms:*" })), KEY),
    ).toBe("holds");
  });
});

describe("a role is trusted too widely or too little", () => {
  const TRUST = "least-privilege/trust/iam/222222222222";
  const trusting = (Principal: unknown, Condition = {}): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition }],
    });

  test.each<[string, string, string, Change]>([
    [
      "a role of the account may become the responder",
      `${TRUST}/acme-warden-responder`,
      "lambda.amazonaws.com may not sts:AssumeRole",
      setTo(
        "aws_iam_role",
        "Response_Role",
        "assume_role_policy",
        trusting({ AWS: "arn:aws:iam::222222222222:role/x" }),
      ),
    ],
    [
      "another service may besides",
      `${TRUST}/acme-warden-responder`,
      "for Service ec2.amazonaws.com",
      setTo(
        "aws_iam_role",
        "Response_Role",
        "assume_role_policy",
        trusting({ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }),
      ),
    ],
    [
      "any rule may use the forwarder",
      `${TRUST}/acme-warden-forwarder`,
      "for Service events.amazonaws.com",
      setTo(
        "aws_iam_role",
        "Findings_Role",
        "assume_role_policy",
        trusting(
          { Service: "events.amazonaws.com" },
          { StringEquals: { "aws:SourceAccount": "222222222222" } },
        ),
      ),
    ],
    [
      "there is no trust",
      `${TRUST}/fileuploaderrole`,
      "its policy is there: .* has none",
      without("aws_iam_role", "FileUploader", "assume_role_policy"),
    ],
    [
      "nobody is trusted",
      `${TRUST}/fileuploaderrole`,
      "may not sts:AssumeRole",
      setTo("aws_iam_role", "FileUploader", "assume_role_policy", trusting({ AWS: [] })),
    ],
  ])("where %s", async (_, path, because, alter) => {
    expect(await inPayments(alter, path)).toMatch(new RegExp(`^broken: .*${because}`));
  });
});

describe("a document that is there to refuse", () => {
  const QUARANTINE = "least-privilege/documents/222222222222/acme-warden-quarantine";
  const quarantine = ["aws_iam_policy", "Response_Responder_Quarantine"] as const;

  test.each<[string, string, Change]>([
    [
      "allows something",
      "it allows",
      restated(quarantine, "NoLedger", change({ Effect: "Allow" })),
    ],
    [
      "says nothing",
      "it has no statement",
      setTo(...quarantine, "policy", '{"Version":"2012-10-17","Statement":[]}'),
    ],
    ["is gone", "no stack has it", gone(...quarantine)],
  ])("%s", async (_, because, alter) => {
    expect(await inPayments(alter, QUARANTINE)).toMatch(new RegExp(`^broken: .*${because}`));
  });

  test("the guardrails are held to it too", async () => {
    const opened = restated(
      ["aws_organizations_policy", "Guardrails", "content"],
      "Keys",
      change({ Effect: "Allow" }),
    );
    expect(
      await outcome(
        privilegePaths,
        altered(organization, "organization", opened),
        "least-privilege/documents/999999999999",
      ),
    ).toMatch(/^broken: .*it allows/);
  });
});
