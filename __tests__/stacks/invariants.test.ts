import path from "node:path";
import { loadConfig } from "../../config/load";
import { exampleConfig, exampleWorkload } from "../support/example";
import {
  allStatements,
  list,
  type PolicyStatement,
  type Properties,
  resources,
  type StackJson,
  statementsOf,
  synthesized,
} from "../support/synthesized";

/** Every setting that changes which resources or statements there are, at least once. */
const config = exampleConfig({
  workloads: [
    exampleWorkload({
      allowedUploaders: [
        "arn:aws:iam::222222222222:role/team/ingest",
        "arn:aws:iam::222222222222:user/etl",
        "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Uploader_0123/jane@example.com",
      ],
      breakGlass: ["arn:aws:iam::222222222222:role/break-glass"],
    }),
    exampleWorkload({
      name: "claims",
      accountId: "333333333333",
      bucketName: "acme-claims",
      monitoringAccess: "full",
      mfaDelete: "native",
      lifecycle: "none",
      responseMode: "prevent",
    }),
  ],
});
const byInvitation = synthesized(config);
const organization = synthesized(
  loadConfig(path.resolve(__dirname, "..", "..", "examples/organization/warden.config.ts")),
);
const stacks = [...byInvitation, ...organization];
const statements = stacks.flatMap(allStatements);

/** Every stack, by a label of its own. */
const labelled = [
  ...byInvitation.map((stack) => ({ label: stack.name, stack })),
  ...organization.map((stack) => ({ label: `${stack.name} of an organization`, stack })),
];

/** Where `Resource: "*"` stands in an Allow, and why it can't be narrower. */
const STAR_RESOURCES: Readonly<Record<string, string>> = {
  aws_kms_key: "in a key policy it names the key itself",
  ReadWithoutResource: "these read-only calls take no resource in IAM",
};

const blockedBy = (stack: StackJson, type: string, bucket: string): Properties[] =>
  resources(stack, type)
    .map(([, properties]) => properties)
    .filter((properties) => properties.bucket === bucket);

/** Each bucket by the reference that the resources around it use. */
const buckets = labelled.flatMap(({ label, stack }) =>
  resources(stack, "aws_s3_bucket").map(([address]) => ({
    label,
    stack,
    address,
    reference: `\${${address}.id}`,
  })),
);

/** `aws_sqs_queue.X` of every `${aws_sqs_queue.X.arn}`. */
const addressesUsed = ({ json }: StackJson): string[] =>
  [...JSON.stringify(json).matchAll(/\b(aws_[a-z0-9_]+\.[\w-]+)\.[a-z]/g)].map(
    ([, address = ""]) => address,
  );

/** Stacks that must have what the tests below look at in every stack. */
test.each([
  ["aws_cloudtrail", ["audit", "audit-organization", "workload-claims"]],
  ["aws_cloudwatch_event_target", ["audit", "audit-eu-west-1", "workload-ledger-eu-west-1"]],
  ["aws_lambda_function", ["workload-payments"]],
])("there is %s in %j", (type, names) => {
  const having = stacks.filter((stack) => resources(stack, type).length > 0);

  expect(having.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});

test("there is something to look at", () => {
  expect(byInvitation.map(({ name }) => name)).toEqual([
    "audit",
    "workload-payments",
    "workload-claims",
  ]);
  expect(organization).toHaveLength(12);
  expect(buckets.length).toBeGreaterThan(15);
  expect(statements.length).toBeGreaterThan(200);
  expect(stacks.flatMap((stack) => [...addressesUsed(stack)]).length).toBeGreaterThan(500);
});

test("no policy allows a star action", () => {
  const stars = statements.filter(
    ([, { Effect, Action }]) =>
      Effect === "Allow" && list(Action).some((action) => action.includes("*")),
  );

  expect(stars).toEqual([]);
});

test("no policy allows everybody, but for everybody of the organization", () => {
  // An organization's accounts come and go: its id says who they are, and a role's name which of
  // their principals, where a list of accounts would change with each of them.
  const isBound = ({ Condition }: PolicyStatement) =>
    Condition?.StringEquals?.["aws:PrincipalOrgID"] === "o-a1b2c3d4e5" &&
    /^arn:aws:iam::\*:role\/[\w-]+$/.test(String(Condition.ArnLike?.["aws:PrincipalArn"]));
  const open = statements.filter(
    ([, statement]) =>
      statement.Effect === "Allow" &&
      JSON.stringify(statement.Principal ?? "").includes('"*"') &&
      !isBound(statement),
  );

  expect(open).toEqual([]);
});

test("a star resource is allowed only where AWS takes no other", () => {
  const stars = statements.filter(
    ([where, { Effect, Resource }]) =>
      Effect === "Allow" &&
      list(Resource).includes("*") &&
      !Object.keys(STAR_RESOURCES).some((known) => where.includes(known)),
  );

  expect(stars).toEqual([]);
});

test("a service may use a resource only for a named account or resource of it", () => {
  const SOURCES = /aws:SourceA|aws:SourceOrgID|kms:EncryptionContext|logs:arn/i;
  /**
   * EventBridge to SNS takes no condition; Lambda and AWS Config aren't known to send a source when
   * they assume a role.
   */
  const unconditional = [
    "aws_sns_topic_policy",
    "aws_iam_role.Response_Role",
    "aws_iam_role.ConfigAggregator_Role",
  ];

  const loose = statements.filter(
    ([where, { Effect, Principal, Condition }]) =>
      Effect === "Allow" &&
      JSON.stringify(Principal ?? "").includes('"Service"') &&
      !SOURCES.test(JSON.stringify(Condition ?? "")) &&
      !unconditional.some((known) => where.includes(known)),
  );

  expect(loose).toEqual([]);
});

describe.each(buckets)("bucket $address of $label", ({ stack, reference }) => {
  test("is reached by TLS only", () => {
    const policies = blockedBy(stack, "aws_s3_bucket_policy", reference);

    const tls = policies
      .flatMap(({ policy }) => statementsOf(policy))
      .filter(({ Sid }) => Sid === "TlsOnly");

    expect(tls).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ]);
    expect(tls[0]?.Resource).toHaveLength(2);
  });

  test("is encrypted", () => {
    const [encryption] = blockedBy(
      stack,
      "aws_s3_bucket_server_side_encryption_configuration",
      reference,
    );

    expect(JSON.stringify(encryption)).toMatch(/"sse_algorithm":"(aws:kms|AES256)"/);
  });

  test("can't be made public", () => {
    expect(blockedBy(stack, "aws_s3_bucket_public_access_block", reference)).toEqual([
      expect.objectContaining({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    ]);
    expect(blockedBy(stack, "aws_s3_bucket_ownership_controls", reference)).toEqual([
      expect.objectContaining({ rule: { object_ownership: "BucketOwnerEnforced" } }),
    ]);
  });

  test("keeps its versions", () => {
    expect(blockedBy(stack, "aws_s3_bucket_versioning", reference)).toEqual([
      expect.objectContaining({ versioning_configuration: { status: "Enabled" } }),
    ]);
  });
});

describe.each(labelled)("stack $label", ({ stack }) => {
  const { json, accountId } = stack;

  test.each([
    ["aws_sns_topic", "kms_master_key_id"],
    ["aws_sqs_queue", "sqs_managed_sse_enabled"],
    ["aws_cloudwatch_log_group", "kms_key_id"],
    ["aws_cloudtrail", "kms_key_id"],
    ["aws_config_delivery_channel", "s3_kms_key_arn"],
  ])("every %s is encrypted (%s)", (type, argument) => {
    const plain = resources(stack, type).filter(([, properties]) => !properties[argument]);

    expect(plain).toEqual([]);
  });

  test("every trail covers all regions and validates its log files", () => {
    const trails = resources(stack, "aws_cloudtrail").map(([, trail]) => trail);

    for (const trail of trails) {
      expect(trail).toMatchObject({
        enable_log_file_validation: true,
        is_multi_region_trail: true,
      });
    }
  });

  test("every EventBridge target has a dead-letter queue of the stack and retries", () => {
    for (const [, target] of resources(stack, "aws_cloudwatch_event_target")) {
      expect(target).toMatchObject({
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\./) },
        retry_policy: { maximum_retry_attempts: 185 },
      });
    }
  });

  test("every function has a place for its failures", () => {
    const functions = resources(stack, "aws_lambda_function");
    const deliveries = resources(stack, "aws_lambda_function_event_invoke_config");

    expect(deliveries.map(([, { function_name }]) => function_name)).toEqual(
      functions.map(([address]) => `\${${address}.function_name}`),
    );
    for (const [, delivery] of deliveries) {
      expect(JSON.stringify(delivery.destination_config)).toContain("on_failure");
    }
  });

  test("the provider can touch the stack's own account only", () => {
    expect(json.provider.aws.length).toBeGreaterThan(0);
    for (const provider of json.provider.aws) {
      expect(provider).toMatchObject({
        allowed_account_ids: [accountId],
        assume_role: [{ role_arn: `arn:aws:iam::${accountId}:role/BucketWardenDeployment` }],
      });
    }
  });

  test("nothing refers to another stack", () => {
    const text = JSON.stringify(json);
    const declared = [json.resource, json.data ?? {}].flatMap((blocks) =>
      Object.entries(blocks).flatMap(([type, ids]) =>
        Object.keys(ids).map((id) => `${type}.${id}`),
      ),
    );

    expect(text).not.toContain("terraform_remote_state");
    expect(Object.values(json.output ?? {}).filter(({ sensitive }) => sensitive)).toEqual([]);
    expect(addressesUsed(stack).filter((address) => !declared.includes(address))).toEqual([]);
  });
});

/** One of the organization's workloads stands for the others. */
const kinds = labelled.filter(({ label }) => !/(claims|ledger).* of an organization/.test(label));

describe.each(kinds)("stack $label", ({ stack: { json } }) => {
  test("keeps its addresses: renaming one replaces a resource unless it is moved", () => {
    const addresses = Object.fromEntries(
      Object.entries(json.resource).map(([type, ids]) => [type, Object.keys(ids)]),
    );

    expect(addresses).toMatchSnapshot();
  });
});
