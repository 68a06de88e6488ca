import { ACCOUNT, roleIdentity, roleSession, user, userIdentity } from "../fixtures";
import { type BlockPlan } from "../../../../lambda/responder/decide/decision";
import { type Principal } from "../../../../lambda/responder/events/upload";

/** One kind of caller: as CloudTrail and a notification name it, and what can be done about it. */
export interface Caller {
  readonly who: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  /** Of a notification; undefined where none is known. */
  readonly notified?: { readonly principalId: string; readonly kind: Principal["kind"] };
  readonly block: BlockPlan;
  /** Ends as the plan does: attached to an identity, or impossible. */
  readonly quarantine: { readonly attachTo: unknown } | "impossible";
  readonly abort: { readonly initiator: unknown } | "impossible";
}

const sts = (resource: string) => `arn:aws:sts::${ACCOUNT}:${resource}`;

const withContext = (
  { sessionContext, ...identity }: ReturnType<typeof roleIdentity>,
  more: Readonly<Record<string, unknown>>,
) => ({ ...identity, sessionContext: { ...sessionContext, ...more } });

const reporting = roleIdentity({
  name: "reporting",
  path: "/apps/",
  id: "AROAINTRUDER",
  session: "laptop",
});

const whole = {
  block: { userIds: ["AROAINTRUDER:*"] },
  quarantine: { attachTo: { kind: "role", name: "reporting" } },
  abort: { initiator: { arnPrefix: sts("assumed-role/reporting/") } },
} as const;

export const federatedIdentity = {
  type: "FederatedUser",
  principalId: `${ACCOUNT}:guest`,
  arn: sts("federated-user/guest"),
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "IAMUser",
      principalId: user.userId,
      arn: user.arn,
      accountId: ACCOUNT,
      userName: user.userName,
    },
    webIdFederationData: {},
    attributes: { creationDate: "2026-01-01T11:00:00Z", mfaAuthenticated: "false" },
  },
};

export const CALLERS: readonly Caller[] = [
  {
    who: "an IAM user",
    identity: userIdentity,
    principal: user,
    notified: { principalId: "AWS:AIDAINTRUDER", kind: "user" },
    block: { userIds: ["AIDAINTRUDER"] },
    quarantine: { attachTo: { kind: "user", name: "mallory" } },
    abort: { initiator: { arn: user.arn } },
  },
  {
    who: "a role session",
    identity: reporting,
    principal: roleSession,
    notified: { principalId: "AWS:AROAINTRUDER:laptop", kind: "unknown-role-session" },
    ...whole,
  },
  {
    who: "a role session with a source identity",
    identity: withContext(reporting, { sourceIdentity: "eva" }),
    principal: { ...roleSession, sourceIdentity: "eva" },
    ...whole,
  },
  {
    who: "a web identity's session",
    identity: withContext(reporting, {
      webIdFederationData: {
        federatedProvider: "arn:aws:iam::111111111111:oidc-provider/ci.example",
        attributes: {},
      },
    }),
    principal: {
      ...roleSession,
      federatedBy: "arn:aws:iam::111111111111:oidc-provider/ci.example",
    },
    ...whole,
  },
  {
    who: "a person of Identity Center",
    identity: roleIdentity({
      name: "AWSReservedSSO_Developer_0123456789abcdef",
      path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
      id: "AROASSO",
      session: "eva@example.com",
    }),
    principal: {
      kind: "identity-center",
      userId: "AROASSO:eva@example.com",
      roleId: "AROASSO",
      sessionName: "eva@example.com",
      roleName: "AWSReservedSSO_Developer_0123456789abcdef",
      arn: sts("assumed-role/AWSReservedSSO_Developer_0123456789abcdef/eva@example.com"),
    },
    notified: { principalId: "AWS:AROASSO:eva@example.com", kind: "unknown-role-session" },
    block: { userIds: ["AROASSO:eva@example.com"] },
    quarantine: "impossible",
    abort: {
      initiator: {
        arn: sts("assumed-role/AWSReservedSSO_Developer_0123456789abcdef/eva@example.com"),
      },
    },
  },
  {
    who: "a session of a role that somebody named like Identity Center's",
    identity: roleIdentity({
      name: "AWSReservedSSO_Developer_0123456789abcdef",
      id: "AROAFAKE",
      session: "eva@example.com",
    }),
    principal: {
      kind: "role-session",
      userId: "AROAFAKE:eva@example.com",
      roleId: "AROAFAKE",
      sessionName: "eva@example.com",
      roleName: "AWSReservedSSO_Developer_0123456789abcdef",
      roleArn: `arn:aws:iam::${ACCOUNT}:role/AWSReservedSSO_Developer_0123456789abcdef`,
      arn: sts("assumed-role/AWSReservedSSO_Developer_0123456789abcdef/eva@example.com"),
    },
    block: { userIds: ["AROAFAKE:*"] },
    quarantine: {
      attachTo: { kind: "role", name: "AWSReservedSSO_Developer_0123456789abcdef" },
    },
    abort: {
      initiator: { arnPrefix: sts("assumed-role/AWSReservedSSO_Developer_0123456789abcdef/") },
    },
  },
  {
    who: "a federated user",
    identity: federatedIdentity,
    principal: {
      kind: "federated",
      userId: `${ACCOUNT}:guest`,
      arn: sts("federated-user/guest"),
      issuer: user,
    },
    notified: { principalId: `AWS:${ACCOUNT}:guest`, kind: "federated" },
    block: { userIds: [`${ACCOUNT}:guest`, "AIDAINTRUDER"] },
    quarantine: { attachTo: { kind: "user", name: "mallory" } },
    abort: { initiator: { arn: sts("federated-user/guest") } },
  },
  {
    who: "root",
    identity: {
      type: "Root",
      principalId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      accountId: ACCOUNT,
    },
    principal: { kind: "root", userId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
    // The bucket owner's customer id.
    notified: { principalId: "A2OWNER", kind: "root" },
    block: { userIds: [ACCOUNT] },
    quarantine: "impossible",
    abort: "impossible",
  },
  {
    who: "a user of another account",
    identity: { type: "AWSAccount", principalId: "AIDAFOREIGN", accountId: "999999999999" },
    principal: { kind: "account", userId: "AIDAFOREIGN", accountId: "999999999999" },
    notified: { principalId: "AWS:AIDAFOREIGN", kind: "user" },
    block: { userIds: ["AIDAFOREIGN"] },
    quarantine: "impossible",
    abort: "impossible",
  },
  {
    who: "a role session of another account",
    identity: { type: "AWSAccount", principalId: "AROAFOREIGN:s", accountId: "999999999999" },
    principal: { kind: "account", userId: "AROAFOREIGN:s", accountId: "999999999999" },
    notified: { principalId: "AWS:AROAFOREIGN:s", kind: "unknown-role-session" },
    block: { userIds: ["AROAFOREIGN:*"] },
    quarantine: "impossible",
    abort: "impossible",
  },
  {
    who: "nobody in particular",
    identity: { type: "AWSAccount", principalId: "", accountId: "anonymous" },
    principal: { kind: "anonymous", userId: "anonymous" },
    notified: { principalId: "", kind: "anonymous" },
    block: { userIds: ["anonymous"] },
    quarantine: "impossible",
    abort: "impossible",
  },
];

export const SERVICE = {
  identity: { type: "AWSService", invokedBy: "delivery.logs.amazonaws.com" },
  principal: {
    kind: "service",
    userId: "delivery.logs.amazonaws.com",
    service: "delivery.logs.amazonaws.com",
  },
} as const;

/** Identities that are documented for other calls than S3's, and one that doesn't exist yet. */
export const UNRECOGNIZED = [
  {
    identity: {
      type: "SAMLUser",
      principalId: "SamlNameQualifier:eva",
      userName: "eva",
      identityProvider: "https://idp.example/saml",
    },
    userId: "SamlNameQualifier:eva",
  },
  {
    identity: {
      type: "WebIdentityUser",
      principalId: "accounts.google.com:app.apps.googleusercontent.com:12345",
      userName: "12345",
      identityProvider: "accounts.google.com",
    },
    userId: "accounts.google.com:app.apps.googleusercontent.com:12345",
  },
  {
    identity: {
      type: "IdentityCenterUser",
      accountId: ACCOUNT,
      onBehalfOf: { userId: "544894e8-80c1", identityStoreArn: "arn:aws:identitystore::1:x" },
      credentialId: "c",
    },
    userId: "544894e8-80c1",
  },
  { identity: { type: "SomethingNew", userName: "x" }, userId: "x" },
] as const;
