import path from "node:path";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { TerraformStack, Testing } from "cdktf";
import { loadConfig } from "../../config/load";
import { Ledger } from "../../constructs/ledger";
import { PrivateBucket } from "../../constructs/private-bucket";
import { protect } from "../../constructs/protection";
import { exampleConfig, exampleWorkload } from "../support/example";
import { type StackJson, synthesized } from "../support/synthesized";

interface Resource {
  readonly bucket?: string;
  readonly deletion_protection_enabled?: boolean;
  readonly lifecycle?: { readonly prevent_destroy?: boolean; readonly ignore_changes?: string[] };
}
type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

const addressesOf = (resources: Resources, wanted: (resource: Resource) => boolean): string[] =>
  Object.entries(resources).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([, resource]) => wanted(resource))
      .map(([id]) => `${type}.${id}`),
  );
const protectedIn = (resources: Resources): string[] =>
  addressesOf(resources, ({ lifecycle }) => lifecycle?.prevent_destroy === true);

function synth(build: (stack: TerraformStack) => void): Resources {
  const stack = new TerraformStack(Testing.app(), "stack");
  build(stack);
  return (JSON.parse(Testing.synth(stack)) as { resource: Resources }).resource;
}

const bucket = (stack: TerraformStack, id: string) =>
  new PrivateBucket(stack, id, {
    name: id.toLowerCase(),
    arn: `arn:aws:s3:::${id.toLowerCase()}`,
    encryption: "AES256",
    statements: [],
    objectLock: { mode: "GOVERNANCE", days: 1 },
    lifecycle: [{ id: "tidy", status: "Enabled" }],
    accessLogs: "logs",
  });

test("a protected bucket keeps all that belongs to it, and its neighbour can go", () => {
  const resources = synth((stack) => {
    protect(bucket(stack, "Kept"));
    bucket(stack, "Other");
  });
  const all = addressesOf(resources, () => true);

  expect(protectedIn(resources)).toEqual(all.filter((address) => address.includes(".Kept")));
  expect(protectedIn(resources)).toHaveLength(all.length / 2);
  expect(all.length).toBeGreaterThan(16);
});

test("what a resource's lifecycle says besides stays", () => {
  const { aws_dynamodb_table_item: items = {} } = synth((stack) => {
    protect(new Ledger(stack, "Ledger", { tableName: "ledger", bucket: "box" }));
  });

  expect(Object.values(items).map(({ lifecycle }) => lifecycle)).toEqual([
    { ignore_changes: ["item"], prevent_destroy: true },
  ]);
});

test("a table is protected by DynamoDB too, against other hands than Terraform's", () => {
  const { aws_dynamodb_table: tables = {} } = synth((stack) => {
    protect(new Ledger(stack, "Kept", { tableName: "kept", bucket: "box" }));
    new DynamodbTable(stack, "Other", { name: "other" });
  });

  expect(Object.values(tables).map((table) => table.deletion_protection_enabled)).toEqual([
    true,
    undefined,
  ]);
});

/** Constructs of a stack by the first part of their addresses. */
const ofConstructs = ({ json }: StackJson, constructs: readonly string[]): string[] =>
  addressesOf(json.resource as Resources, () => true).filter((address) =>
    constructs.some((construct) => address.split(".")[1]?.startsWith(`${construct}_`)),
  );

const EVIDENCE = ["ConfigArchive", "LogsKey", "MacieResults", "TrailArchive"];
const GUARDED = ["Key", "Ledger", "Production"];

const byInvitation = synthesized(
  exampleConfig({
    furtherRegions: ["eu-west-1"],
    workloads: [
      exampleWorkload(),
      exampleWorkload({
        name: "claims",
        accountId: "333333333333",
        bucketName: "acme-claims",
        state: "retiring",
      }),
    ],
  }),
);
const organizationExample = path.resolve("examples", "organization", "warden.config.ts");
const byOrganization = synthesized(loadConfig(organizationExample));

describe.each([
  ["by invitation", byInvitation],
  ["in an organization", byOrganization],
])("%s", (_title, stacks) => {
  const [audit] = stacks;
  const homes = stacks.filter(({ kind, scope }) => kind === "workload" && scope === "home");

  test("the audit account's evidence stays, and nothing else of it", () => {
    const expected = audit ? ofConstructs(audit, EVIDENCE) : [];

    expect(protectedIn(audit?.json.resource as Resources)).toEqual(expected);
    expect(expected.filter((address) => /^aws_(s3_bucket|kms_key)\./.test(address))).toHaveLength(
      4,
    );
  });

  test.each(homes.map((stack) => [stack.name, stack] as const))(
    "%s keeps bucket, key and ledger unless it is retiring",
    (_name, stack) => {
      const isRetiring = stack.workload?.state === "retiring";

      expect(protectedIn(stack.json.resource as Resources)).toEqual(
        isRetiring ? [] : ofConstructs(stack, GUARDED),
      );
      expect(ofConstructs(stack, GUARDED).length).toBeGreaterThan(12);
    },
  );
});

test("a retiring workload's ledger can be deleted", () => {
  const retiring = byInvitation.find(({ workload }) => workload?.state === "retiring");

  expect(retiring?.json.resource.aws_dynamodb_table).toBeDefined();
  expect(JSON.stringify(retiring?.json.resource.aws_dynamodb_table)).not.toContain(
    "deletion_protection",
  );
});
