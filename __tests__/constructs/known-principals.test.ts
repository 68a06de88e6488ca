import "../support/cdktf-matchers";
import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { DataAwsIamUser } from "@cdktf/provider-aws/lib/data-aws-iam-user";
import { TerraformOutput } from "cdktf";
import { KnownPrincipals } from "../../constructs/known-principals";
import { synth } from "../support/scope";

const lookUp = (...arns: string[]) => {
  const json = synth((stack) => {
    const { userIds } = new KnownPrincipals(stack, "Known", arns);
    new TerraformOutput(stack, "ids", { value: userIds.join(" "), staticId: true });
  });
  return {
    json,
    ids: (JSON.parse(json) as { output: { ids: { value: string } } }).output.ids.value,
  };
};

test("a user is known by its unique id", () => {
  const { json, ids } = lookUp("arn:aws:iam::222222222222:user/team/etl");

  expect(json).toHaveDataSourceWithProperties(DataAwsIamUser, { user_name: "etl" });
  expect(ids).toMatch(/^\$\{data\.aws_iam_user\.[\w-]+\.user_id\}$/);
});

test("a role is known by all its sessions, whatever its path", () => {
  const { json, ids } = lookUp("arn:aws:iam::222222222222:role/team/ingest");

  expect(json).toHaveDataSourceWithProperties(DataAwsIamRole, { name: "ingest" });
  expect(ids).toMatch(/^\$\{data\.aws_iam_role\.[\w-]+\.unique_id\}:\*$/);
});

test("people of IAM Identity Center are known by their own session of the shared role", () => {
  const role = "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Uploader_0123";

  const { json, ids } = lookUp(`${role}/jane@example.com`, `${role}/john@example.com`);

  expect(ids).toMatch(/unique_id\}:jane@example\.com \$\{.*unique_id\}:john@example\.com$/);
  expect(json.match(/"name": "AWSReservedSSO_Uploader_0123"/g)).toHaveLength(1);
});
