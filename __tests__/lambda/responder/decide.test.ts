import fc from "fast-check";
import { decide } from "../../../lambda/responder/decide";
import { principalFromId, principalFromIdentity } from "../../../lambda/responder/parse-principal";
import { type Principal } from "../../../lambda/responder/upload";
import { matchesUserId } from "../../../lambda/responder/user-id";
import { ACCOUNT, roleIdentity, roleSession, settings, upload, user } from "./fixtures";

const decideOn = (principal: Principal, policy = settings) =>
  decide({ ...upload, principal }, policy);

const session = (id: string, name: string) =>
  principalFromIdentity(roleIdentity({ name: "some-role", id, session: name }));

describe("who is left alone", () => {
  test.each([
    ["an allowed user", principalFromId("AWS:AIDAUPLOADER"), "an allowed uploader"],
    ["any session of an allowed role", session("AROAUPLOADER", "x"), "an allowed uploader"],
    ["an allowed session", session("AROASHARED", "nightly"), "an allowed uploader"],
    ["the responder", session("AROARESPONDER", "fn"), "written by the responder"],
  ])("%s", (_who, principal, why) => {
    expect(decideOn(principal)).toEqual({ action: "ignore", why });
  });
});

describe("who is only told about", () => {
  test.each([
    ["the deployment role", session("AROADEPLOY", "ci")],
    ["a break-glass user", principalFromId("AWS:AIDABREAKGLASS")],
  ])("%s", (_who, principal) => {
    expect(decideOn(principal)).toEqual({
      action: "alert-only",
      why: "a principal that is never blocked",
    });
  });

  test("anybody, when the response mode is observe", () => {
    expect(decideOn(user, { ...settings, responseMode: "observe" })).toEqual({
      action: "alert-only",
      why: "the response mode is observe",
    });
  });

  test("but not an allowed uploader, in observe mode either", () => {
    const principal = session("AROAUPLOADER", "x");
    expect(decideOn(principal, { ...settings, responseMode: "observe" }).action).toBe("ignore");
  });
});

describe("an intruder", () => {
  test("who is a user is blocked by unique id and quarantined by name, without its path", () => {
    expect(decideOn(user)).toEqual({
      action: "respond",
      block: { userId: "AIDAINTRUDER" },
      quarantine: { attachTo: { kind: "user", name: "mallory" } },
    });
  });

  test("with a role is blocked with all its sessions: the next one would have another name", () => {
    expect(decideOn(roleSession)).toEqual({
      action: "respond",
      block: { userId: "AROAINTRUDER:*" },
      quarantine: { attachTo: { kind: "role", name: "reporting" } },
    });
  });

  test("with a role of which another session is allowed is blocked alone", () => {
    expect(decideOn(session("AROASHARED", "daily"))).toEqual({
      action: "respond",
      block: { userId: "AROASHARED:daily" },
      quarantine: { impossible: "other sessions of the role are allowed to work" },
    });
  });

  test("from Identity Center is blocked as a person, since others share the role", () => {
    const principal = session("AROASSO", "eva@example.com");
    const person = principalFromIdentity(
      roleIdentity({ name: "AWSReservedSSO_Dev_1", id: "AROASSO", session: "eva@example.com" }),
    );
    expect(principal.kind).toBe("role-session");
    expect(decideOn(person)).toMatchObject({
      block: { userId: "AROASSO:eva@example.com" },
      quarantine: { impossible: expect.stringContaining("Identity Center") as unknown },
    });
  });

  test("known from a notification only is blocked by session until the role is known", () => {
    expect(decideOn(principalFromId("AWS:AROAINTRUDER:laptop"))).toMatchObject({
      block: { userId: "AROAINTRUDER:laptop" },
      quarantine: { later: expect.any(String) as unknown },
    });
    expect(decideOn(principalFromId("AWS:AIDAINTRUDER"))).toMatchObject({
      block: { userId: "AIDAINTRUDER" },
      quarantine: { later: expect.any(String) as unknown },
    });
  });

  test("who put wildcards into the session's name is blocked by exactly that name", () => {
    expect(decideOn(principalFromId("AWS:AROAX:a*?"))).toMatchObject({
      block: { userId: "AROAX:a${*}${?}" },
    });
  });

  test.each<[Principal, string]>([
    [{ kind: "federated", userId: `${ACCOUNT}:guest` }, `${ACCOUNT}:guest`],
    [{ kind: "root", userId: ACCOUNT }, ACCOUNT],
    [{ kind: "account", userId: "AIDAFOREIGN", accountId: "9" }, "AIDAFOREIGN"],
  ])("like %j is blocked as %s and can't be quarantined", (principal, userId) => {
    expect(decideOn(principal)).toMatchObject({
      block: { userId },
      quarantine: { impossible: expect.any(String) as unknown },
    });
  });

  test.each<[Principal]>([
    [{ kind: "service", userId: "s3.amazonaws.com", service: "s3.amazonaws.com" }],
    [{ kind: "anonymous", userId: "anonymous" }],
    [{ kind: "unrecognized", userId: "A1YQ72OWNER" }],
  ])("like %j can't be blocked, and the decision says why", (principal) => {
    expect(decideOn(principal)).toMatchObject({
      action: "respond",
      block: { impossible: expect.any(String) as unknown },
      quarantine: { impossible: expect.any(String) as unknown },
    });
  });

  test.each([
    ["of another account", `arn:aws:iam::999999999999:role/reporting`],
    ["linked to a service", `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/R`],
  ])("with a role %s can't be quarantined", (_which, roleArn) => {
    expect(decideOn({ ...roleSession, roleArn })).toMatchObject({
      quarantine: { impossible: expect.any(String) as unknown },
    });
  });
});

test("no block ever matches an id that is allowed or protected", () => {
  const id = fc.constantFrom("AROAA", "AROAB", "AROAC");
  const name = fc.constantFrom("a", "b", "ab");
  const like = fc.oneof(
    fc.tuple(id, fc.constantFrom("*", "a", "b", "a*", "?")).map((parts) => parts.join(":")),
    fc.tuple(fc.constantFrom("*", "AROA?"), name).map((parts) => parts.join(":")),
  );
  const lists = fc.record({
    allowedUserIds: fc.array(like, { maxLength: 2 }),
    neverBlockedUserIds: fc.array(like, { maxLength: 2 }),
    ownUserId: like,
  });
  fc.assert(
    fc.property(lists, id, name, id, name, (policy, roleId, sessionName, spareId, spareName) => {
      const decision = decideOn(session(roleId, sessionName), { ...settings, ...policy });
      const spared = `${spareId}:${spareName}`;
      const patterns = [policy.ownUserId, ...policy.allowedUserIds, ...policy.neverBlockedUserIds];
      const isSpared = patterns.some((pattern) => matchesUserId(pattern, spared));
      const blocked =
        decision.action === "respond" && "userId" in decision.block ? decision.block.userId : "";
      expect(isSpared && matchesUserId(blocked, spared)).toBe(false);
    }),
    { numRuns: 5_000 },
  );
});
