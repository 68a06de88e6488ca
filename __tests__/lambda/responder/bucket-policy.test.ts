import fc from "fast-check";
import { isInForce, sameMeaning, withStatement } from "../../../lambda/responder/bucket-policy";
import { denylistStatement } from "../../../lambda/responder/denylist";

const ARN = "arn:aws:s3:::acme-production";
const wanted = denylistStatement(ARN, ["AIDAX", "bucket-warden:nobody"]);
const older = denylistStatement(ARN, ["bucket-warden:nobody"]);
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
      StringLike: { "aws:userid": [...wanted.Condition.StringLike["aws:userid"]].reverse() },
    },
  };
  expect(sameMeaning(returned, wanted)).toBe(true);
});

test("a list of one means the same as its entry", () => {
  const one = denylistStatement(ARN, ["AIDAX"]);
  expect(sameMeaning(denylistStatement(ARN, "AIDAX"), one)).toBe(true);
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
