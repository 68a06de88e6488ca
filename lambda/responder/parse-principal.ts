import { type Fields, fieldsAt, known, textOf } from "./reading";
import { type Principal } from "./upload";

/** Unique ids of users and roles, as IAM makes them. */
const SESSION = /^(AROA\w+):(.+)$/;
const ASSUMED_ROLE_ARN = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//;

/** Roles that IAM Identity Center makes and that nobody but AWS may change. */
const IDENTITY_CENTER_PREFIX = "AWSReservedSSO_";

/** Forms of a bare id, the first that fits wins. A bare canonical owner id fits none. */
const BARE_IDS: readonly [form: RegExp, read: (id: string) => Principal][] = [
  [/^AIDA\w+$/, (userId) => ({ kind: "user", userId })],
  [SESSION, (userId) => ({ kind: "unknown-role-session", ...sessionOf(userId) })],
  [/^\d{12}:.+$/, (userId) => ({ kind: "federated", userId })],
  [/^\d{12}$/, (userId) => ({ kind: "root", userId })],
  [/^(anonymous)?$/i, () => ({ kind: "anonymous", userId: "anonymous" })],
  [/\.amazonaws\.com$/, (userId) => ({ kind: "service", userId, service: userId })],
];

/** The caller as a notification names it: `aws:userid` behind the prefix `AWS:`. */
export function principalFromId(principalId: string): Principal {
  const id = principalId.replace(/^AWS:/, "");
  const known = BARE_IDS.find(([form]) => form.test(id));
  return known ? known[1](id) : { kind: "unrecognized", userId: id };
}

/** The caller as CloudTrail describes it in `userIdentity`. */
export function principalFromIdentity(identity: Fields): Principal {
  const read = IDENTITIES.get(textOf(identity, "type") ?? "");
  return (
    read?.(identity) ?? { kind: "unrecognized", userId: textOf(identity, "principalId") ?? "" }
  );
}

/** One reader for each `userIdentity.type`; undefined when what it needs is missing. */
const IDENTITIES: ReadonlyMap<string, (identity: Fields) => Principal | undefined> = new Map([
  ["IAMUser", user],
  ["AssumedRole", session],
  ["FederatedUser", federated],
  ["Root", root],
  ["AWSAccount", account],
  ["AWSService", service],
]);

function user(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId");
  if (!userId) return undefined;
  const arn = textOf(identity, "arn");
  const userName = textOf(identity, "userName") ?? lastSegment(arn);
  return { kind: "user", userId, ...known({ arn, userName }) };
}

function session(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId") ?? "";
  const arn = textOf(identity, "arn") ?? "";
  const [, accountId, assumed] = ASSUMED_ROLE_ARN.exec(arn) ?? [];
  if (!SESSION.test(userId) || !accountId || !assumed) return undefined;

  const issuer = textOf(fieldsAt(identity, "sessionContext", "sessionIssuer"), "arn");
  const partition = arn.split(":")[1] ?? "aws";
  const roleArn = issuer ?? `arn:${partition}:iam::${accountId}:role/${assumed}`;
  const roleName = lastSegment(roleArn) ?? assumed;
  const common = { ...sessionOf(userId), arn, roleName };
  return roleName.startsWith(IDENTITY_CENTER_PREFIX)
    ? { kind: "identity-center", ...common }
    : { kind: "role-session", ...common, roleArn };
}

function federated(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId");
  if (!userId) return undefined;
  return { kind: "federated", userId, ...known({ arn: textOf(identity, "arn") }) };
}

function root(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId") ?? textOf(identity, "accountId");
  return userId ? { kind: "root", userId } : undefined;
}

/** A caller without credentials is reported as an account called `anonymous`. */
function account(identity: Fields): Principal | undefined {
  const accountId = textOf(identity, "accountId");
  if (accountId?.toLowerCase() === "anonymous") return { kind: "anonymous", userId: "anonymous" };
  const userId = textOf(identity, "principalId");
  return accountId && userId ? { kind: "account", userId, accountId } : undefined;
}

function service(identity: Fields): Principal | undefined {
  const name = textOf(identity, "invokedBy");
  return name
    ? { kind: "service", userId: textOf(identity, "principalId") ?? name, service: name }
    : undefined;
}

function sessionOf(userId: string) {
  const [roleId = userId] = userId.split(":", 1);
  return { userId, roleId, sessionName: userId.slice(roleId.length + 1) };
}

/** A name behind its path: `arn:aws:iam::1:user/team/eva` → `eva`. */
function lastSegment(arn: string | undefined): string | undefined {
  return arn?.split("/").at(-1);
}
