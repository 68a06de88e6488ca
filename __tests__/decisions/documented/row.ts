import type { Policy, Question } from "../../../decisions/judge";

/** A request whose outcome AWS documents. */
export interface Row {
  /** Page of AWS's documentation: `IAM, reference_policies_elements_notprincipal`. */
  readonly page: string;
  readonly what: string;
  readonly question: Question;
  /** What AWS would do. */
  readonly allowed: boolean;
  /** AWS warns of it, and doesn't say what happens: then nothing is said here either. */
  readonly undecided?: true;
}

export const OWN = "222222222222";
export const OTHER = "555555555555";
export const BUCKET = "arn:aws:s3:::ledgers";
export const OBJECT = `${BUCKET}/2026/may.csv`;
export const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/5d1c7e0a-8f2b-4b6e-9a43-0c2f7d1e6b90`;
export const TOPIC = `arn:aws:sns:eu-west-1:${OWN}:sirens`;
export const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:leftovers`;
export const EVA = `arn:aws:iam::${OWN}:user/eva`;
export const CLERK = `arn:aws:iam::${OWN}:role/clerk`;
export const CLERKS_SESSION = `arn:aws:sts::${OWN}:assumed-role/clerk/monday`;
export const STRANGER = `arn:aws:iam::${OTHER}:user/zoe`;

export const document = (...Statement: Policy[]): Policy => ({ Version: "2012-10-17", Statement });
export const allow = (given: Policy = {}): Policy => ({
  Effect: "Allow",
  Action: "*",
  ...(given.NotResource === undefined && { Resource: "*" }),
  ...given,
});
export const deny = (given: Policy = {}): Policy => ({ ...allow(given), Effect: "Deny" });
/** As part of a resource's policy: for everybody unless it names somebody. */
export const toAll = (given: Policy): Policy =>
  "NotPrincipal" in given ? given : { Principal: "*", ...given };

export const identity = (...statements: Policy[]): Question["identityPolicies"] => [
  { name: "own", policy: document(...statements) },
];
export const limit = (...statements: Policy[]) => ({
  name: "limit",
  policy: document(...statements),
});

/** Eva reads an object of her own account's bucket, and IAM lets her, unless the row says otherwise. */
export const asked = (given: Partial<Question> = {}): Question => ({
  principal: EVA,
  action: "s3:GetObject",
  resource: OBJECT,
  resourceAccount: OWN,
  context: {},
  identityPolicies: identity(allow()),
  ...given,
});

/** The same, with one condition on what her own policy allows. */
export const onlyIf = (Condition: Policy, context: Question["context"] = {}): Question =>
  asked({ context, identityPolicies: identity(allow({ Condition })) });

/** The same, with one condition on what her own policy denies. */
export const exceptIf = (Condition: Policy, context: Question["context"] = {}): Question =>
  asked({ context, identityPolicies: identity(allow(), deny({ Condition })) });
