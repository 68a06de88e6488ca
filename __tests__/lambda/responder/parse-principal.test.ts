import { principalFromId, principalFromIdentity } from "../../../lambda/responder/parse-principal";
import { ACCOUNT, roleIdentity, roleSession, user, userIdentity } from "./fixtures";

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
    [`AWS:${ACCOUNT}`, { kind: "root", userId: ACCOUNT }],
    ["Anonymous", { kind: "anonymous", userId: "anonymous" }],
    ["", { kind: "anonymous", userId: "anonymous" }],
    [
      "delivery.logs.amazonaws.com",
      {
        kind: "service",
        userId: "delivery.logs.amazonaws.com",
        service: "delivery.logs.amazonaws.com",
      },
    ],
    ["A1YQ72OWNER", { kind: "unrecognized", userId: "A1YQ72OWNER" }],
  ])("%j is read as %j", (id, principal) => {
    expect(principalFromId(id)).toEqual(principal);
  });
});

describe("the identity in CloudTrail's event", () => {
  test("of a user comes with name and ARN", () => {
    expect(principalFromIdentity(userIdentity)).toEqual(user);
  });

  test("of a user without a name takes it from the ARN, behind the path", () => {
    const { userName, ...nameless } = userIdentity;
    expect(principalFromIdentity(nameless)).toHaveProperty("userName", userName);
  });

  test("of a role session tells the role, whose path the session's ARN leaves out", () => {
    const identity = roleIdentity({
      name: "reporting",
      path: "/apps/",
      id: "AROAINTRUDER",
      session: "laptop",
    });
    expect(principalFromIdentity(identity)).toEqual(roleSession);
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

  test("of a person of Identity Center is told apart by the role's reserved name", () => {
    const identity = roleIdentity({
      name: "AWSReservedSSO_Developer_0123456789abcdef",
      path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
      id: "AROASSO",
      session: "eva@example.com",
    });
    expect(principalFromIdentity(identity)).toEqual({
      kind: "identity-center",
      userId: "AROASSO:eva@example.com",
      roleId: "AROASSO",
      sessionName: "eva@example.com",
      roleName: "AWSReservedSSO_Developer_0123456789abcdef",
      arn: identity.arn,
    });
  });

  test.each([
    [
      {
        type: "FederatedUser",
        principalId: `${ACCOUNT}:guest`,
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
      },
      {
        kind: "federated",
        userId: `${ACCOUNT}:guest`,
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
      },
    ],
    [
      { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
      { kind: "root", userId: ACCOUNT },
    ],
    [
      { type: "AWSAccount", principalId: "AIDAFOREIGN", accountId: "999999999999" },
      { kind: "account", userId: "AIDAFOREIGN", accountId: "999999999999" },
    ],
    [
      { type: "AWSAccount", principalId: "", accountId: "anonymous" },
      { kind: "anonymous", userId: "anonymous" },
    ],
    [
      { type: "AWSService", invokedBy: "firehose.amazonaws.com" },
      { kind: "service", userId: "firehose.amazonaws.com", service: "firehose.amazonaws.com" },
    ],
    [
      { type: "SomethingNew", principalId: "X" },
      { kind: "unrecognized", userId: "X" },
    ],
    [
      { type: "AssumedRole", principalId: "AROAX" },
      { kind: "unrecognized", userId: "AROAX" },
    ],
    [{ type: "constructor" }, { kind: "unrecognized", userId: "" }],
    [{}, { kind: "unrecognized", userId: "" }],
  ])("%j is read as %j", (identity, principal) => {
    expect(principalFromIdentity(identity)).toEqual(principal);
  });
});
