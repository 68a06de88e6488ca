import { advance, describeAdvance, NOT_STARTED } from "../../cli/terraform/advance";
import { terraformEnvironment } from "../../cli/terraform/environment";
import { errorsIn, readMessage } from "../../cli/terraform/messages";
import { changesIn } from "../../cli/terraform/planned-changes";

describe("the environment of Terraform", () => {
  const from = {
    PATH: "/bin",
    HOME: "/home/ada",
    HTTPS_PROXY: "http://proxy",
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_ENDPOINT_URL: "https://real",
    TF_VAR_x: "1",
    TF_CLI_ARGS: "-lock=true",
  };

  test("holds nothing that could reach a real account", () => {
    const environment = terraformEnvironment({ from, cliConfigFile: "/rc" });

    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    expect(Object.values(environment).join(" ")).not.toMatch(/real|production/i);
  });

  test("passes on the search path, and nothing of Terraform's own variables", () => {
    const environment = terraformEnvironment({ from, cliConfigFile: "/rc" });

    expect(environment).toMatchObject({ PATH: "/bin", TF_CLI_CONFIG_FILE: "/rc" });
    expect(Object.keys(environment)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(TF_VAR_|TF_CLI_ARGS|AWS_PROFILE|HTTPS)/)]),
    );
  });

  test("lets init, and only init, use the proxy", () => {
    const online = terraformEnvironment({ from, cliConfigFile: undefined, online: true });

    expect(online).toHaveProperty("HTTPS_PROXY", "http://proxy");
    expect(online).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });
});

const hook = (type: string, addr: string, more: object = {}): string =>
  JSON.stringify({ type, hook: { resource: { addr }, action: "create", ...more } });
const planned = JSON.stringify({
  type: "change_summary",
  changes: { add: 2, change: 0, remove: 1, operation: "plan" },
});
const seen = (lines: readonly string[]): string => {
  const messages = lines.flatMap((line) => readMessage(line) ?? []);
  return describeAdvance(messages.reduce(advance, NOT_STARTED));
};

describe("the progress of Terraform", () => {
  test("is a plan until Terraform says how much there is to do", () => {
    expect(seen(["not json", hook("refresh_start", "a.b")])).toBe("planning");
  });

  test("names the resource that is waited for longest", () => {
    const lines = [
      planned,
      hook("apply_start", "aws_s3_bucket.a"),
      hook("apply_start", "aws_sqs_queue.b"),
      hook("apply_complete", "aws_s3_bucket.a"),
      hook("apply_start", "aws_kms_key.c"),
      hook("apply_progress", "aws_kms_key.c", { elapsed_seconds: 10 }),
      hook("apply_progress", "aws_sqs_queue.b", { elapsed_seconds: 20 }),
    ];
    expect(seen(lines)).toBe("1 of 3 resources, waiting for aws_sqs_queue.b (20 s)");
  });

  test("counts failures as done and data sources not at all", () => {
    const lines = [
      planned,
      hook("apply_start", "aws_sqs_queue.b"),
      hook("apply_errored", "aws_sqs_queue.b"),
      hook("apply_start", "data.aws_iam_role.r", { action: "read" }),
      hook("apply_complete", "data.aws_iam_role.r", { action: "read" }),
    ];
    expect(seen(lines)).toBe("1 of 3 resources");
  });
});

test("errors carry the address of their resource; warnings are left out", () => {
  const diagnostic = (severity: string, address?: string) =>
    readMessage(
      JSON.stringify({
        type: "diagnostic",
        diagnostic: { severity, summary: "creating S3 Bucket", detail: "403", address },
      }),
    );
  const messages = [
    diagnostic("error", "aws_s3_bucket.a"),
    diagnostic("warning", "aws_s3_bucket.b"),
    diagnostic("error"),
  ].flatMap((message) => message ?? []);

  expect(errorsIn(messages)).toEqual([
    "aws_s3_bucket.a: creating S3 Bucket: 403",
    "creating S3 Bucket: 403",
  ]);
});

test("a plan's changes are named with the attributes that differ", () => {
  const change = (actions: string[], before: object | null, after: object | null) => ({
    change: { actions, before, after },
  });
  const plan = {
    resource_changes: [
      { address: "aws_s3_bucket.same", ...change(["no-op"], { a: 1 }, { a: 1 }) },
      { address: "data.aws_iam_role.read", ...change(["read"], null, {}) },
      {
        address: "aws_s3_bucket_policy.drifted",
        ...change(["update"], { policy: "old", id: "b" }, { policy: "new", id: "b" }),
      },
      {
        address: "aws_kms_key.replaced",
        ...change(["delete", "create"], { arn: "x" }, {}),
      },
    ],
    output_changes: { url: change(["update"], { a: 1 }, { a: 2 }).change },
  };

  expect(changesIn(JSON.stringify(plan))).toEqual([
    { address: "aws_s3_bucket_policy.drifted", action: "update", attributes: ["policy"] },
    { address: "aws_kms_key.replaced", action: "delete+create", attributes: ["arn"] },
    { address: "output.url", action: "update", attributes: ["a"] },
  ]);
});
