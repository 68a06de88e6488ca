import { parseConfig } from "../../../config/load";
import type { TerraformStack } from "../../../proof/model/stack";
import { deliveryPaths } from "../../../proof/paths/deliveries";
import { outcomeOf, saidOf, walkedOf } from "../../support/one-path";
import { committed, notProved, pathsOfFamily, type Proven } from "../../support/proof";
import { CONFIG } from "./deliveries/config";
import { LOGS } from "./deliveries/logs";
import { LOOKUPS_AND_RULES } from "./deliveries/lookups";
import { MACIE } from "./deliveries/macie";
import { MALWARE_SCANNER } from "./deliveries/malware-scanner";
import { ORGANIZATION } from "./deliveries/organization";
import { TRAILS } from "./deliveries/trails";

const invitation = committed("invitation");
const organization = committed("organization");

const idsOf = async (...asked: Parameters<typeof walkedOf>) =>
  (await walkedOf(...asked)).map(({ id }) => id.replace("deliveries/", ""));

test.each(["invitation", "organization"] as const)(
  "everything arrives in its archive, by %s",
  async (membership) => {
    const paths = await pathsOfFamily(committed(membership), "deliveries");

    expect(notProved(paths)).toEqual([]);
    expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
  },
);

test("each trail, log group, recorder, archive and bucket has a path", async () => {
  expect(await idsOf(organization, deliveryPaths, null, "")).toMatchInlineSnapshot(`
    [
      "trail/999999999999/acme-warden-organization/calls",
      "trail/999999999999/acme-warden-organization/archive/999999999999",
      "trail/999999999999/acme-warden-organization/archive/111111111111",
      "trail/999999999999/acme-warden-organization/log-group",
      "log-group/111111111111/us-east-1/aws/cloudtrail/acme-warden",
      "config/111111111111/us-east-1",
      "config/111111111111/eu-west-1",
      "config-aggregator/o-a1b2c3d4e5",
      "macie/111111111111/us-east-1",
      "access-logs/acme-warden-trail-111111111111",
      "access-logs/acme-warden-config-111111111111",
      "access-logs/acme-warden-macie-111111111111",
      "access-logs/acme-warden-queries-111111111111",
    ]
  `);
  expect(await idsOf(organization, deliveryPaths, "payments", "")).toMatchInlineSnapshot(`
    [
      "trail/222222222222/acme-warden/calls",
      "trail/222222222222/acme-warden/archive/222222222222",
      "trail/222222222222/acme-warden/log-group",
      "trail/999999999999/acme-warden-organization/archive/222222222222",
      "log-group/222222222222/us-east-1/aws/cloudtrail/acme-warden",
      "log-group/222222222222/us-east-1/aws/lambda/acme-warden-responder",
      "config/222222222222/us-east-1",
      "config/222222222222/eu-west-1",
      "config-rules/222222222222/s3_bucket_server_side_encryption_enabled",
      "config-rules/222222222222/s3_bucket_public_read_prohibited",
      "config-rules/222222222222/s3_bucket_public_write_prohibited",
      "macie-reading/222222222222/acme-payments-prod",
      "access-logs/acme-payments-prod",
      "malware-scanner/222222222222/acme-payments-prod",
      "key-lookups/222222222222",
    ]
  `);
});

test("by invitation each account has a whole trail, an aggregator's leave and a Macie of its own", async () => {
  expect(await idsOf(invitation, deliveryPaths, "payments", "")).toMatchInlineSnapshot(`
    [
      "trail/222222222222/acme-warden/calls",
      "trail/222222222222/acme-warden/archive/222222222222",
      "trail/222222222222/acme-warden/log-group",
      "log-group/222222222222/us-east-1/aws/cloudtrail/acme-warden",
      "log-group/222222222222/us-east-1/aws/lambda/acme-warden-responder",
      "config/222222222222/us-east-1",
      "config-rules/222222222222/s3_bucket_server_side_encryption_enabled",
      "config-rules/222222222222/s3_bucket_public_read_prohibited",
      "config-rules/222222222222/s3_bucket_public_write_prohibited",
      "config-aggregator/222222222222/us-east-1",
      "macie/222222222222/us-east-1",
      "macie-reading/222222222222/acme-payments-prod",
      "access-logs/acme-payments-prod",
      "key-lookups/222222222222",
    ]
  `);
});

const SPOILT = [
  TRAILS,
  LOGS,
  CONFIG,
  LOOKUPS_AND_RULES,
  MACIE,
  MALWARE_SCANNER,
  ORGANIZATION,
].flat();

describe.each(SPOILT)("$title", (spoilt) => {
  test.each(spoilt.rows)("when %s", async (...spoiling) => {
    const said = await saidOf(spoilt, deliveryPaths, spoiling);

    expect(said).toMatch(/^(broken|unknown): /);
    expect(said).toMatch(spoiling[3]);
  });
});

const withExisting = (existing: object): Proven => {
  const { config, stacks } = invitation;
  const workloads = config.workloads.map((workload) => ({ ...workload, existing }));
  return { config: parseConfig("warden.config.ts", { ...config, workloads }), stacks };
};

test("what is left to its owner delivers where the owner says", async () => {
  const left = withExisting({ regions: { "us-east-1": { recorder: "leave", macie: "leave" } } });

  const ids = await idsOf(left, deliveryPaths, "payments", "");

  expect(ids.filter((id) => /^(config|macie)\//.test(id))).toEqual([]);
});

const beside = (arguments_: object): Proven => {
  const stack: TerraformStack = {
    name: "shop",
    file: "shop.tf.json",
    json: {
      provider: { aws: { region: "us-east-1", allowed_account_ids: ["444455556666"] } },
      resource: {
        aws_kms_key: { Key: {} },
        aws_cloudwatch_log_group: { Orders: { name: "/shop/orders", ...arguments_ } },
      },
    },
  };
  return { ...invitation, stacks: [...invitation.stacks, stack] };
};

test("a user's own log group is judged as well, where it has a key", async () => {
  const path = "deliveries/log-group/444455556666/us-east-1/shop/orders";
  const encrypted = beside({ kms_key_id: "${aws_kms_key.Key.arn}" });

  const said = outcomeOf(await walkedOf(encrypted, deliveryPaths, null, path));
  const ids = await idsOf(beside({}), deliveryPaths, null, "");

  expect(said).toMatch("logs.us-east-1.amazonaws.com may not kms:Decrypt");
  expect(ids.filter((id) => id.includes("shop"))).toEqual([]);
});

test("a broken delivery says which statement is missing, and where", async () => {
  const { config, stacks } = invitation;
  const emptied = stacks.map((stack) => (stack.name === "audit" ? withoutTrails(stack) : stack));

  const [path] = await walkedOf(
    { config, stacks: emptied },
    deliveryPaths,
    "payments",
    "deliveries/trail/222222222222/acme-warden/archive",
  );

  const mends = path?.hops
    .at(-1)
    ?.mend?.map(({ at, argument, add }) => [at?.address, argument, add]);
  expect(mends).toEqual([
    [
      "aws_s3_bucket_policy.TrailArchive_Policy_CA56E98D",
      "policy",
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::acme-warden-trail-111111111111",
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnLike: {
            "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:222222222222:trail/acme-warden",
          },
        },
      },
    ],
  ]);
});

const withoutTrails = (stack: TerraformStack): TerraformStack =>
  JSON.parse(
    JSON.stringify(stack).replaceAll("s3:GetBucketAcl", "s3:ListBucket"),
  ) as TerraformStack;
