import { exampleConfig } from "../support/example";
import { findSeed, INCIDENT_RESPONSE, MONITORING } from "../support/seeds";
import { allStatements, list, resources, synthesized } from "../support/synthesized";

const stacks = synthesized(exampleConfig());

describe("the incident-response requirements", () => {
  test.each(INCIDENT_RESPONSE)("$line: $type in the $stack stack", (row) => {
    expect(findSeed(row, stacks)).not.toEqual([]);
  });

  test("no full-access policy is attached to the responder", () => {
    const attachments = stacks.flatMap((stack) =>
      resources(stack, "aws_iam_role_policy_attachment"),
    );

    expect(attachments).toEqual([]);
  });
});

describe("the monitoring requirements", () => {
  test.each(MONITORING)("$line: $type in the $stack stack", (row) => {
    expect(findSeed(row, stacks)).not.toEqual([]);
  });

  test("FileUploaderRole may do what the requirement says, and use the key, and nothing else", () => {
    const workload = stacks.filter(({ kind }) => kind === "workload");

    const actions = workload
      .flatMap(allStatements)
      .filter(([where]) => where.includes("aws_iam_role_policy.FileUploader"))
      .flatMap(([, { Action }]) => list(Action));

    expect(actions.sort()).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
    ]);
  });
});
