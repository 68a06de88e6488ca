import { exampleConfig, exampleWorkload } from "../support/example";
import {
  allStatements,
  list,
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
const stacks = synthesized(config);
const statements = stacks.flatMap(allStatements);

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
const buckets = stacks.flatMap((stack) =>
  resources(stack, "aws_s3_bucket").map(([address]) => ({
    stack,
    address,
    reference: `\${${address}.id}`,
  })),
);

test("there is something to look at", () => {
  expect(stacks.map(({ name }) => name)).toEqual(["audit", "workload-payments", "workload-claims"]);
  expect(buckets).toHaveLength(7);
  expect(statements.length).toBeGreaterThan(100);
});

test("no policy allows a star action", () => {
  const stars = statements.filter(
    ([, { Effect, Action }]) =>
      Effect === "Allow" && list(Action).some((action) => action.includes("*")),
  );

  expect(stars).toEqual([]);
});

test("no policy allows everybody", () => {
  const open = statements.filter(
    ([, { Effect, Principal }]) =>
      Effect === "Allow" && JSON.stringify(Principal ?? "").includes('"*"'),
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
  const SOURCES = /aws:SourceA|kms:EncryptionContext|logs:arn/i;
  /** EventBridge to SNS takes no condition, and Lambda sends no source when it assumes a role. */
  const unconditional = ["aws_sns_topic_policy", "aws_iam_role.Response_Role"];

  const loose = statements.filter(
    ([where, { Effect, Principal, Condition }]) =>
      Effect === "Allow" &&
      JSON.stringify(Principal ?? "").includes("Service") &&
      !SOURCES.test(JSON.stringify(Condition ?? "")) &&
      !unconditional.some((known) => where.includes(known)),
  );

  expect(loose).toEqual([]);
});

describe.each(buckets)("bucket $address of $stack.name", ({ stack, reference }) => {
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

describe.each(stacks)("stack $name", (stack) => {
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

    expect(trails).toEqual([
      expect.objectContaining({ enable_log_file_validation: true, is_multi_region_trail: true }),
    ]);
  });

  test("every EventBridge target has a dead-letter queue of the stack and retries", () => {
    const targets = resources(stack, "aws_cloudwatch_event_target");

    expect(targets.length).toBeGreaterThan(0);
    for (const [, target] of targets) {
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
    expect(json.provider.aws).toEqual([
      expect.objectContaining({
        allowed_account_ids: [accountId],
        assume_role: [
          expect.objectContaining({
            role_arn: `arn:aws:iam::${accountId}:role/BucketWardenDeployment`,
          }),
        ],
      }),
    ]);
  });

  test("nothing refers to another stack", () => {
    const text = JSON.stringify(json);
    const declared = [json.resource, json.data ?? {}].flatMap((blocks) =>
      Object.entries(blocks).flatMap(([type, ids]) =>
        Object.keys(ids).map((id) => `${type}.${id}`),
      ),
    );
    const used = [...text.matchAll(/\b(aws_[a-z0-9_]+\.[\w-]+)\.[a-z]/g)].map(
      ([, address]) => address,
    );

    expect(text).not.toContain("terraform_remote_state");
    expect(Object.values(json.output ?? {}).filter(({ sensitive }) => sensitive)).toEqual([]);
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((address) => !declared.includes(address ?? ""))).toEqual([]);
  });

  test("keeps its addresses: renaming one replaces a resource unless it is moved", () => {
    const addresses = Object.fromEntries(
      Object.entries(json.resource).map(([type, ids]) => [type, Object.keys(ids)]),
    );

    expect(addresses).toMatchSnapshot();
  });
});
