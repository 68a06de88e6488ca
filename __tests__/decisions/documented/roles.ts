import {
  allow,
  asked,
  CLERK,
  deny,
  document,
  identity,
  OTHER,
  OWN,
  type Row,
  STRANGER,
} from "./row";

const EXTERNAL = "IAM, id_roles_common-scenarios_third-party";

const trust = (statement: object) =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", ...statement });
const assuming = (given: Parameters<typeof asked>[0]) =>
  asked({ action: "sts:AssumeRole", resource: CLERK, ...given });

/** Who may assume a role. */
export const ROLES: readonly Row[] = [
  {
    page: EXTERNAL,
    what: "a role is assumed with the external id that its trust wants",
    question: assuming({
      principal: STRANGER,
      context: { "sts:ExternalId": "blue" },
      resourcePolicy: trust({
        Principal: { AWS: OTHER },
        Condition: { StringEquals: { "sts:ExternalId": "blue" } },
      }),
    }),
    allowed: true,
  },
  {
    page: EXTERNAL,
    what: "and not without",
    question: assuming({
      principal: STRANGER,
      resourcePolicy: trust({
        Principal: { AWS: OTHER },
        Condition: { StringEquals: { "sts:ExternalId": "blue" } },
      }),
    }),
    allowed: false,
  },
  {
    page: "IAM, id_credentials_mfa_configure-api-require",
    what: "a trust may want MFA",
    question: assuming({
      context: { "aws:MultiFactorAuthPresent": "false" },
      resourcePolicy: trust({
        Principal: { AWS: OWN },
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      }),
    }),
    allowed: false,
  },
  {
    page: "IAM, id_roles_update-role-trust-policy",
    what: "an administrator of the account can't assume a role whose trust is silent",
    question: assuming({ resourcePolicy: trust({ Principal: { AWS: OTHER } }) }),
    allowed: false,
  },
  {
    page: "IAM, id_roles_update-role-trust-policy",
    what: "a user whom the trust names needs no policy of its own",
    question: assuming({
      identityPolicies: [],
      resourcePolicy: trust({ Principal: { AWS: `arn:aws:iam::${OWN}:user/eva` } }),
    }),
    allowed: true,
  },
  {
    page: "IAM, id_roles_update-role-trust-policy",
    what: "one whom the trust lets in with the account needs one",
    question: assuming({
      identityPolicies: identity(allow({ Action: "s3:*" })),
      resourcePolicy: trust({ Principal: { AWS: OWN } }),
    }),
    allowed: false,
  },
  {
    page: "STS, API_GetCallerIdentity",
    what: "everybody may ask who they are, whatever denies it",
    question: asked({
      action: "sts:GetCallerIdentity",
      resource: "*",
      identityPolicies: identity(deny()),
    }),
    allowed: true,
  },
  {
    page: "IAM, id_roles_terms-and-concepts",
    what: "a service assumes a role whose trust names it",
    question: assuming({
      principal: "config.amazonaws.com",
      identityPolicies: [],
      resourcePolicy: trust({ Principal: { Service: "config.amazonaws.com" } }),
    }),
    allowed: true,
  },
];
