import {
  allow,
  asked,
  CLERK,
  CLERKS_SESSION,
  document,
  EVA,
  identity,
  KEY,
  OTHER,
  OWN,
  type Row,
  STRANGER,
} from "./row";

const KEY_POLICIES = "KMS, key-policy-overview";
const DEFAULT = "KMS, key-policy-default";
const KMS_KEYS = "KMS, conditions-kms";

const root = { Principal: { AWS: `arn:aws:iam::${OWN}:root` } };
const using = (Condition?: object) =>
  allow({ Action: "kms:Decrypt", ...(Condition && { Condition }) });

const decrypting = (given: Parameters<typeof asked>[0]) =>
  asked({ principal: CLERKS_SESSION, action: "kms:Decrypt", resource: KEY, ...given });
/** Nothing but the key's policy lets the clerk in. */
const byKeyPolicy = (Condition: object, context: Record<string, string>) =>
  decrypting({
    context,
    identityPolicies: [],
    resourcePolicy: document({ ...using(Condition), Principal: { AWS: CLERK } }),
  });

/** Who may use a key. */
export const KEYS: readonly Row[] = [
  {
    page: DEFAULT,
    what: "a key whose policy names the account leaves it to IAM",
    question: decrypting({ resourcePolicy: document({ ...allow({ Action: "kms:*" }), ...root }) }),
    allowed: true,
  },
  {
    page: DEFAULT,
    what: "without that, IAM's policies have no say",
    question: decrypting({
      resourcePolicy: document({ ...using(), Principal: { AWS: EVA } }),
    }),
    allowed: false,
  },
  {
    page: KEY_POLICIES,
    what: "a role that the key's policy names needs no policy of its own",
    question: byKeyPolicy({}, {}),
    allowed: true,
  },
  {
    page: "KMS, key-policy-modifying-external-accounts",
    what: "another account needs the key's policy and its own",
    question: decrypting({
      principal: STRANGER,
      identityPolicies: identity(allow({ Action: "kms:Decrypt", Resource: KEY })),
      resourcePolicy: document({ ...using(), Principal: { AWS: OTHER } }),
    }),
    allowed: true,
  },
  {
    page: "KMS, key-policy-modifying-external-accounts",
    what: "its own alone isn't enough",
    question: decrypting({
      principal: STRANGER,
      resourcePolicy: document({ ...allow({ Action: "kms:*" }), ...root }),
    }),
    allowed: false,
  },
  {
    page: KMS_KEYS,
    what: "kms:ViaService wants the request to come through that service",
    question: byKeyPolicy(
      { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    ),
    allowed: true,
  },
  {
    page: KMS_KEYS,
    what: "a direct request has no kms:ViaService",
    question: byKeyPolicy({ StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }, {}),
    allowed: false,
  },
  {
    page: KMS_KEYS,
    what: "an entry of the encryption context has to be the one that the policy wants",
    question: byKeyPolicy(
      { StringEquals: { "kms:EncryptionContext:shelf": "top" } },
      { "kms:EncryptionContext:shelf": "low" },
    ),
    allowed: false,
  },
  {
    page: KMS_KEYS,
    what: "the same entry is let in",
    question: byKeyPolicy(
      { StringEquals: { "kms:EncryptionContext:shelf": "top" } },
      { "kms:EncryptionContext:shelf": "top" },
    ),
    allowed: true,
  },
  {
    page: KMS_KEYS,
    what: "another entry with the same value isn't it",
    question: byKeyPolicy(
      { StringEquals: { "kms:EncryptionContext:shelf": "top" } },
      { "kms:EncryptionContext:drawer": "top" },
    ),
    allowed: false,
  },
  {
    page: KMS_KEYS,
    what: "kms:GrantIsForAWSResource keeps grants to services",
    question: decrypting({
      action: "kms:CreateGrant",
      identityPolicies: [],
      context: { "kms:GrantIsForAWSResource": "false" },
      resourcePolicy: document({
        ...allow({
          Action: "kms:CreateGrant",
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        }),
        Principal: { AWS: CLERK },
      }),
    }),
    allowed: false,
  },
  {
    page: KMS_KEYS,
    what: "kms:ResourceAliases is matched by any alias of the key",
    question: decrypting({
      context: { "kms:ResourceAliases": ["alias/other", "alias/ledgers"] },
      identityPolicies: identity(
        allow({
          Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/ledgers" } },
        }),
      ),
      resourcePolicy: document({ ...allow({ Action: "kms:*" }), ...root }),
    }),
    allowed: true,
  },
  {
    page: KMS_KEYS,
    what: "names of the encryption context's entries have no case in a policy",
    question: byKeyPolicy(
      { StringEquals: { "kms:EncryptionContext:Shelf": "top" } },
      { "kms:EncryptionContext:shelf": "top" },
    ),
    allowed: true,
  },
];
