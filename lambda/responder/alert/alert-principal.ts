import { partitionOf } from "./alert-links";
import { DENIED_ACTIONS } from "../contain/denylist";
import { quote, visibleJson } from "./quote";
import { known } from "../events/reading";
import { type Principal, type Upload } from "../events/upload";

type Kind = Principal["kind"];

/** What each kind of caller is called, and what to do about it where the block doesn't reach. */
const KINDS: Readonly<Record<Kind, { readonly called: string; readonly advice: string }>> = {
  user: {
    called: "IAM user",
    advice:
      "Disable the user's access keys and console password: the block guards this bucket only, " +
      "and whoever holds the keys has all else the user may do.",
  },
  "role-session": {
    called: "session of an IAM role",
    advice:
      "Revoke the role's active sessions and see who may assume it: the caller chooses a " +
      "session's name, so the next one may carry another.",
  },
  "unknown-role-session": {
    called: "session of a role",
    advice:
      "CloudTrail's event, which names the role, follows within minutes: a second alert tells it.",
  },
  "identity-center": {
    called: "person of IAM Identity Center",
    advice:
      "Remove the person's assignment in IAM Identity Center and revoke the active sessions: " +
      "AWS lets nobody edit the role itself.",
  },
  account: {
    called: "caller of another account",
    advice:
      "Tell that account's owner: its users and roles can't be touched from here. To shut the " +
      "whole account out, add the statement below to the bucket policy.",
  },
  federated: {
    called: "federated user",
    advice:
      "Disable the access keys of the IAM user that issued the session: the federated name is " +
      "the caller's choice, the issuer isn't.",
  },
  service: {
    called: "AWS service",
    advice: "Find out who configured the service to write here, and change that.",
  },
  root: {
    called: "root of an account",
    advice:
      "Secure the root user: change its password, delete its access keys, check its MFA device. " +
      "No IAM policy binds it, and it can delete the bucket policy.",
  },
  anonymous: {
    called: "nobody in particular: the call carried no credentials",
    advice: "Close the public grant: turn on Block Public Access for the bucket and the account.",
  },
  unrecognized: {
    called: "caller of an unknown kind",
    advice: "Look the caller up in CloudTrail by the id above.",
  },
};

const SIGNED_IN_URL =
  "Signed in the URL: by a presigned URL or by the console. If the console is out of the " +
  "question, a URL was handed out: rotate the access key that signed it.";

type Seen = Pick<Upload, "bucket" | "principal"> & Pick<Partial<Upload>, "authentication">;

const wasSignedInUrl = ({ authentication }: Seen) => authentication === "QueryString";

/** What to do about the caller beyond the block. */
export function adviceOn(seen: Seen, region: string): readonly string[] {
  const { principal, bucket } = seen;
  return [
    KINDS[principal.kind].advice,
    ...(principal.kind === "account"
      ? [denyAccount(principal.accountId, `arn:${partitionOf(region).name}:s3:::${bucket}`)]
      : []),
    ...(wasSignedInUrl(seen) ? [SIGNED_IN_URL] : []),
  ];
}

/** The statement that shuts a whole account out, ready to paste. */
const denyAccount = (accountId: string, bucketArn: string) =>
  visibleJson({
    Sid: `DenyAccount${accountId.replaceAll(/\W/g, "")}`,
    Effect: "Deny",
    Principal: "*",
    Action: DENIED_ACTIONS,
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  });

/** All that is known of the caller, by the words that introduce it. */
export function whoLines(principal: Principal): readonly string[] {
  const { kind, userId, ...rest } = principal;
  const issuer = kind === "federated" ? principal.issuer : undefined;
  const facts = { ...textsOf(rest), ...known({ issuer: issuer?.arn ?? issuer?.userId }) };
  return [
    `By: ${KINDS[kind].called}`,
    `  id: ${quote(userId)}`,
    ...Object.entries(facts).map(([name, value]) => `  ${LABELS[name] ?? name}: ${quote(value)}`),
  ];
}

/** One line: the best name there is. */
export function whoInShort(principal: Principal): string {
  const name = "arn" in principal ? principal.arn : undefined;
  return `${KINDS[principal.kind].called} ${quote(name ?? principal.userId)}`;
}

const LABELS: Readonly<Record<string, string>> = {
  arn: "ARN",
  userName: "user",
  roleArn: "role",
  sessionName: "session",
  sourceIdentity: "source identity",
  federatedBy: "identity provider",
  accountId: "account",
  service: "service",
  issuer: "issued by",
};

const textsOf = (rest: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(rest).filter(
      (entry): entry is [string, string] => entry[0] in LABELS && typeof entry[1] === "string",
    ),
  );
