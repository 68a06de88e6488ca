import { auditNames, workloadNames } from "../../config/names";
import { inOrganization } from "../../config/organization-names";
import { auditDocuments } from "../../policies/audit-documents";
import { policyJson, type Statement } from "../../policies/document";
import { exampleConfig, manyWorkloads, organizationConfig } from "../support/example";
import { ask, type Asked, document } from "../support/policies";

/** The audit account's policies in organization mode, decided by a policy engine. */
const config = organizationConfig();
const audit = auditNames(config);
const organization = inOrganization(config);
const documents = auditDocuments(config);
const names = workloadNames(config, { accountId: "222222222222", bucketName: "acme-payments" });

/** Of a member that the configuration doesn't name: it joined after the last apply. */
const MEMBER = "555555555555";
const OURS = { "aws:PrincipalOrgID": organization.id };
const FOREIGN = { "aws:PrincipalOrgID": "o-somebodyelse" };
const session = (role: string, account = MEMBER) =>
  `arn:aws:sts::${account}:assumed-role/${role}/x`;

interface Door {
  readonly what: string;
  readonly policy: readonly Statement[];
  readonly action: string;
  readonly resource: string;
  readonly role: string;
  readonly context?: Readonly<Record<string, string>>;
}

const KEY = "arn:aws:kms:us-east-1:111111111111:key/11111111-1111-1111-1111-111111111111";
const VIA_SNS = { "kms:ViaService": "sns.us-east-1.amazonaws.com" };

const encryptAlerts: Door = {
  what: "encrypt alerts",
  policy: documents.alertsKey,
  action: "kms:GenerateDataKey",
  resource: KEY,
  role: "acme-responder",
  context: VIA_SNS,
};

/** Where members' roles come in, and as which role. */
const doors: readonly Door[] = [
  {
    what: "publish alerts",
    policy: documents.alertsTopic,
    action: "sns:Publish",
    resource: audit.alertsTopicArn,
    role: "acme-responder",
  },
  encryptAlerts,
  {
    what: "put findings",
    policy: documents.securityBus,
    action: "events:PutEvents",
    resource: audit.busArn,
    role: "acme-forwarder",
  },
  {
    what: "find the logs key",
    policy: documents.logsKey,
    action: "kms:DescribeKey",
    resource: KEY,
    role: "BucketWardenDeployment",
  },
  {
    what: "find the alerts key",
    policy: documents.alertsKey,
    action: "kms:DescribeKey",
    resource: KEY,
    role: "BucketWardenDeployment",
  },
];

const come = (
  { policy, action, resource, context }: Door,
  principal: string,
  of: Readonly<Record<string, string>> = OURS,
) =>
  ask({
    action,
    resource,
    principal,
    resourceAccount: "111111111111",
    resourcePolicy: document(policy),
    context: { ...context, ...of },
  });

describe.each(doors)("who may $what", (door) => {
  test("is that role of every account of the organization", async () => {
    await expect(come(door, session(door.role))).resolves.toBe("allowed");
  });

  test.each([
    ["another role of a member", session("Administrator"), OURS],
    ["a user of a member", `arn:aws:iam::${MEMBER}:user/${door.role}`, OURS],
    ["a namesake of another organization", session(door.role), FOREIGN],
    ["a namesake without an organization", session(door.role), {}],
  ])("isn't %s", async (_, principal, of) => {
    await expect(come(door, principal, of)).resolves.toMatch(
      /no statement of a resource-based policy/,
    );
  });
});

test("a responder encrypts under the alerts key by way of SNS only", async () => {
  const direct = { ...encryptAlerts, context: {} };

  await expect(come(direct, session("acme-responder"))).resolves.toMatch(/no statement/);
});

const serve = (question: Asked & { readonly policy: readonly Statement[] }) =>
  ask({
    resourceAccount: "111111111111",
    identityPolicies: [],
    resourcePolicy: document(question.policy),
    ...question,
  });

describe("CloudTrail", () => {
  const BUCKET = `arn:aws:s3:::${audit.trailArchive}`;
  const ACL = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const trailOf = (accountId: string, name = "acme") =>
    `arn:aws:cloudtrail:us-east-1:${accountId}:trail/${name}`;
  const MEMBERS = { "aws:SourceArn": trailOf(MEMBER), "aws:SourceOrgID": organization.id };
  const ORGANIZATIONS = { "aws:SourceArn": organization.trailArn };

  const deliver = (folder: string, context: Record<string, string>) =>
    serve({
      policy: documents.trailArchive,
      action: "s3:PutObject",
      resource: `${BUCKET}/AWSLogs/${folder}/CloudTrail/x.json.gz`,
      principal: "cloudtrail.amazonaws.com",
      context: { ...ACL, ...context },
    });
  const encrypt = (context: Record<string, string>) =>
    serve({
      policy: documents.logsKey,
      action: "kms:GenerateDataKey",
      resource: KEY,
      principal: "cloudtrail.amazonaws.com",
      context: {
        "kms:EncryptionContext:aws:cloudtrail:arn": context["aws:SourceArn"] ?? "",
        ...context,
      },
    });

  test("delivers the organization's trail, which is the management account's", async () => {
    expect(organization.trailArn).toBe(
      "arn:aws:cloudtrail:us-east-1:999999999999:trail/acme-organization",
    );
    await expect(deliver(`${organization.id}/${MEMBER}`, ORGANIZATIONS)).resolves.toBe("allowed");
    await expect(deliver("999999999999", ORGANIZATIONS)).resolves.toBe("allowed");
    await expect(encrypt(ORGANIZATIONS)).resolves.toBe("allowed");
  });

  test("delivers the trail of a member that nobody named", async () => {
    await expect(deliver(MEMBER, MEMBERS)).resolves.toBe("allowed");
    await expect(encrypt(MEMBERS)).resolves.toBe("allowed");
  });

  test.each([
    ["a foreign account's trail of the same name", { "aws:SourceArn": trailOf("666666666666") }],
    [
      "a trail of another organization",
      { "aws:SourceArn": trailOf("666666666666"), "aws:SourceOrgID": "o-somebodyelse" },
    ],
    [
      "another trail of a member",
      { "aws:SourceArn": trailOf(MEMBER, "mine"), "aws:SourceOrgID": organization.id },
    ],
    [
      "a member's trail that has the name of the organization's",
      { "aws:SourceArn": trailOf(MEMBER, "acme-organization"), "aws:SourceOrgID": organization.id },
    ],
    ["a trail that doesn't say its name", { "aws:SourceOrgID": organization.id }],
  ])("doesn't deliver %s", async (_, context: Record<string, string>) => {
    await expect(deliver(MEMBER, context)).resolves.toMatch(/no statement/);
    await expect(deliver(organization.id, context)).resolves.toMatch(/no statement/);
    await expect(encrypt(context)).resolves.toMatch(/no statement/);
  });

  test("doesn't keep the organization's trail elsewhere than in the organization's folders", async () => {
    await expect(deliver(MEMBER, ORGANIZATIONS)).resolves.toMatch(/no statement/);
  });

  test("encrypts no other trail's log under the name of one that may", async () => {
    const forged = { "kms:EncryptionContext:aws:cloudtrail:arn": trailOf(MEMBER, "mine") };

    await expect(encrypt({ ...MEMBERS, ...forged })).resolves.toMatch(/no statement/);
    await expect(encrypt({ ...ORGANIZATIONS, ...forged })).resolves.toMatch(/no statement/);
  });
});

describe("AWS Config", () => {
  const deliver = (context: Record<string, string>) =>
    serve({
      policy: documents.configArchive,
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${audit.configArchive}/AWSLogs/${MEMBER}/Config/us-east-1/x.json.gz`,
      principal: "config.amazonaws.com",
      context: { "s3:x-amz-acl": "bucket-owner-full-control", ...context },
    });
  const encrypt = (context: Record<string, string>) =>
    serve({
      policy: documents.logsKey,
      action: "kms:GenerateDataKey",
      resource: KEY,
      principal: "config.amazonaws.com",
      context,
    });

  test("delivers for every member, and for nobody else", async () => {
    const member = { "aws:SourceOrgID": organization.id, "aws:SourceAccount": MEMBER };

    await expect(deliver(member)).resolves.toBe("allowed");
    await expect(encrypt(member)).resolves.toBe("allowed");
    for (const deputy of [
      { "aws:SourceOrgID": "o-somebodyelse", "aws:SourceAccount": "666666666666" },
      { "aws:SourceAccount": "666666666666" },
    ]) {
      await expect(deliver(deputy)).resolves.toMatch(/no statement/);
      await expect(encrypt(deputy)).resolves.toMatch(/no statement/);
    }
  });
});

describe.each([
  ["organization", config, "111111111111"],
  ["invitation", exampleConfig(), "222222222222"],
] as const)("Macie's results in %s mode", (_, of, accountId) => {
  const { macieResults, logsKey } = auditDocuments(of);
  const from = (account: string, resource: string) => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": `arn:aws:macie2:us-east-1:${account}:${resource}`,
  });
  const deliver = (context: Record<string, string>, principal = "macie.amazonaws.com") =>
    serve({
      policy: macieResults,
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${audit.macieResults}/AWSLogs/x.jsonl.gz`,
      principal,
      context,
    });
  const encrypt = (context: Record<string, string>) =>
    serve({
      policy: logsKey,
      action: "kms:GenerateDataKey",
      resource: KEY,
      principal: "macie.amazonaws.com",
      context,
    });

  test.each(["classification-job/abc", "export-configuration:abc"])(
    "come from the account that runs the jobs (%s)",
    async (resource) => {
      await expect(deliver(from(accountId, resource))).resolves.toBe("allowed");
      await expect(encrypt(from(accountId, resource))).resolves.toBe("allowed");
    },
  );

  test.each([
    ["a foreign account", from("666666666666", "classification-job/abc")],
    [
      "a foreign job",
      {
        ...from("666666666666", "classification-job/abc"),
        "aws:SourceAccount": accountId,
        "aws:SourceArn": "arn:aws:macie2:eu-west-1:666666666666:classification-job/abc",
      },
    ],
    ["another part of Macie", from(accountId, "member/abc")],
    ["nobody in particular", {}],
  ])("don't come from %s", async (_, context: Record<string, string>) => {
    await expect(deliver(context)).resolves.toMatch(/no statement/);
    await expect(encrypt(context)).resolves.toMatch(/no statement/);
  });
});

test("a further account changes none of the policies, and a thousand don't either", () => {
  const thousand = organizationConfig({ workloads: manyWorkloads(1000) });

  expect(auditDocuments(thousand)).toEqual(documents);
});

test("no policy names a workload's account", () => {
  const text = policyJson(Object.values(documents).flat());

  expect(text).not.toContain(names.place.accountId);
});
