import { principalFromIdentity } from "../../../../lambda/responder/events/parse-identity";
import { principalFromId } from "../../../../lambda/responder/events/parse-principal";
import { ACCOUNT, roleIdentity, userIdentity } from "../fixtures";
import { CALLERS, SERVICE, UNRECOGNIZED } from "../samples/principals";

describe("the id in a notification", () => {
  test.each([
    ["AWS:AIDAINTRUDER", { kind: "user", userId: "AIDAINTRUDER" }],
    [
      "AWS:AROAINTRUDER:eva@example.com",
      {
        kind: "unknown-role-session",
        userId: "AROAINTRUDER:eva@example.com",
        roleId: "AROAINTRUDER",
        sessionName: "eva@example.com",
      },
    ],
    [`AWS:${ACCOUNT}:guest`, { kind: "federated", userId: `${ACCOUNT}:guest` }],
    [
      `AWS:${ACCOUNT}:s3.amazonaws.com`,
      { kind: "federated", userId: `${ACCOUNT}:s3.amazonaws.com` },
    ],
    [`AWS:${ACCOUNT}`, { kind: "root", userId: ACCOUNT }],
    ["Anonymous", { kind: "anonymous", userId: "anonymous" }],
    ["", { kind: "anonymous", userId: "anonymous" }],
    [
      "s3.amazonaws.com",
      { kind: "service", userId: "s3.amazonaws.com", service: "s3.amazonaws.com" },
    ],
    ["AmazonCustomer:A1YQ72OWNER", { kind: "unrecognized", userId: "AmazonCustomer:A1YQ72OWNER" }],
    ["A1YQ72OWNER", { kind: "unrecognized", userId: "A1YQ72OWNER" }],
  ])("%j is read as %j", (id, principal) => {
    expect(principalFromId(id)).toEqual(principal);
  });
});

describe("the identity in CloudTrail's event", () => {
  test.each(CALLERS)("of $who tells all there is to know", ({ identity, principal }) => {
    expect(principalFromIdentity(identity)).toEqual(principal);
  });

  test("of an AWS service names it", () => {
    expect(principalFromIdentity(SERVICE.identity)).toEqual(SERVICE.principal);
  });

  test("of a user without a name takes it from the ARN, behind the path", () => {
    const { userName, ...nameless } = userIdentity;
    expect(principalFromIdentity(nameless)).toHaveProperty("userName", userName);
  });

  test("of a role session without an issuer falls back on the session's ARN", () => {
    const { sessionContext, ...bare } = roleIdentity({
      name: "reporting",
      id: "AROAX",
      session: "s",
    });
    expect(sessionContext).toBeDefined();
    expect(principalFromIdentity(bare)).toMatchObject({
      kind: "role-session",
      roleName: "reporting",
      roleArn: `arn:aws:iam::${ACCOUNT}:role/reporting`,
    });
  });

  test("of a role session without an ARN knows the role by its id only", () => {
    expect(principalFromIdentity({ type: "AssumedRole", principalId: "AROAX:s" })).toEqual({
      kind: "unknown-role-session",
      userId: "AROAX:s",
      roleId: "AROAX",
      sessionName: "s",
    });
  });

  test("of a federated user whom root made names no user behind it", () => {
    const sessionIssuer = {
      type: "Root",
      principalId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
    };
    const identity = {
      type: "FederatedUser",
      principalId: `${ACCOUNT}:guest`,
      sessionContext: { sessionIssuer },
    };
    expect(principalFromIdentity(identity)).toEqual({
      kind: "federated",
      userId: `${ACCOUNT}:guest`,
    });
  });

  test.each(["anonymous", "ANONYMOUS_PRINCIPAL"])("of the account %s is nobody's", (accountId) => {
    expect(principalFromIdentity({ type: "AWSAccount", principalId: "x", accountId })).toEqual({
      kind: "anonymous",
      userId: "anonymous",
    });
  });

  test.each(UNRECOGNIZED)(
    "of the type $identity.type keeps the best id",
    ({ identity, userId }) => {
      expect(principalFromIdentity(identity)).toEqual({ kind: "unrecognized", userId });
    },
  );

  test.each([
    [{ type: "AssumedRole", principalId: "AROAX" }, "AROAX"],
    [{ type: "IAMUser", userName: "eva" }, "eva"],
    [{ type: "AWSAccount", accountId: "999999999999" }, "999999999999"],
    [{ type: "constructor" }, ""],
    [{ type: null, principalId: 7 }, ""],
    [{}, ""],
  ])("that lacks what it needs, like %j, is unrecognized", (identity, userId) => {
    expect(principalFromIdentity(identity)).toEqual({ kind: "unrecognized", userId });
  });
});
