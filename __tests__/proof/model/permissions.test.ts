import { Estate } from "../../../proof/model/estate";
import { marksIn } from "../../../proof/model/expressions";
import { ownedBy } from "../../../proof/model/policies";
import {
  allowing,
  estateOf,
  HERE,
  policyText,
  REGION,
  stackOf,
  THERE,
} from "../../support/hand-stacks";

const BUS = `arn:aws:events:${REGION}:${HERE}:event-bus/b`;
const FUNCTION = `arn:aws:lambda:${REGION}:${HERE}:function:f`;

const policyOf = (estate: Estate, arn: string) => ownedBy(estate, arn)?.policy?.policy;
const statementsOf = (estate: Estate, arn: string) => policyOf(estate, arn)?.Statement;
const text = policyText(allowing("*"));

describe("a function's policy", () => {
  const permitted = (...permissions: object[]) =>
    statementsOf(
      estateOf({
        aws_lambda_function: { F: { function_name: "f" } },
        aws_lambda_permission: Object.fromEntries(
          permissions.map((one, index) => [
            `P${index}`,
            { function_name: "f", action: "lambda:InvokeFunction", ...one },
          ]),
        ),
      }),
      FUNCTION,
    );

  test("is made of its permissions, with what they want of the source", () => {
    const s3 = {
      principal: "s3.amazonaws.com",
      source_account: HERE,
      source_arn: "arn:aws:s3:::b",
    };

    expect(permitted(s3, { principal: THERE, principal_org_id: "o-a1" })).toMatchObject([
      {
        Principal: { Service: "s3.amazonaws.com" },
        Resource: FUNCTION,
        Condition: {
          StringEquals: { "AWS:SourceAccount": HERE },
          ArnLike: { "AWS:SourceArn": "arn:aws:s3:::b" },
        },
      },
      { Principal: { AWS: THERE }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1" } } },
    ]);
  });

  test("takes a role with a dot in its name for no service", () => {
    const principal = `arn:aws:iam::${THERE}:role/a.b`;

    expect(permitted({ principal })).toMatchObject([{ Principal: { AWS: principal } }]);
  });

  test("of a version is for the version", () => {
    expect(permitted({ principal: THERE, qualifier: "live" })).toMatchObject([
      { Resource: `${FUNCTION}:live` },
    ]);
  });

  test("of another function is none of its", () => {
    expect(permitted({ principal: THERE, function_name: "g" })).toBeUndefined();
  });

  test("of another account's function of the same name is none of its", () => {
    const permission = {
      P: { function_name: "f", action: "lambda:InvokeFunction", principal: "*" },
    };
    const estate = new Estate([
      stackOf("here", { aws_lambda_function: { F: { function_name: "f" } } }),
      stackOf("far", { aws_lambda_permission: permission }, { accountId: THERE }),
    ]);

    expect(policyOf(estate, FUNCTION)).toBeUndefined();
  });
});

describe("a bus's permissions", () => {
  const permission = {
    principal: "*",
    statement_id: "Org",
    event_bus_name: "b",
    condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1" },
  };
  const bus = { aws_cloudwatch_event_bus: { B: { name: "b" } } };

  test("are statements of its policy", () => {
    const estate = estateOf({ ...bus, aws_cloudwatch_event_permission: { P: permission } });

    expect(statementsOf(estate, BUS)).toEqual([
      {
        Sid: "Org",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: BUS,
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1" } },
      },
    ]);
  });

  test("contend with a policy of the bus", () => {
    const estate = estateOf({
      ...bus,
      aws_cloudwatch_event_permission: { P: permission },
      aws_cloudwatch_event_bus_policy: { Q: { event_bus_name: "b", policy: text } },
    });

    expect(marksIn(JSON.stringify(policyOf(estate, BUS)))).toHaveLength(1);
  });
});
