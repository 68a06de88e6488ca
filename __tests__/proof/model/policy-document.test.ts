import { estateOf } from "../../support/hand-stacks";

function documentOf(given: object) {
  const data = { aws_iam_policy_document: { D: given } };
  const json = estateOf({}, { data } as never)
    .resources("data.aws_iam_policy_document")[0]
    ?.value("json");
  return typeof json === "string" ? (JSON.parse(json) as unknown) : undefined;
}

describe("a policy document of Terraform's", () => {
  test("is the JSON that its blocks mean", () => {
    const statement = [
      {
        sid: "Read",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::b/&{aws:username}/*"],
        principals: [
          { type: "AWS", identifiers: ["1", "2"] },
          { type: "Service", identifiers: ["s3.amazonaws.com"] },
        ],
        condition: [
          { test: "StringEquals", variable: "aws:userid", values: ["a"] },
          { test: "StringEquals", variable: "aws:userid", values: ["b"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
        ],
      },
      {
        effect: "Deny",
        not_actions: ["s3:*"],
        not_resources: ["*"],
        not_principals: { type: "AWS", identifiers: "*" },
      },
    ];

    expect(documentOf({ statement })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Principal: { AWS: ["1", "2"], Service: ["s3.amazonaws.com"] },
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::b/${aws:username}/*"],
          Condition: {
            StringEquals: { "aws:userid": ["a", "b"] },
            Bool: { "aws:SecureTransport": ["true"] },
          },
        },
        { Effect: "Deny", NotPrincipal: { AWS: ["*"] }, NotAction: ["s3:*"], NotResource: ["*"] },
      ],
    });
  });

  test("of the type star is for everybody", () => {
    const statement = {
      actions: ["a:B"],
      resources: ["*"],
      principals: { type: "*", identifiers: ["*"] },
    };

    expect(documentOf({ statement })).toMatchObject({ Statement: [{ Principal: "*" }] });
  });

  test.each([
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json",
  ])("isn't known where it merges others: %s", (name) => {
    expect(documentOf({ statement: [], [name]: ["{}"] })).toBeUndefined();
  });

  test("isn't known where its statements are made by a loop", () => {
    expect(documentOf({ dynamic: { statement: { content: {} } } })).toBeUndefined();
  });
});
