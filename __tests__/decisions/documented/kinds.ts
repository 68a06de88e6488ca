import {
  allow,
  asked,
  CLERK,
  CLERKS_SESSION,
  deny,
  document,
  EVA,
  limit,
  OBJECT,
  OTHER,
  OWN,
  type Row,
  toAll,
} from "./row";

const LOGIC = "IAM, reference_policies_evaluation-logic";
const BOUNDARIES = "IAM, access_policies_boundaries";
const SCPS = "Organizations, orgs_manage_policies_scps_evaluation";

const everything = { name: "FullAWSAccess", policy: document(allow()) };

/** How the kinds of policies work together within an account. */
export const KINDS: readonly Row[] = [
  {
    page: LOGIC,
    what: "a denial in one policy beats what all others allow",
    question: asked({ resourcePolicy: document(toAll(deny({ Resource: OBJECT }))) }),
    allowed: false,
  },
  {
    page: LOGIC,
    what: "within an account a bucket's policy alone can allow",
    question: asked({
      identityPolicies: [],
      resourcePolicy: document({ ...allow({ Resource: OBJECT }), Principal: { AWS: EVA } }),
    }),
    allowed: true,
  },
  {
    page: LOGIC,
    what: "what names the account leaves it to the account's own policies",
    question: asked({
      identityPolicies: [],
      resourcePolicy: document({ ...allow({ Resource: OBJECT }), Principal: { AWS: OWN } }),
    }),
    allowed: false,
  },
  {
    page: BOUNDARIES,
    what: "a boundary allows nothing by itself",
    question: asked({ identityPolicies: [], boundary: limit(allow()) }),
    allowed: false,
  },
  {
    page: BOUNDARIES,
    what: "and limits what identity policies allow",
    question: asked({ boundary: limit(allow({ Action: "sqs:*" })) }),
    allowed: false,
  },
  {
    page: BOUNDARIES,
    what: "but not what a resource's policy allows the user by name",
    question: asked({
      identityPolicies: [],
      boundary: limit(allow({ Action: "sqs:*" })),
      resourcePolicy: document({ ...allow({ Resource: OBJECT }), Principal: { AWS: EVA } }),
    }),
    allowed: true,
  },
  {
    page: BOUNDARIES,
    what: "nor the session by name",
    question: asked({
      principal: CLERKS_SESSION,
      identityPolicies: [],
      boundary: limit(allow({ Action: "sqs:*" })),
      resourcePolicy: document({
        ...allow({ Resource: OBJECT }),
        Principal: { AWS: CLERKS_SESSION },
      }),
    }),
    allowed: true,
  },
  {
    page: BOUNDARIES,
    what: "while it limits what the role is allowed by name",
    question: asked({
      principal: CLERKS_SESSION,
      identityPolicies: [],
      boundary: limit(allow({ Action: "sqs:*" })),
      resourcePolicy: document({ ...allow({ Resource: OBJECT }), Principal: { AWS: CLERK } }),
    }),
    allowed: false,
  },
  {
    page: SCPS,
    what: "every level of the organization has to allow",
    question: asked({
      controlPolicies: [
        { id: "r-ab12", policies: [everything] },
        { id: OWN, policies: [limit(allow({ Action: "sqs:*" }))] },
      ],
    }),
    allowed: false,
  },
  {
    page: SCPS,
    what: "a denial at any level is one for the account's root as well",
    question: asked({
      principal: `arn:aws:iam::${OWN}:root`,
      controlPolicies: [{ id: "r-ab12", policies: [everything, limit(deny())] }],
    }),
    allowed: false,
  },
  {
    page: "Organizations, orgs_manage_policies_rcps",
    what: "a resource control policy binds a caller from outside",
    question: asked({
      principal: `arn:aws:iam::${OTHER}:user/zoe`,
      resourcePolicy: document(toAll(allow({ Resource: OBJECT }))),
      resourceControls: [
        {
          id: "r-ab12",
          policies: [
            limit({
              ...deny({
                Action: "s3:*",
                Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1" } },
              }),
              Principal: "*",
            }),
          ],
        },
      ],
    }),
    allowed: false,
  },
  {
    page: BOUNDARIES,
    what: "a denial with NotPrincipal denies whoever has a boundary, even by name",
    question: asked({
      boundary: limit(allow()),
      resourcePolicy: document({
        ...deny(),
        NotPrincipal: { AWS: [EVA, `arn:aws:iam::${OWN}:root`] },
      }),
    }),
    allowed: false,
  },
  {
    page: LOGIC,
    what: "a star in a bucket's policy lets the account's own users in without more",
    question: asked({
      identityPolicies: [],
      resourcePolicy: document(toAll(allow({ Resource: OBJECT }))),
    }),
    allowed: true,
  },
  {
    page: LOGIC,
    what: "a denial of the account denies everybody in it",
    question: asked({
      resourcePolicy: document({ ...deny({ Resource: OBJECT }), Principal: { AWS: OWN } }),
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_policies_condition-keys",
    what: "a session's aws:PrincipalArn is its role",
    question: asked({
      principal: CLERKS_SESSION,
      context: { "aws:PrincipalArn": CLERK },
      resourcePolicy: document(
        toAll(
          deny({ Resource: OBJECT, Condition: { ArnNotEquals: { "aws:PrincipalArn": CLERK } } }),
        ),
      ),
    }),
    allowed: true,
  },
];
