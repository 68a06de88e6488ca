import fc from "fast-check";
import { decide } from "../../../../lambda/responder/decide/decide";
import { type Policy } from "../../../../lambda/responder/decide/decide-policy";
import { principalFromIdentity } from "../../../../lambda/responder/events/parse-identity";
import { principalFromId } from "../../../../lambda/responder/events/parse-principal";
import { type Principal } from "../../../../lambda/responder/events/upload";
import { literalUserId, matchesUserId } from "../../../../lambda/responder/decide/user-id";
import { ACCOUNT, roleIdentity, roleSession, settings, upload, user } from "../fixtures";
import { CALLERS, SERVICE } from "../samples/principals";

const decideOn = (principal: Principal, policy: Policy = settings) =>
  decide({ ...upload, principal }, policy);

const session = (id: string, name: string) =>
  principalFromIdentity(roleIdentity({ name: "some-role", id, session: name }));

const federated = (issuer: string) =>
  ({
    kind: "federated",
    userId: `${ACCOUNT}:guest`,
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
    issuer: { ...user, userId: issuer },
  }) as const;

describe("who is left alone", () => {
  test.each([
    ["an allowed user", principalFromId("AWS:AIDAUPLOADER"), "allowed", "an allowed uploader"],
    [
      "any session of an allowed role",
      session("AROAUPLOADER", "x"),
      "allowed",
      "an allowed uploader",
    ],
    ["an allowed session", session("AROASHARED", "nightly"), "allowed", "an allowed uploader"],
    ["the responder", session("AROARESPONDER", "fn"), "ignored", "written by the responder"],
  ])("%s", (_who, principal, verdict, why) => {
    expect(decideOn(principal)).toEqual({ action: "ignore", verdict, why });
  });
});

describe("who is only told about", () => {
  test.each([
    ["the deployment role", session("AROADEPLOY", "ci")],
    ["a break-glass user", principalFromId("AWS:AIDABREAKGLASS")],
    [
      "the deployment role, made anew since the last deployment",
      {
        ...roleSession,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/BucketWardenDeployment`,
      } as const,
    ],
    ["a break-glass user, made anew", { ...user, arn: `arn:aws:iam::${ACCOUNT}:user/break-glass` }],
  ])("%s", (_who, principal) => {
    expect(decideOn(principal)).toEqual({
      action: "alert-only",
      verdict: "protected",
      why: "a principal that is never blocked",
    });
  });

  test("an AWS service", () => {
    expect(decideOn(SERVICE.principal)).toEqual({
      action: "alert-only",
      verdict: "protected",
      why: "an AWS service: log delivery and the like",
    });
  });

  test("anybody, when the response mode is observe", () => {
    expect(decideOn(user, { ...settings, responseMode: "observe" })).toEqual({
      action: "alert-only",
      verdict: "intruder",
      why: "the response mode is observe",
    });
  });

  test("but not an allowed uploader, in observe mode either", () => {
    const principal = session("AROAUPLOADER", "x");
    expect(decideOn(principal, { ...settings, responseMode: "observe" }).action).toBe("ignore");
  });
});

describe("an intruder", () => {
  const impossible = { impossible: expect.any(String) };

  test.each(CALLERS)("who is $who is stopped as far as possible", (caller) => {
    expect(decideOn(caller.principal)).toEqual({
      action: "respond",
      verdict: "intruder",
      block: caller.block,
      quarantine: caller.quarantine === "impossible" ? impossible : caller.quarantine,
      abort: caller.abort === "impossible" ? impossible : caller.abort,
    });
  });

  test.each(CALLERS)("who is $who is stopped alike in prevent mode", ({ principal }) => {
    expect(decideOn(principal, { ...settings, responseMode: "prevent" })).toEqual(
      decideOn(principal),
    );
  });

  test("with a role of which another session is allowed is blocked alone", () => {
    expect(decideOn(session("AROASHARED", "daily"))).toMatchObject({
      block: { userIds: ["AROASHARED:daily"] },
      quarantine: { impossible: "other sessions of the role are allowed to work" },
      abort: {
        initiator: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/some-role/daily` },
      },
    });
  });

  test("of another account, with a role of which another session is allowed, is blocked alone", () => {
    const principal = { kind: "account", userId: "AROASHARED:x", accountId: "9" } as const;
    expect(decideOn(principal)).toMatchObject({ block: { userIds: ["AROASHARED:x"] } });
  });

  test.each([
    ["AWS:AROAINTRUDER:laptop", "AROAINTRUDER:laptop"],
    ["AWS:AIDAINTRUDER", "AIDAINTRUDER"],
    [`AWS:${ACCOUNT}:guest`, `${ACCOUNT}:guest`],
  ])("known as %s only is blocked, and the rest waits for CloudTrail", (id, userId) => {
    expect(decideOn(principalFromId(id))).toMatchObject({
      block: { userIds: [userId] },
      quarantine: { later: expect.any(String) },
      abort: { later: expect.any(String) },
    });
  });

  test("who put wildcards into the session's name is blocked by exactly that name", () => {
    expect(decideOn(principalFromId("AWS:AROAX:a*?"))).toMatchObject({
      block: { userIds: ["AROAX:a${*}${?}"] },
    });
  });

  test.each([
    ["allowed", "AIDAUPLOADER"],
    ["never blocked", "AIDABREAKGLASS"],
  ])("federated by a user who is %s is blocked alone", (_, issuer) => {
    expect(decideOn(federated(issuer))).toMatchObject({
      block: { userIds: [`${ACCOUNT}:guest`] },
      quarantine: { impossible: expect.stringContaining("allowed to work") },
    });
  });

  test("federated by a user of another account is blocked with the user, who can't be quarantined", () => {
    const issuer = { ...user, arn: "arn:aws:iam::999999999999:user/mallory" };
    expect(decideOn({ ...federated("AIDAX"), issuer })).toMatchObject({
      block: { userIds: [`${ACCOUNT}:guest`, "AIDAINTRUDER"] },
      quarantine: { impossible: "the caller belongs to another account" },
    });
  });

  test("federated by root can't be quarantined", () => {
    const { issuer, ...byRoot } = federated("AIDAX");
    expect(issuer).toBeDefined();
    expect(decideOn(byRoot)).toMatchObject({
      block: { userIds: [`${ACCOUNT}:guest`] },
      quarantine: { impossible: expect.any(String) },
    });
  });

  test("who isn't recognized can't be blocked, and the decision says why", () => {
    expect(decideOn({ kind: "unrecognized", userId: "A1YQ72OWNER" })).toMatchObject({
      action: "respond",
      block: impossible,
      quarantine: impossible,
      abort: impossible,
    });
  });

  test.each([
    ["of another account", `arn:aws:iam::999999999999:role/reporting`],
    ["linked to a service", `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/R`],
  ])("with a role %s can't be quarantined", (_which, roleArn) => {
    expect(decideOn({ ...roleSession, roleArn })).toMatchObject({ quarantine: impossible });
  });

  test("who is a user of another account can't be quarantined", () => {
    const arn = "arn:aws:iam::999999999999:user/mallory";
    expect(decideOn({ ...user, arn })).toMatchObject({ quarantine: impossible });
  });
});

/** Few ids, so that callers, issuers and those to be spared meet often. */
const roleId = fc.constantFrom("AROAA", "AROAB", "AROAC");
const userId = fc.constantFrom("AIDAA", "AIDAB");
const name = fc.constantFrom("a", "b", "ab", "a*");
const sessionId = fc.tuple(roleId, name).map((parts) => parts.join(":"));
const accountId = fc.constantFrom(ACCOUNT, "999999999999");
const federatedId = fc.tuple(accountId, name).map((parts) => parts.join(":"));
const anyId = fc.oneof(sessionId, userId, accountId, federatedId, fc.constant("anonymous"));

const identity = fc.oneof(
  userId.map((principalId) => ({ type: "IAMUser", principalId, arn: user.arn })),
  fc
    .tuple(roleId, name, fc.constantFrom("/", "/aws-reserved/sso.amazonaws.com/"))
    .map(([id, called, path]) => roleIdentity({ name: "some-role", path, id, session: called })),
  fc.tuple(federatedId, userId).map(([principalId, issuer]) => ({
    type: "FederatedUser",
    principalId,
    arn: "arn:aws:sts::1:federated-user/a",
    sessionContext: { sessionIssuer: { type: "IAMUser", principalId: issuer, arn: user.arn } },
  })),
  accountId.map((principalId) => ({ type: "Root", principalId })),
  fc
    .tuple(fc.oneof(userId, sessionId), accountId)
    .map(([principalId, account]) => ({ type: "AWSAccount", principalId, accountId: account })),
  fc.constant({ type: "AWSAccount", principalId: "", accountId: "anonymous" }),
  fc.constant(SERVICE.identity),
);
const principal = fc.oneof(
  identity.map(principalFromIdentity),
  anyId.map((id) => principalFromId(`AWS:${id}`)),
);

const pattern = fc.oneof(
  anyId.map(literalUserId),
  fc.tuple(roleId, fc.constantFrom("*", "a*", "?")).map((parts) => parts.join(":")),
  fc.tuple(fc.constantFrom("*", "AROA?"), name).map((parts) => parts.join(":")),
);
const policy = fc
  .record({
    allowedUserIds: fc.array(pattern, { maxLength: 2 }),
    neverBlockedUserIds: fc.array(pattern, { maxLength: 2 }),
    ownUserId: pattern,
  })
  .map((lists) => ({ ...settings, ...lists }));

test("no block, of whatever kind of caller, ever matches an id that is allowed or protected", () => {
  fc.assert(
    fc.property(principal, policy, anyId, (caller, spares, id) => {
      const decision = decideOn(caller, spares);
      const patterns = [spares.ownUserId, ...spares.allowedUserIds, ...spares.neverBlockedUserIds];
      const isSpared = patterns.some((like) => matchesUserId(like, id));
      const blocks =
        decision.action === "respond" && "userIds" in decision.block ? decision.block.userIds : [];
      expect(isSpared && blocks.some((like) => matchesUserId(like, id))).toBe(false);
    }),
    { numRuns: 20_000 },
  );
});

test("whoever is allowed is never anything but ignored", () => {
  fc.assert(
    fc.property(principal, policy, (caller, spares) => {
      const allowed = { ...spares, allowedUserIds: [literalUserId(caller.userId)] };
      expect(decideOn(caller, allowed).action).toBe("ignore");
    }),
    { numRuns: 5_000 },
  );
});
