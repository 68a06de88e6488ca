import fc from "fast-check";
import {
  entriesInForce,
  isInForce,
  sameMeaning,
  withStatement,
} from "../../../../lambda/responder/contain/bucket-policy";
import { denylistStatement } from "../../../../lambda/responder/contain/denylist";

const ARN = "arn:aws:s3:::acme-production";
const SPARED = "arn:aws:iam::111111111111:role/warden-responder";
const target = {
  bucketArn: ARN,
  sparedArns: [SPARED, "arn:aws:iam::111111111111:role/BucketWardenDeployment"],
};
const wanted = denylistStatement(target, ["AIDAX", "bucket-warden:nobody"]);
const older = denylistStatement(target, ["bucket-warden:nobody"]);
const tlsOnly = { Sid: "TlsOnly", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: ARN };

const statementsOf = (policy: string) => (JSON.parse(policy) as { Statement: unknown[] }).Statement;

/** JSON itself can't hold -0. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const foreign = fc.record(
  {
    Sid: fc.string().filter((sid) => sid !== wanted.Sid),
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.oneof(fc.string(), fc.array(fc.string())),
    Condition: json,
  },
  { requiredKeys: ["Effect"] },
);

test("a bucket without a policy gets one with our statement alone", () => {
  expect(JSON.parse(withStatement(undefined, wanted))).toEqual({
    Version: "2012-10-17",
    Statement: [wanted],
  });
});

test("our statement is replaced in its place", () => {
  const policy = JSON.stringify({ Id: "p", Statement: [older, tlsOnly] });
  expect(JSON.parse(withStatement(policy, wanted))).toEqual({
    Id: "p",
    Statement: [wanted, tlsOnly],
  });
});

test("a single statement may stand without a list", () => {
  const policy = JSON.stringify({ Version: "2008-10-17", Statement: tlsOnly });
  expect(statementsOf(withStatement(policy, wanted))).toEqual([tlsOnly, wanted]);
});

test("every other statement stays as it was and where it was", () => {
  const lists = fc.tuple(fc.array(foreign), fc.array(foreign), fc.boolean());
  fc.assert(
    fc.property(lists, ([before, after, hasOurs]) => {
      const Statement = [...before, ...(hasOurs ? [older] : []), ...after];

      const merged = withStatement(JSON.stringify({ Version: "2012-10-17", Statement }), wanted);

      const expected = hasOurs ? [...before, wanted, ...after] : [...before, ...after, wanted];
      expect(statementsOf(merged)).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
  );
});

test("merging twice is merging once, and then the statement is in force", () => {
  fc.assert(
    fc.property(fc.array(foreign), (Statement) => {
      const once = withStatement(JSON.stringify({ Statement }), wanted);
      expect(withStatement(once, wanted)).toBe(once);
      expect(isInForce(once, wanted)).toBe(true);
    }),
  );
});

test("an older list, or none, is not in force", () => {
  expect(isInForce(JSON.stringify({ Statement: [tlsOnly, older] }), wanted)).toBe(false);
  expect(isInForce(JSON.stringify({ Statement: [tlsOnly] }), wanted)).toBe(false);
  expect(isInForce(undefined, wanted)).toBe(false);
});

test("a second statement of our name is taken out, since one of the two must be wrong", () => {
  const policy = JSON.stringify({ Statement: [wanted, tlsOnly, older] });
  expect(isInForce(policy, wanted)).toBe(false);
  expect(statementsOf(withStatement(policy, wanted))).toEqual([wanted, tlsOnly]);
});

test("what AWS makes of a statement still means the same", () => {
  const returned = {
    Resource: [...wanted.Resource].reverse(),
    Action: [...wanted.Action].reverse(),
    Principal: { AWS: "*" },
    Effect: "Deny",
    Sid: wanted.Sid,
    Condition: {
      ArnNotEquals: { "aws:PrincipalArn": [...target.sparedArns].reverse() },
      StringLike: { "aws:userid": [...wanted.Condition.StringLike["aws:userid"]].reverse() },
    },
  };
  expect(sameMeaning(returned, wanted)).toBe(true);
});

test("a list of one means the same as its entry", () => {
  const one = denylistStatement(target, ["AIDAX"]);
  expect(sameMeaning(denylistStatement(target, "AIDAX"), one)).toBe(true);
});

test.each([
  ["Effect", "Allow"],
  ["Principal", { AWS: "arn:aws:iam::111111111111:root" }],
  ["Action", ["s3:PutObject"]],
  ["Resource", [ARN]],
  ["Condition", { StringEquals: wanted.Condition.StringLike }],
])("a statement with another %s means something else", (name, value) => {
  expect(sameMeaning({ ...wanted, [name]: value }, wanted)).toBe(false);
});

test.each(["[]", "null", "no JSON"])(
  "a policy like %s is never overwritten with a guess",
  (policy) => {
    expect(() => withStatement(policy, wanted)).toThrow(SyntaxError);
  },
);

describe("an entry is in force", () => {
  const inForce = (changes: object) =>
    entriesInForce(JSON.stringify({ Statement: [tlsOnly, { ...wanted, ...changes }] }), wanted);
  const condition = (changes: object) => ({ Condition: { ...wanted.Condition, ...changes } });

  test.each([
    ["as it is written", {}],
    ["in the form AWS gives it", { Principal: { AWS: "*" }, Resource: [`${ARN}/*`, ARN] }],
    ["when more is denied", { Action: "s3:*", Resource: "*" }],
    ["when fewer are spared", condition({ ArnNotEquals: { "aws:PrincipalArn": SPARED } })],
  ])("%s", (_, changes) => {
    expect(inForce(changes)).toEqual(["AIDAX", "bucket-warden:nobody"]);
  });

  test("when nobody is spared", () => {
    const { StringLike } = wanted.Condition;
    expect(inForce({ Condition: { StringLike } })).toContain("AIDAX");
  });

  test.each([
    ["under another name", { Sid: "Other" }],
    ["when it allows", { Effect: "Allow" }],
    ["for some principals only", { Principal: { AWS: "arn:aws:iam::111111111111:root" } }],
    ["for a service", { Principal: { Service: "*" } }],
    ["for all but somebody", { Principal: undefined, NotPrincipal: { AWS: SPARED } }],
    ["without one of the actions", { Action: wanted.Action.slice(1) }],
    ["without the bucket itself", { Resource: `${ARN}/*` }],
    ["without the objects", { Resource: ARN }],
    ["when somebody else is spared", condition({ ArnNotEquals: { "aws:PrincipalArn": "*" } })],
    ["under one more condition", condition({ Bool: { "aws:SecureTransport": "false" } })],
    [
      "under one more key of a condition",
      condition({ StringLike: { ...wanted.Condition.StringLike, "s3:prefix": "a" } }),
    ],
    ["by another operator", { Condition: { StringEquals: wanted.Condition.StringLike } }],
    ["without a condition that names it", { Condition: undefined }],
  ])("not %s", (_, changes) => {
    expect(inForce(changes)).toEqual([]);
  });

  test("not without a policy", () => {
    expect(entriesInForce(undefined, wanted)).toEqual([]);
  });
});
