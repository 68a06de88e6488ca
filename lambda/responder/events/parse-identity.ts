import { ANONYMOUS, sessionOf } from "./parse-principal";
import { type Fields, fieldsAt, known, textOf } from "./reading";
import { type Principal, type User } from "./upload";

const SESSION = /^\w+:./;
const ASSUMED_ROLE_ARN = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//;
const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\//;

/**
 * Roles that IAM Identity Center makes and that nobody but AWS may change (its guide, "Referencing
 * permission sets"): by their path, since a name could be anybody's.
 */
const IDENTITY_CENTER_ARN =
  /^arn:[\w-]+:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com(\.cn)?\//;

/** The caller as CloudTrail describes it in `userIdentity`. */
export function principalFromIdentity(identity: Fields): Principal {
  const read = IDENTITIES.get(textOf(identity, "type") ?? "");
  return read?.(identity) ?? unrecognized(identity);
}

/**
 * One reader for each `userIdentity.type` that calls S3; undefined when what it needs is missing.
 * `SAMLUser` and `WebIdentityUser` are seen on the calls that make a role session only, and
 * `IdentityCenterUser` not on S3's.
 */
const IDENTITIES: ReadonlyMap<string, (identity: Fields) => Principal | undefined> = new Map([
  ["IAMUser", user],
  ["AssumedRole", session],
  ["FederatedUser", federated],
  ["Root", root],
  ["AWSAccount", account],
  ["AWSService", service],
]);

function user(identity: Fields): User | undefined {
  const userId = textOf(identity, "principalId");
  if (!userId) return undefined;
  const arn = textOf(identity, "arn");
  const userName = textOf(identity, "userName") ?? lastSegment(arn);
  return { kind: "user", userId, ...known({ arn, userName }) };
}

function session(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId") ?? "";
  if (!SESSION.test(userId)) return undefined;
  const context = fieldsAt(identity, "sessionContext");
  const common = {
    ...sessionOf(userId),
    ...known({ sourceIdentity: textOf(context, "sourceIdentity") }),
  };
  const role = roleOf(identity);
  if (!role) return { kind: "unknown-role-session", ...common };
  const { roleArn, ...named } = role;
  if (IDENTITY_CENTER_ARN.test(roleArn)) {
    return { kind: "identity-center", ...common, ...named };
  }
  const provider = textOf(fieldsAt(context, "webIdFederationData"), "federatedProvider");
  return {
    kind: "role-session",
    ...common,
    ...named,
    roleArn,
    ...known({ federatedBy: provider }),
  };
}

/** The session's own ARN leaves out the role's path; its issuer's tells it. */
function roleOf(identity: Fields) {
  const arn = textOf(identity, "arn") ?? "";
  const [, accountId, assumed] = ASSUMED_ROLE_ARN.exec(arn) ?? [];
  if (!accountId || !assumed) return undefined;
  const issuer = textOf(fieldsAt(identity, "sessionContext", "sessionIssuer"), "arn");
  const partition = arn.split(":")[1] ?? "aws";
  const roleArn =
    issuer && ROLE_ARN.test(issuer) ? issuer : `arn:${partition}:iam::${accountId}:role/${assumed}`;
  return { arn, roleArn, roleName: lastSegment(roleArn) ?? assumed };
}

function federated(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId");
  if (!userId) return undefined;
  // Root may issue such credentials too; then there is no IAM user behind them.
  const from = fieldsAt(identity, "sessionContext", "sessionIssuer");
  const issuer = textOf(from, "type") === "IAMUser" ? user(from) : undefined;
  return { kind: "federated", userId, ...known({ arn: textOf(identity, "arn"), issuer }) };
}

function root(identity: Fields): Principal | undefined {
  const userId = textOf(identity, "principalId") ?? textOf(identity, "accountId");
  return userId ? { kind: "root", userId, ...known({ arn: textOf(identity, "arn") }) } : undefined;
}

/** Reported in place of an account where there were no credentials; the second by old records. */
const NOBODY: readonly string[] = ["anonymous", "anonymous_principal"];

function account(identity: Fields): Principal | undefined {
  const accountId = textOf(identity, "accountId");
  if (accountId && NOBODY.includes(accountId.toLowerCase())) return ANONYMOUS;
  const userId = textOf(identity, "principalId");
  return accountId && userId ? { kind: "account", userId, accountId } : undefined;
}

function service(identity: Fields): Principal {
  const name = textOf(identity, "invokedBy") ?? "unnamed";
  return { kind: "service", userId: textOf(identity, "principalId") ?? name, service: name };
}

/** Where the best id is found when there is no `principalId`. */
const NEXT_BEST: readonly (readonly string[])[] = [
  ["onBehalfOf", "userId"],
  ["userName"],
  ["accountId"],
];

function unrecognized(identity: Fields): Principal {
  const next = NEXT_BEST.map((path) =>
    textOf(fieldsAt(identity, ...path.slice(0, -1)), path.at(-1) ?? ""),
  );
  const userId = textOf(identity, "principalId") ?? next.find((id) => id !== undefined) ?? "";
  return { kind: "unrecognized", userId, ...known({ arn: textOf(identity, "arn") }) };
}

/** A name behind its path: `arn:aws:iam::1:user/team/eva` → `eva`. */
function lastSegment(arn: string | undefined): string | undefined {
  return arn?.split("/").at(-1);
}
