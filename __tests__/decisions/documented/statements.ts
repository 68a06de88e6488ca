import {
  allow,
  asked,
  BUCKET,
  CLERK,
  CLERKS_SESSION,
  deny,
  document,
  EVA,
  identity,
  OBJECT,
  OWN,
  type Row,
} from "./row";

const VARIABLES = "IAM, reference_policies_variables";
const NOT_PRINCIPAL = "IAM, reference_policies_elements_notprincipal";

const folderOf = (principal: string, context: Record<string, string>, Resource: string) =>
  asked({
    principal,
    context,
    resource: `${BUCKET}/eva/notes`,
    identityPolicies: identity(allow({ Resource })),
  });
const eva = { "aws:username": "eva" };
const isHers = "${aws:username}";

/** What statements are about. */
export const STATEMENTS: readonly Row[] = [
  {
    page: VARIABLES,
    what: "a variable in a resource stands for the caller",
    question: folderOf(EVA, eva, `${BUCKET}/${isHers}/*`),
    allowed: true,
  },
  {
    page: VARIABLES,
    what: "and for no other one",
    question: folderOf(EVA, { "aws:username": "bob" }, `${BUCKET}/${isHers}/*`),
    allowed: false,
  },
  {
    page: VARIABLES,
    what: "a variable without a value matches nothing",
    question: folderOf(CLERKS_SESSION, {}, `${BUCKET}/${isHers}/*`),
    allowed: false,
  },
  {
    page: VARIABLES,
    what: "a variable's default stands in where there is no value",
    question: folderOf(CLERKS_SESSION, {}, `${BUCKET}/\${aws:username, 'eva'}/*`),
    allowed: true,
  },
  {
    page: VARIABLES,
    what: "${*} is a star and no wildcard",
    question: folderOf(EVA, eva, `${BUCKET}/\${*}`),
    allowed: false,
  },
  {
    page: "IAM, reference_policies_elements_notaction",
    what: "NotAction with Allow allows all other actions",
    question: asked({
      identityPolicies: identity({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    }),
    allowed: true,
  },
  {
    page: "IAM, reference_policies_elements_notaction",
    what: "NotAction with Deny denies all other actions",
    question: asked({
      identityPolicies: identity(allow(), {
        Effect: "Deny",
        NotAction: ["iam:*", "sts:*"],
        Resource: "*",
      }),
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_policies_elements_notresource",
    what: "NotResource with Deny spares what it names",
    question: asked({ identityPolicies: identity(allow(), deny({ NotResource: `${BUCKET}/*` })) }),
    allowed: true,
  },
  {
    page: "IAM, reference_policies_elements_notresource",
    what: "and the bucket itself isn't one of its objects",
    question: asked({
      action: "s3:ListBucket",
      resource: BUCKET,
      identityPolicies: identity(allow(), deny({ NotResource: `${BUCKET}/*` })),
    }),
    allowed: false,
  },
  {
    page: NOT_PRINCIPAL,
    what: "a denial with NotPrincipal denies whom it doesn't name",
    question: asked({
      resourcePolicy: document({ ...deny(), NotPrincipal: { AWS: [CLERK, CLERKS_SESSION] } }),
    }),
    allowed: false,
  },
  {
    page: NOT_PRINCIPAL,
    what: "and spares a session that it names with its role and account",
    question: asked({
      principal: CLERKS_SESSION,
      resourcePolicy: document({
        ...deny(),
        NotPrincipal: { AWS: [CLERK, CLERKS_SESSION, `arn:aws:iam::${OWN}:root`] },
      }),
    }),
    allowed: true,
  },
  {
    page: VARIABLES,
    what: "a variable stands for the caller wherever it is in an ARN",
    question: asked({
      context: eva,
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-west-1:222222222222:eva",
      identityPolicies: identity(allow(), deny({ Resource: `arn:aws:sqs:*:*:${isHers}` })),
    }),
    allowed: false,
  },
  {
    page: VARIABLES,
    what: "a star in the caller's name is a star",
    question: asked({
      context: { "aws:PrincipalTag/team": "*" },
      action: "sqs:SendMessage",
      resource: "arn:aws:sqs:eu-west-1:222222222222:eva",
      identityPolicies: identity(allow({ Resource: "arn:aws:sqs:*:*:${aws:PrincipalTag/team}" })),
    }),
    allowed: false,
  },
  {
    page: VARIABLES,
    what: "a policy without the version of 2012 takes a variable for its letters",
    question: asked({
      context: eva,
      resource: `${BUCKET}/eva/notes`,
      identityPolicies: [
        {
          name: "old",
          policy: {
            Version: "2008-10-17",
            Statement: [allow({ Resource: `${BUCKET}/${isHers}/*` })],
          },
        },
      ],
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_policies_elements_action",
    what: "actions have no case",
    question: asked({ identityPolicies: identity(allow({ Action: "S3:getobject" })) }),
    allowed: true,
  },
  {
    page: "IAM, reference_policies_elements_resource",
    what: "resources have one",
    question: asked({
      identityPolicies: identity(allow({ Resource: OBJECT.replace("may", "May") })),
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_policies_elements_resource",
    what: "a star within a resource reaches over slashes",
    question: asked({ identityPolicies: identity(allow({ Resource: `${BUCKET}/20*.csv` })) }),
    allowed: true,
  },
  {
    page: NOT_PRINCIPAL,
    what: "a denial with NotPrincipal that names a role and not its account may deny its sessions",
    question: asked({
      principal: CLERKS_SESSION,
      resourcePolicy: document({ ...deny(), NotPrincipal: { AWS: CLERK } }),
    }),
    allowed: false,
    undecided: true,
  },
];
