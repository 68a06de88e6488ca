import type { CallerAsker } from "../decide/asker";
import { EVERYTHING } from "../decide/surroundings";
import { uniqueIdFor } from "../model/stand-ins";

type Fields = Readonly<Record<string, unknown>>;

/** A principal whom IAM lets do everything, as policies see it and as events name it. */
export interface Somebody {
  /** `the user team/eva` */
  readonly title: string;
  readonly who: CallerAsker;
  /** What IAM says of it besides. */
  readonly context: Readonly<Record<string, string>>;
  /** `userIdentity.principalId` of S3's notification. */
  readonly principalId: string;
  /** `userIdentity` of CloudTrail's event. */
  readonly identity: Fields;
}

const partOf = (arn: string, index: number): string => arn.split(":")[index] ?? "";
const nameIn = (arn: string): string => arn.split("/").at(-1) ?? "";

/** Names are unique in an account whatever the path: Terraform looks principals up by name. */
const idOf = (kind: "AROA" | "AIDA", arn: string): string => {
  const of = kind === "AROA" ? "role" : "user";
  return uniqueIdFor(kind, `${arn.split(":").slice(0, 5).join(":")}:${of}/${nameIn(arn)}`);
};

const policies = [EVERYTHING];

/** By keys of long life; whoever presigned a URL with them is the same to S3. */
export function user(arn: string): Somebody {
  const [accountId, userId] = [partOf(arn, 4), idOf("AIDA", arn)];
  const userName = nameIn(arn);
  return {
    title: `the user ${userName}`,
    who: { arn, userId, accountId, policies, longLived: true },
    context: {},
    principalId: `AWS:${userId}`,
    identity: { type: "IAMUser", principalId: userId, arn, accountId, userName },
  };
}

/** @param more of CloudTrail's `sessionContext`: who stands behind a session of web identity */
export function session(roleArn: string, sessionName: string, more: Fields = {}): Somebody {
  const accountId = partOf(roleArn, 4);
  const roleId = idOf("AROA", roleArn);
  const userName = nameIn(roleArn);
  const userId = `${roleId}:${sessionName}`;
  const arn = `arn:${partOf(roleArn, 1)}:sts::${accountId}:assumed-role/${userName}/${sessionName}`;
  const issuer = { type: "Role", principalId: roleId, arn: roleArn, accountId, userName };
  return {
    title: `the session ${sessionName} of the role ${userName}`,
    who: { arn, userId, accountId, policies },
    // A session's ARN leaves out the path that its role has.
    context: { "aws:PrincipalArn": roleArn },
    principalId: `AWS:${userId}`,
    identity: {
      ...{ type: "AssumedRole", principalId: userId, arn, accountId },
      sessionContext: { sessionIssuer: issuer, ...more },
    },
  };
}

/** Of GetFederationToken, under a name of the issuing user's choice. */
export function federatedUser(issuerArn: string, name: string): Somebody {
  const issuer = user(issuerArn);
  const accountId = partOf(issuerArn, 4);
  const userId = `${accountId}:${name}`;
  const arn = `arn:${partOf(issuerArn, 1)}:sts::${accountId}:federated-user/${name}`;
  return {
    title: `the federated user ${name}`,
    who: { arn, userId, accountId, policies },
    context: {},
    principalId: `AWS:${userId}`,
    identity: {
      ...{ type: "FederatedUser", principalId: userId, arn, accountId },
      sessionContext: { sessionIssuer: issuer.identity },
    },
  };
}

/** S3's canonical id of whoever owns the buckets here: the notification names root by it. */
export const OWNER_ID = "A3NL1KOZZKExample";

/** @param partition `aws` */
export function root(partition: string, accountId: string): Somebody {
  const arn = `arn:${partition}:iam::${accountId}:root`;
  return {
    title: `root of ${accountId}`,
    who: { arn, userId: accountId, accountId, policies },
    context: {},
    principalId: OWNER_ID,
    identity: { type: "Root", principalId: accountId, arn, accountId },
  };
}

/** The same to policies; to another account's events a caller is an id and an account, no ARN. */
export const seenFromAbroad = (somebody: Somebody): Somebody => {
  const { userId, accountId } = somebody.who;
  return {
    ...somebody,
    title: `${somebody.title.replace(/ of \d+$/, "")} of the account ${accountId}`,
    principalId: `AWS:${userId ?? ""}`,
    identity: { type: "AWSAccount", principalId: userId, accountId },
  };
};

/** Whom a resource's policy lets in with everybody; no policy of IAM's speaks of it. */
export const ANYBODY: Somebody = {
  title: "a caller without credentials",
  who: { arn: "anonymous", userId: "anonymous", accountId: "anonymous", policies },
  context: {},
  principalId: "anonymous",
  identity: { type: "AWSAccount", principalId: "", accountId: "anonymous" },
};

/** By an ARN of the configuration: a user, any session of a role, or that one session. */
export function somebodyBy(arn: string): Somebody {
  const [, kind, rest = ""] = /:(user|role|assumed-role)\/(.+)$/.exec(arn) ?? [];
  if (kind === "user") return user(arn);
  if (kind === "role") return { ...session(arn, "any-session"), title: `the role ${nameIn(arn)}` };
  const [role = "", sessionName = ""] = rest.split("/");
  const [partition, accountId] = [partOf(arn, 1), partOf(arn, 4)];
  return session(`arn:${partition}:iam::${accountId}:role/${role}`, sessionName);
}
