import type { Asked } from "../../../proof/decide/asker";
import { decide } from "../../../proof/decide/decide";
import { Estate } from "../../../proof/model/estate";
import type { Blocks } from "../../../proof/model/stack";
import {
  allowing,
  denying,
  estateOf,
  HERE,
  policyText,
  REGION,
  stackOf,
  THERE,
} from "../../support/hand-stacks";
import { asking, eva, QUEUE, queue, ROLE, role, zoe } from "./asked";

async function mendsOf(estate: Estate, given: Partial<Asked> = {}) {
  const { verdict, mend = [] } = await decide(estate, asking(given));
  return {
    verdict,
    mend: mend.map(({ at, argument, add }) => ({ at: at?.address, argument, add })),
  };
}
const mends = (resource: Blocks, given: Partial<Asked> = {}) => mendsOf(estateOf(resource), given);

const send = allowing("sqs:SendMessage");
const grant = { Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE };
const other = denying("s3:GetObject", "*", { Principal: "*" });

describe("what is missing is named, with the least that would mend it:", () => {
  test("a statement of the role's own", async () => {
    const mend = [{ at: "aws_iam_role.R", argument: "policy", add: grant }];

    expect(await mends({ ...role(), ...queue() })).toEqual({ verdict: "refused", mend });
    expect(await mends({ ...role(), ...queue(other) })).toEqual({ verdict: "refused", mend });
  });

  test("a statement of the queue's policy, for a service and its source", async () => {
    const who = {
      service: "events.amazonaws.com",
      sourceAccount: HERE,
      sourceArn: "arn:aws:events:x",
    };
    const add = {
      ...grant,
      Principal: { Service: "events.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": HERE },
        ArnLike: { "aws:SourceArn": "arn:aws:events:x" },
      },
    };

    expect((await mends(queue(other), { who })).mend).toEqual([
      { at: "aws_sqs_queue_policy.QP", argument: "policy", add },
    ]);
    expect((await mends(queue(), { who })).mend).toEqual([
      { at: "aws_sqs_queue.Q", argument: "policy", add },
    ]);
  });

  test("both, across accounts", async () => {
    const resource = QUEUE.replace(HERE, THERE);
    const estate = new Estate([
      stackOf("here", role()),
      stackOf("far", queue(), { accountId: THERE }),
    ]);

    expect((await mendsOf(estate, { resource })).mend).toEqual([
      { at: "aws_iam_role.R", argument: "policy", add: { ...grant, Resource: resource } },
      {
        at: "aws_sqs_queue.Q",
        argument: "policy",
        add: { ...grant, Resource: resource, Principal: { AWS: ROLE } },
      },
    ]);
  });

  test("a statement of the boundary", async () => {
    const bounded = {
      ...role([send], { permissions_boundary: `arn:aws:iam::${HERE}:policy/limit` }),
      ...queue(),
      aws_iam_policy: { B: { name: "limit", policy: policyText(allowing("s3:*")) } },
    };

    expect((await mends(bounded)).mend).toEqual([
      { at: "aws_iam_policy.B", argument: "policy", add: grant },
    ]);
  });

  test("a statement of a role's trust, without a resource", async () => {
    const given = { who: zoe, action: "sts:AssumeRole", resource: ROLE };
    const add = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: zoe.arn } };

    expect((await mends(role(), given)).mend).toEqual([
      { at: "aws_iam_role.R", argument: "assume_role_policy", add },
    ]);
    expect((await mends(role(), { ...given, who: eva })).mend).toMatchObject([
      { argument: "assume_role_policy" },
    ]);
  });

  test("a statement of a key's policy, which alone is enough", async () => {
    const estate = estateOf({
      ...role(),
      aws_kms_key: { K: { policy: policyText(denying("kms:Encrypt", "*", { Principal: "*" })) } },
    });
    const resource = String(estate.resources("aws_kms_key")[0]?.value("arn"));

    expect((await mendsOf(estate, { action: "kms:Decrypt", resource })).mend).toEqual([
      {
        at: "aws_kms_key.K",
        argument: "policy",
        add: { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", Principal: { AWS: ROLE } },
      },
    ]);
  });

  test("a statement of the role's own, where the key leaves it to IAM", async () => {
    const estate = estateOf({ ...role(), aws_kms_key: { K: {} } });
    const resource = String(estate.resources("aws_kms_key")[0]?.value("arn"));

    expect((await mendsOf(estate, { action: "kms:Decrypt", resource })).mend).toMatchObject([
      { at: "aws_iam_role.R", argument: "policy" },
    ]);
  });

  test("a permission of a function", async () => {
    const resource = `arn:aws:lambda:${REGION}:${HERE}:function:f`;
    const who = { service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::b", sourceAccount: HERE };
    const blocks = { aws_lambda_function: { F: { function_name: "f" } } };

    expect((await mends(blocks, { who, action: "lambda:InvokeFunction", resource })).mend).toEqual([
      {
        at: "aws_lambda_function.F",
        argument: "aws_lambda_permission",
        add: {
          action: "lambda:InvokeFunction",
          function_name: "f",
          principal: "s3.amazonaws.com",
          source_account: HERE,
          source_arn: "arn:aws:s3:::b",
        },
      },
    ]);
  });
});

test("whoever carries out what is proposed is allowed", async () => {
  const { mend } = await mends({ ...role(), ...queue() });
  const added = mend.map(({ add }) => add as object);

  expect(await mends({ ...role(added), ...queue() })).toEqual({ verdict: "allowed", mend: [] });
});

test("what is denied isn't mended by allowing it once more", async () => {
  expect(await mends({ ...role([send, denying("sqs:*")]), ...queue() })).toEqual({
    verdict: "refused",
    mend: [],
  });
});
