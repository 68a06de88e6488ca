import { auditNames, workloadNames } from "../../config/names";
import { auditDocuments } from "../../policies/audit-documents";
import { productionBucketPolicy, type ProductionBucketPolicyProps } from "../../policies/buckets";
import { policyJson, tlsOnly } from "../../policies/document";
import { quarantinePolicy, responderPolicy } from "../../policies/responder";
import { exampleConfig } from "../support/example";
import { allow, ask, document, named } from "../support/policies";

/** The policies, decided by a policy engine: what they mean, not how they are written. */
const config = exampleConfig();
const audit = auditNames(config);
const names = workloadNames(config, { accountId: "222222222222", bucketName: "acme-payments" });

const KEY = "arn:aws:kms:us-east-1:222222222222:key/11111111-1111-1111-1111-111111111111";
const OBJECT = `${names.bucketArn}/report.csv`;
const SESSION = "arn:aws:sts::222222222222:assumed-role";
const RESPONDER = `${SESSION}/acme-responder/acme-responder`;

const BREAK_GLASS = "arn:aws:iam::222222222222:user/break-glass";

const bucketStatements = (props: Partial<ProductionBucketPolicyProps> = {}) => [
  ...productionBucketPolicy({
    bucketArn: names.bucketArn,
    keyArn: KEY,
    responderRoleArn: names.responderRoleArn,
    blockedUserIds: "AIDAOTHER",
    sparedArns: [names.responderRoleArn, names.deploymentRoleArn, BREAK_GLASS],
    tagKeepersArns: [names.responderRoleArn, BREAK_GLASS],
    ...props,
  }),
  tlsOnly("s3:*", [names.bucketArn, `${names.bucketArn}/*`]),
];

const bucketPolicy = (...blocked: string[]) =>
  document(bucketStatements({ blockedUserIds: blocked as unknown as string }));

describe("the production bucket's policy", () => {
  const put = (context: Record<string, string>, ...blocked: string[]) =>
    ask({
      action: "s3:PutObject",
      resource: OBJECT,
      resourcePolicy: bucketPolicy(...blocked),
      context,
    });

  test("lets an upload through that leaves the encryption to the bucket", async () => {
    await expect(put({}, "AIDAOTHER")).resolves.toBe("allowed");
  });

  test("lets an upload through that names the bucket's own key", async () => {
    const headers = {
      "s3:x-amz-server-side-encryption": "aws:kms",
      "s3:x-amz-server-side-encryption-aws-kms-key-id": KEY,
    };

    await expect(put(headers, "AIDAOTHER")).resolves.toBe("allowed");
  });

  test("lets an upload through that gives the bucket's owner all control", async () => {
    const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };

    await expect(put(acl, "AIDAOTHER")).resolves.toBe("allowed");
  });

  test.each([
    [
      "another key",
      { "s3:x-amz-server-side-encryption-aws-kms-key-id": `${KEY}2` },
      "OnlyTheBucketsKey",
    ],
    ["another encryption", { "s3:x-amz-server-side-encryption": "AES256" }, "OnlyKmsEncryption"],
    ["a public ACL", { "s3:x-amz-acl": "public-read" }, "OnlyTheOwnersAcl"],
    ["its own retention", { "s3:object-lock-mode": "COMPLIANCE" }, "NoOwnLockMode"],
    [
      "its own date of retention",
      { "s3:object-lock-retain-until-date": "2126-01-01T00:00:00Z" },
      "NoOwnLockDate",
    ],
    ["a legal hold", { "s3:object-lock-legal-hold": "ON" }, "NoOwnLegalHold"],
    ["no TLS", { "aws:SecureTransport": "false" }, "TlsOnly"],
  ])("refuses an upload with %s", async (_, context: Record<string, string>, sid) => {
    await expect(put(context, "AIDAOTHER")).resolves.toContain(`statement ${sid}`);
  });

  test.each([
    ["a user", "AIDAJANE", "AIDAJANE"],
    ["any session of a role", "AROAROLE:*", "AROAROLE:whatever"],
    ["one session of a role", "AROASSO:jane@example.com", "AROASSO:jane@example.com"],
    ["a federated user", "222222222222:jane", "222222222222:jane"],
    ["root", "222222222222", "222222222222"],
  ])("refuses the uploads of %s on the denylist", async (_, blocked, userid) => {
    await expect(put({ "aws:userid": userid }, "AIDAX", blocked)).resolves.toContain(
      "statement BucketWardenDenylist",
    );
  });

  test("blocks one session of a role and no other", async () => {
    const context = { "aws:userid": "AROASSO:john@example.com" };

    await expect(put(context, "AROASSO:jane@example.com")).resolves.toBe("allowed");
  });

  test.each([
    ["the responder", RESPONDER],
    ["the deployment role", `${SESSION}/BucketWardenDeployment/terraform`],
    ["break-glass", BREAK_GLASS],
  ])("can be mended by %s even when everybody is blocked", async (_, principal) => {
    const mend = (action: string) =>
      ask({ action, resource: names.bucketArn, resourcePolicy: bucketPolicy("*"), principal });
    await expect(mend("s3:PutBucketPolicy")).resolves.toBe("allowed");
    await expect(mend("s3:DeleteBucketPolicy")).resolves.toBe("allowed");
  });

  test("blocks a caller without an ARN as well", async () => {
    await expect(
      ask({
        action: "s3:PutObject",
        resource: OBJECT,
        resourcePolicy: bucketPolicy("anonymous"),
        context: { "aws:userid": "anonymous" },
        withoutContext: ["aws:PrincipalArn"],
      }),
    ).resolves.toContain("BucketWardenDenylist");
  });

  test.each(["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])(
    "a blocked principal can't undo it by %s",
    async (action) => {
      const question = {
        action,
        resource: names.bucketArn,
        resourcePolicy: bucketPolicy("AIDAJANE"),
      };

      await expect(ask(question)).resolves.toContain("statement BucketWardenDenylist");
    },
  );

  test.each([
    ["the responder", RESPONDER],
    ["the deployment role", `${SESSION}/BucketWardenDeployment/terraform`],
    ["break-glass", BREAK_GLASS],
  ])("%s may mend the policy even when everybody is blocked", async (_, principal) => {
    const question = {
      action: "s3:PutBucketPolicy",
      resource: names.bucketArn,
      resourcePolicy: bucketPolicy("*"),
    };

    await expect(ask({ ...question, principal })).resolves.toBe("allowed");
    await expect(ask(question)).resolves.toContain("statement BucketWardenDenylist");
  });

  const REFUSED = { "s3:ExistingObjectTag/bucket-warden": "refused" };
  const onTagged = (action: string, context: Record<string, string>, principal?: string) =>
    ask({
      action,
      resource: OBJECT,
      resourcePolicy: bucketPolicy("AIDAOTHER"),
      context,
      ...(principal !== undefined && { principal }),
    });

  describe.each([
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObjectTagging",
    "s3:PutObjectVersionTagging",
    "s3:DeleteObjectTagging",
    "s3:DeleteObjectVersionTagging",
  ])("%s", (action) => {
    test("is refused on a version that is tagged as refused, to the deployment role as well", async () => {
      const deployment = `${SESSION}/BucketWardenDeployment/terraform`;

      await expect(onTagged(action, REFUSED)).resolves.toContain("statement KeepRefused");
      await expect(onTagged(action, REFUSED, deployment)).resolves.toContain(
        "statement KeepRefused",
      );
    });

    test.each([RESPONDER, BREAK_GLASS])("is left to %s", async (principal) => {
      await expect(onTagged(action, REFUSED, principal)).resolves.toBe("allowed");
    });

    test.each([{}, { "s3:ExistingObjectTag/bucket-warden": "seen" }])(
      "is allowed where the tags are %j",
      async (context: Record<string, string>) => {
        await expect(onTagged(action, context)).resolves.toBe("allowed");
      },
    );
  });

  describe("that prevents", () => {
    const resourcePolicy = document(
      bucketStatements({ onlyUploaders: ["AIDAJANE", "AROAUPLOADER:*", "AROASHARED:nightly"] }),
    );
    const write = (userid: string | undefined, action = "s3:PutObject") =>
      ask({
        action,
        resource: OBJECT,
        resourcePolicy,
        context: userid === undefined ? {} : { "aws:userid": userid },
        ...(userid === undefined && { withoutContext: ["aws:userid"] }),
      });

    test.each(["AIDAJANE", "AROAUPLOADER:anything", "AROASHARED:nightly"])(
      "lets %s write",
      async (userid) => {
        await expect(write(userid)).resolves.toBe("allowed");
        await expect(write(userid, "s3:ReplicateObject")).resolves.toBe("allowed");
      },
    );

    test.each([
      ["another user", "AIDAJOHN"],
      ["another session of a role of many", "AROASHARED:hourly"],
      ["root", "222222222222"],
      ["a caller without a user id", undefined],
    ])("refuses the writes of %s", async (_, userid) => {
      await expect(write(userid)).resolves.toContain("statement OnlyUploaders");
      await expect(write(userid, "s3:ReplicateObject")).resolves.toContain(
        "statement OnlyUploaders",
      );
    });

    test("leaves reading to IAM", async () => {
      await expect(write("AIDAJOHN", "s3:GetObject")).resolves.toBe("allowed");
    });
  });

  test("leaves most of S3's 20 KB to the denylist", () => {
    const bytes = Buffer.byteLength(policyJson(bucketStatements()));

    expect(bytes).toBeLessThan(4_096);
  });

  const remove = (principal: string, context: Record<string, string>) =>
    ask({
      action: "s3:DeleteObjectVersion",
      resource: OBJECT,
      principal,
      context,
      resourcePolicy: bucketPolicy("X"),
    });

  test("refuses a deletion without MFA, said or unsaid", async () => {
    const jane = "arn:aws:iam::222222222222:user/jane";

    await expect(remove(jane, {})).resolves.toContain("statement DeletionNeedsMfa");
    await expect(remove(jane, { "aws:MultiFactorAuthPresent": "false" })).resolves.toContain(
      "statement DeletionNeedsMfa",
    );
  });

  const ROOT = names.rootArn;

  test("asks root for MFA as well", async () => {
    await expect(remove(ROOT, {})).resolves.toContain("statement DeletionNeedsMfa");
    await expect(remove(ROOT, { "aws:MultiFactorAuthPresent": "true" })).resolves.toBe("allowed");
  });

  describe("beside S3's own MFA delete", () => {
    const resourcePolicy = document(bucketStatements({ rootArn: ROOT }));
    const deletion = { action: "s3:DeleteObjectVersion", resource: OBJECT, resourcePolicy };

    test("leaves root's keys, which carry no MFA, to S3", async () => {
      await expect(ask({ ...deletion, principal: ROOT })).resolves.toBe("allowed");
    });

    test("spares root alone: neither its account's users nor another account's root", async () => {
      const others = [
        "arn:aws:iam::222222222222:user/jane",
        "arn:aws:iam::222222222222:user/root",
        `${SESSION}/root/root`,
      ];

      for (const principal of others) {
        await expect(ask({ ...deletion, principal })).resolves.toContain(
          "statement DeletionNeedsMfa",
        );
      }
      await expect(
        ask({ ...deletion, principal: "arn:aws:iam::999999999999:root" }),
      ).resolves.not.toBe("allowed");
    });

    test("still lets the responder delete", async () => {
      await expect(ask({ ...deletion, principal: RESPONDER })).resolves.toBe("allowed");
    });
  });

  test("lets a deletion through with MFA, and the responder's without", async () => {
    await expect(
      remove("arn:aws:iam::222222222222:user/jane", { "aws:MultiFactorAuthPresent": "true" }),
    ).resolves.toBe("allowed");
    await expect(remove(RESPONDER, { "aws:MultiFactorAuthPresent": "false" })).resolves.toBe(
      "allowed",
    );
  });
});

describe("the responder's role", () => {
  const respond = (action: string, resource: string, context: Record<string, string> = {}) =>
    ask({
      action,
      resource,
      principal: RESPONDER,
      context,
      identityPolicies: [
        named(
          responderPolicy({
            names,
            audit,
            alertsKeyArn: KEY,
            failuresQueueArn: "arn:aws:sqs:us-east-1:222222222222:q",
          }),
        ),
      ],
    });
  const user = "arn:aws:iam::222222222222:user/team/jane";

  test("may attach the quarantine to any user", async () => {
    await expect(
      respond("iam:AttachUserPolicy", user, { "iam:PolicyARN": names.quarantinePolicyArn }),
    ).resolves.toBe("allowed");
  });

  test.each([
    [
      "attach an administrator's policy",
      "iam:AttachUserPolicy",
      user,
      { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
    ],
    [
      "detach a quarantine",
      "iam:DetachUserPolicy",
      user,
      { "iam:PolicyARN": names.quarantinePolicyArn },
    ],
    ["decrypt objects", "kms:Decrypt", `${KEY}2`, {}],
    ["write objects", "s3:PutObject", OBJECT, {}],
    ["delete the bucket's policy", "s3:DeleteBucketPolicy", names.bucketArn, {}],
    ["touch another bucket's policy", "s3:PutBucketPolicy", "arn:aws:s3:::other", {}],
    ["publish to another topic", "sns:Publish", "arn:aws:sns:us-east-1:111111111111:other", {}],
  ])("may not %s", async (_, action, resource, context: Record<string, string>) => {
    await expect(respond(action, resource, context)).resolves.toMatch(
      /no statement of an identity-based policy/,
    );
  });
});

test.each([
  ["write to the bucket", "s3:PutObject", OBJECT, {}, "NoWriting"],
  [
    "shake it off",
    "iam:DetachUserPolicy",
    "arn:aws:iam::222222222222:user/jane",
    { "iam:PolicyARN": names.quarantinePolicyArn },
    "NoDetaching",
  ],
  ["rewrite it", "iam:CreatePolicyVersion", names.quarantinePolicyArn, {}, "NoRewriting"],
  ["forge the ledger", "dynamodb:UpdateItem", names.ledgerTableArn, {}, "NoLedger"],
  ["change the bucket policy", "s3:PutBucketPolicy", names.bucketArn, {}, "NoWriting"],
  ["hush the notification", "s3:PutBucketNotification", names.bucketArn, {}, "NoWriting"],
  ["replace the responder", "lambda:UpdateFunctionCode", names.responderArn, {}, "NoDisarming"],
  ["starve the responder", "lambda:PutFunctionConcurrency", names.responderArn, {}, "NoDisarming"],
  ["have somebody else blocked", "lambda:InvokeFunction", names.responderArn, {}, "NoDisarming"],
  ["let another in to do so", "lambda:AddPermission", names.responderArn, {}, "NoDisarming"],
  [
    "switch the rule off",
    "events:DisableRule",
    "arn:aws:events:us-east-1:222222222222:rule/acme-uploads",
    {},
    "NoSilencing",
  ],
])(
  "a principal in quarantine can't %s",
  async (_, action, resource, context: Record<string, string>, sid) => {
    const identityPolicies = [named([allow(action, resource)]), named(quarantinePolicy(names))];

    await expect(ask({ action, resource, context, identityPolicies })).resolves.toContain(
      `statement ${sid}`,
    );
  },
);

describe("the audit account's policies", () => {
  const documents = auditDocuments(config);
  const publish = (principal: string) =>
    ask({
      action: "sns:Publish",
      resource: audit.alertsTopicArn,
      resourceAccount: audit.place.accountId,
      resourcePolicy: document(documents.alertsTopic),
      principal,
    });
  const putEvents = (principal: string) =>
    ask({
      action: "events:PutEvents",
      resource: audit.busArn,
      resourceAccount: audit.place.accountId,
      resourcePolicy: document(documents.securityBus),
      principal,
    });

  test("let a workload's responder publish alerts, and its forwarder put findings", async () => {
    await expect(publish(RESPONDER)).resolves.toBe("allowed");
    await expect(putEvents(`${SESSION}/acme-forwarder/x`)).resolves.toBe("allowed");
  });

  test.each([
    ["another role of a workload account", `${SESSION}/other/x`],
    ["a namesake in a foreign account", "arn:aws:sts::999999999999:assumed-role/acme-responder/x"],
    ["a foreign forwarder", "arn:aws:sts::999999999999:assumed-role/acme-forwarder/x"],
  ])("let in neither on the topic nor on the bus %s", async (_, principal) => {
    await expect(publish(principal)).resolves.toMatch(/no statement of a resource-based policy/);
    await expect(putEvents(principal)).resolves.toMatch(/no statement of a resource-based policy/);
  });

  const deliver = (trailArn: string, accountId: string) =>
    ask({
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${audit.trailArchive}/AWSLogs/${accountId}/CloudTrail/x.json.gz`,
      resourceAccount: audit.place.accountId,
      resourcePolicy: document(documents.trailArchive),
      identityPolicies: [],
      principal: "cloudtrail.amazonaws.com",
      context: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
    });

  test("let the named trails deliver, and no other account's", async () => {
    await expect(deliver(names.trailArn, "222222222222")).resolves.toBe("allowed");
    await expect(
      deliver("arn:aws:cloudtrail:us-east-1:999999999999:trail/acme", "222222222222"),
    ).resolves.not.toBe("allowed");
    await expect(deliver(names.trailArn, "999999999999")).resolves.not.toBe("allowed");
  });
});
