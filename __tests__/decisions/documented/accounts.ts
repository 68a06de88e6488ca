import {
  allow,
  asked,
  CLERK,
  CLERKS_SESSION,
  document,
  OBJECT,
  OTHER,
  OWN,
  QUEUE,
  type Row,
  STRANGER,
  toAll,
  TOPIC,
} from "./row";

const CROSS = "IAM, reference_policies_evaluation-logic-cross-account";
const PRINCIPAL = "IAM, reference_policies_elements_principal";
const KEYS = "IAM, reference_policies_condition-keys";

const readers = (Principal: unknown) =>
  document({ ...allow({ Action: "s3:GetObject", Resource: OBJECT }), Principal });
const zoe = (given: Parameters<typeof asked>[0]) => asked({ principal: STRANGER, ...given });

const publishing = (Condition: object, context: Record<string, string>, principal?: string) =>
  asked({
    principal: principal ?? "cloudwatch.amazonaws.com",
    action: "sns:Publish",
    resource: TOPIC,
    context,
    identityPolicies: [],
    resourcePolicy: document({
      ...allow({ Action: "sns:Publish", Resource: TOPIC, Condition }),
      Principal: { Service: "cloudwatch.amazonaws.com" },
    }),
  });
const alarm = `arn:aws:cloudwatch:eu-west-1:${OWN}:alarm:depth`;

/** Who gets in: other accounts and services. */
export const ACCOUNTS: readonly Row[] = [
  {
    page: CROSS,
    what: "another account's user needs the bucket's policy and one of its own",
    question: zoe({ resourcePolicy: readers({ AWS: STRANGER }) }),
    allowed: true,
  },
  {
    page: CROSS,
    what: "the bucket's policy alone isn't enough for it",
    question: zoe({ identityPolicies: [], resourcePolicy: readers({ AWS: STRANGER }) }),
    allowed: false,
  },
  {
    page: CROSS,
    what: "nor is its own",
    question: zoe({}),
    allowed: false,
  },
  {
    page: PRINCIPAL,
    what: "an account's number lets in whom that account lets",
    question: zoe({ resourcePolicy: readers({ AWS: OTHER }) }),
    allowed: true,
  },
  {
    page: PRINCIPAL,
    what: "an account's root ARN means the same",
    question: zoe({ resourcePolicy: readers({ AWS: `arn:aws:iam::${OTHER}:root` }) }),
    allowed: true,
  },
  {
    page: PRINCIPAL,
    what: "a star lets everybody in, by the condition beside it",
    question: zoe({
      context: { "aws:PrincipalOrgID": "o-other" },
      resourcePolicy: document(
        toAll(
          allow({
            Action: "s3:GetObject",
            Resource: OBJECT,
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-ours" } },
          }),
        ),
      ),
    }),
    allowed: false,
  },
  {
    page: PRINCIPAL,
    what: "a session by its ARN is that session alone",
    question: asked({
      principal: CLERKS_SESSION,
      identityPolicies: [],
      resourcePolicy: readers({ AWS: CLERKS_SESSION.replace("monday", "tuesday") }),
    }),
    allowed: false,
  },
  {
    page: PRINCIPAL,
    what: "a role by its ARN is every session of it",
    question: asked({
      principal: CLERKS_SESSION,
      identityPolicies: [],
      resourcePolicy: readers({ AWS: CLERK }),
    }),
    allowed: true,
  },
  {
    page: PRINCIPAL,
    what: "a role with a path is every session of it as well",
    question: asked({
      principal: CLERKS_SESSION,
      identityPolicies: [],
      resourcePolicy: readers({ AWS: CLERK.replace("role/", "role/desk/") }),
    }),
    allowed: true,
  },
  {
    page: KEYS,
    what: "a service gets in for the source that the policy names",
    question: publishing(
      { ArnLike: { "aws:SourceArn": alarm } },
      { "aws:SourceArn": alarm, "aws:SourceAccount": OWN },
    ),
    allowed: true,
  },
  {
    page: KEYS,
    what: "and not for another account's",
    question: publishing(
      { StringEquals: { "aws:SourceAccount": OWN } },
      { "aws:SourceArn": alarm.replace(OWN, OTHER), "aws:SourceAccount": OTHER },
    ),
    allowed: false,
  },
  {
    page: KEYS,
    what: "nor where the source isn't said",
    question: publishing({ StringEquals: { "aws:SourceAccount": OWN } }, {}),
    allowed: false,
  },
  {
    page: KEYS,
    what: "aws:SourceOrgID is the organization of the source",
    question: publishing(
      { StringEquals: { "aws:SourceOrgID": "o-ours" } },
      { "aws:SourceOrgID": "o-ours" },
    ),
    allowed: true,
  },
  {
    page: KEYS,
    what: "a service has no aws:PrincipalOrgID",
    question: publishing(
      { StringEquals: { "aws:PrincipalOrgID": "o-ours" } },
      { "aws:SourceOrgID": "o-ours" },
    ),
    allowed: false,
  },
  {
    page: PRINCIPAL,
    what: "one service isn't another",
    question: publishing({}, {}, "events.amazonaws.com"),
    allowed: false,
  },
  {
    page: "SQS, sqs-using-identity-based-policies",
    what: "a queue's own account needs no policy of the queue",
    question: asked({ action: "sqs:SendMessage", resource: QUEUE }),
    allowed: true,
  },
  {
    page: "SQS, sqs-using-identity-based-policies",
    what: "a service needs one",
    question: asked({
      principal: "events.amazonaws.com",
      action: "sqs:SendMessage",
      resource: QUEUE,
      identityPolicies: [],
    }),
    allowed: false,
  },
];
