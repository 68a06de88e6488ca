import { both, each, unless } from "./judges";
import { type Judge, type Rule } from "./rule";
import { allowsAny, listed, statementsIn } from "./statements";

const POLICIES = ["aws_iam_policy", "aws_iam_role_policy"] as const;

const noGrant = (type: string, actions: RegExp, on: RegExp): Judge =>
  each(type, (policy) => {
    const statements = statementsIn(policy);
    const wide = statements.some(
      (grant) => allowsAny(grant, actions) && listed(grant.Resource).some((one) => on.test(one)),
    );
    return unless(statements.length > 0 && !wide, "it allows more than it needs");
  });

const USERS = ["aws_iam_user", "aws_iam_access_key", "aws_iam_user_login_profile"];

/** What the two standards ask of people's identities: no stack makes any. */
const OF_USERS: readonly (readonly [id: string, cis3: string, cis5: string, asks: string])[] = [
  ["IAM.2", "1.15", "1.14", "users get their rights by groups"],
  ["IAM.3", "1.14", "1.13", "access keys are renewed every 90 days"],
  ["IAM.5", "1.10", "1.9", "users with a password have MFA"],
  ["IAM.8", "", "", "unused credentials are removed"],
  ["IAM.22", "1.12", "1.11", "credentials unused for 45 days are removed"],
  ["CIS 1.11", "1.11", "1.10", "no access keys while a user with a password is set up"],
  ["CIS 1.13", "1.13", "1.12", "one active access key a user"],
  ["CIS 1.21", "1.21", "1.20", "users are managed in one place"],
];

const PASSWORDS = ["aws_iam_account_password_policy"];

/** About the account as a whole, whatever is deployed in it: its owner's baseline. */
const OF_THE_ACCOUNT: readonly (readonly [
  id: string,
  cis3: string,
  cis5: string,
  asks: string,
  without?: readonly string[],
])[] = [
  ["Account.1", "1.2", "1.2", "security contact", ["aws_account_alternate_contact"]],
  ["CIS 1.1", "1.1", "1.1", "contact details", ["aws_account_primary_contact"]],
  ["CIS 1.3", "1.3", "", "security questions"],
  ["IAM.4", "1.4", "1.3", "root has no access key"],
  ["IAM.6", "1.6", "1.5", "root has a hardware MFA device"],
  ["IAM.9", "1.5", "1.4", "root has MFA"],
  ["CIS 1.7", "1.7", "1.6", "root isn't used for daily work (its use is told: CIS 4.3)"],
  ["IAM.7", "", "", "strong password policy", PASSWORDS],
  ["IAM.15", "1.8", "1.7", "passwords of 14 characters or more", PASSWORDS],
  ["IAM.16", "1.9", "1.8", "no password is used again", PASSWORDS],
  ["IAM.18", "1.17", "1.16", "a role for AWS Support"],
  ["CIS 1.18", "1.18", "1.17", "instances have roles", ["aws_iam_instance_profile"]],
  ["IAM.26", "1.19", "1.18", "no expired certificates", ["aws_iam_server_certificate"]],
  ["IAM.28", "1.20", "1.19", "an access analyzer", ["aws_accessanalyzer_analyzer"]],
];

const cis = (cis3: string, cis5: string) => ({ ...(cis3 && { cis3 }), ...(cis5 && { cis5 }) });

export const IDENTITY_RULES: readonly Rule[] = [
  {
    id: "IAM.1",
    cis3: "1.16",
    cis5: "1.15",
    also: "CKV_AWS_62, CKV_AWS_63",
    asks: "no policy allows everything",
    how: "every policy lists its actions",
    judge: both(...POLICIES.map((type) => noGrant(type, /^\*$/, /./))),
  },
  {
    id: "IAM.21",
    asks: "no managed policy allows all of a service",
    how: "every policy lists its actions",
    judge: noGrant("aws_iam_policy", /^[a-z0-9-]+:\*$/, /./),
  },
  {
    id: "IAM.27",
    cis3: "1.22",
    cis5: "1.21",
    asks: "nobody has AWSCloudShellFullAccess",
    how: "no role has it",
    judge: each("aws_iam_role_policy_attachment", ({ arguments: { policy_arn } }) =>
      unless(
        typeof policy_arn === "string" && !policy_arn.includes("CloudShell"),
        "it opens CloudShell",
      ),
    ),
  },
  ...OF_USERS.map(([id, cis3, cis5, asks]): Rule => ({
    ...{ id, ...cis(cis3, cis5), asks, without: USERS },
    notApplicable: "no IAM users: roles only",
  })),
  ...OF_THE_ACCOUNT.map(([id, cis3, cis5, asks, without = []]): Rule => ({
    ...{ id, ...cis(cis3, cis5), asks, without },
    notApplicable: "the account's own baseline; nothing of it is deployed here",
  })),
];
