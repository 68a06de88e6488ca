import { differences } from "../../cli/doctor/differences";

const tls = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const publish = {
  Sid: "Publish",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
  Action: ["sns:Publish", "sns:Subscribe"],
  Resource: "arn:aws:sns:us-east-1:111111111111:t",
};
const policy = (...Statement: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const whats = (wanted: object, found: object) =>
  differences({ ...wanted }, { ...found }).map(({ what }) => what);
const ofPolicies = (wanted: string, found: string) => whats({ policy: wanted }, { policy: found });

describe("a policy that AWS writes otherwise", () => {
  test.each([
    ["statements in another order", policy(publish, tls)],
    [
      "lists in another order, one value as a list",
      policy({ ...tls, Resource: [...tls.Resource].reverse(), Action: ["s3:*"] }, publish),
    ],
    ["everybody as an AWS principal", policy({ ...tls, Principal: { AWS: "*" } }, publish)],
    [
      "accounts by their ids",
      policy(tls, { ...publish, Principal: { AWS: ["222222222222", "111111111111"] } }),
    ],
    [
      "actions in other letters",
      policy(tls, { ...publish, Action: ["SNS:Subscribe", "SNS:Publish"] }),
    ],
    [
      "condition keys in other letters",
      policy({ ...tls, Condition: { Bool: { "AWS:SECURETRANSPORT": ["false"] } } }, publish),
    ],
    [
      "a boolean for its text",
      policy({ ...tls, Condition: { Bool: { "aws:SecureTransport": false } } }, publish),
    ],
  ])("is the same: %s", (_, found) => {
    expect(ofPolicies(policy(tls, publish), found)).toEqual([]);
  });
});

describe("a policy that means something else", () => {
  test("is told by the statement that it lacks", () => {
    expect(ofPolicies(policy(tls, publish), policy(publish))).toEqual([
      "its policy lacks the statement TlsOnly",
    ]);
  });

  test("is told by the statement that the stack doesn't have", () => {
    const stranger = { ...publish, Sid: "Stranger" };
    expect(ofPolicies(policy(tls), policy(tls, stranger))).toEqual([
      "its policy has a statement that the stack doesn't: Stranger",
    ]);
    const nameless = { ...publish, Sid: undefined };
    expect(ofPolicies(policy(tls), policy(tls, nameless))).toEqual([
      "its policy has a statement that the stack doesn't: number 2",
    ]);
  });

  test.each([
    ["Effect", { ...tls, Effect: "Allow" }],
    ["Principal", { ...tls, Principal: { AWS: "333333333333" } }],
    ["Action", { ...tls, Action: "s3:Get*" }],
    ["Resource", { ...tls, Resource: ["arn:aws:s3:::b"] }],
    ["Condition", { ...tls, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["NotAction", { ...tls, NotAction: "s3:Put*" }],
  ])("is told by the element that differs: %s", (element, found) => {
    const [what, ...more] = ofPolicies(policy(tls), policy(found));
    expect(what).toContain(`the statement TlsOnly of its policy has ${element} `);
    expect(more).toEqual([]);
  });

  test("is told as without any statement where there is no policy, or none that can be read", () => {
    expect(whats({ policy: policy(tls) }, {})).toEqual(["its policy lacks the statement TlsOnly"]);
    expect(ofPolicies(policy(tls), "{")).toEqual([
      "its policy lacks the statement TlsOnly",
      "its policy has a statement that the stack doesn't: that isn't JSON",
    ]);
  });
});

describe("a fact", () => {
  test.each([
    ["Enabled", "Enabled"],
    [30, "30"],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [undefined, []],
    [{ one: ["x"] }, { one: "x" }],
    [
      { b: 1, a: 2 },
      { a: 2, b: 1 },
    ],
  ])("%j is the same as %j", (wanted, found) => {
    expect(whats({ Fact: wanted }, { Fact: found })).toEqual([]);
  });

  test.each([
    ["Enabled", "Suspended", "Fact is Suspended, and Enabled in the stack"],
    [true, undefined, "Fact is nothing, and true in the stack"],
    [undefined, "x", "Fact is x, and nothing in the stack"],
    [["a"], ["a", "b"], 'Fact is ["a","b"], and ["a"] in the stack'],
    [{ a: 1 }, { a: 2 }, 'Fact is {"a":2}, and {"a":1} in the stack'],
  ])("%j isn't %j", (wanted, found, what) => {
    expect(whats({ Fact: wanted }, { Fact: found })).toEqual([what]);
  });

  test("that nobody wants is nobody's business", () => {
    expect(whats({ Status: "Enabled" }, { Status: "Enabled", MFADelete: "Disabled" })).toEqual([]);
  });
});
