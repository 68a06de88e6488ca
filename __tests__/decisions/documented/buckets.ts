import {
  allow,
  asked,
  BUCKET,
  CLERKS_SESSION,
  deny,
  document,
  identity,
  OBJECT,
  OWN,
  type Row,
  toAll,
} from "./row";

const S3_EXAMPLES = "S3, example-bucket-policies";
const S3_KEYS = "S3, amazon-s3-policy-keys";
const RESOURCES = "S3, security_iam_service-with-iam";

const putting = (Condition: object, context: Record<string, string>) =>
  asked({
    action: "s3:PutObject",
    context,
    resourcePolicy: document(
      toAll(deny({ Action: "s3:PutObject", Resource: `${BUCKET}/*`, Condition })),
    ),
  });

/** Buckets and their objects. */
export const BUCKETS: readonly Row[] = [
  {
    page: RESOURCES,
    what: "objects are a resource of their own: the bucket's ARN doesn't cover them",
    question: asked({ identityPolicies: identity(allow({ Action: "s3:*", Resource: BUCKET })) }),
    allowed: false,
  },
  {
    page: RESOURCES,
    what: "and the ARN of all objects isn't the bucket",
    question: asked({
      action: "s3:ListBucket",
      resource: BUCKET,
      identityPolicies: identity(allow({ Action: "s3:*", Resource: `${BUCKET}/*` })),
    }),
    allowed: false,
  },
  {
    page: S3_KEYS,
    what: "s3:x-amz-acl may be demanded",
    question: putting(
      { StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      { "s3:x-amz-acl": "public-read" },
    ),
    allowed: false,
  },
  {
    page: S3_KEYS,
    what: "and a request without it is denied by the same statement",
    question: putting({ StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }, {}),
    allowed: false,
  },
  {
    page: S3_KEYS,
    what: "while IfExists lets a request without it pass",
    question: putting(
      { StringNotEqualsIfExists: { "s3:x-amz-server-side-encryption": "aws:kms" } },
      { "s3:x-amz-server-side-encryption": "aws:kms" },
    ),
    allowed: true,
  },
  {
    page: "S3, tagging-and-policies",
    what: "s3:ExistingObjectTag keeps an object back by its tag",
    question: asked({
      context: { "s3:ExistingObjectTag/state": "held" },
      resourcePolicy: document(
        toAll(
          deny({
            Resource: OBJECT,
            Condition: { StringEquals: { "s3:ExistingObjectTag/state": "held" } },
          }),
        ),
      ),
    }),
    allowed: false,
  },
  {
    page: S3_EXAMPLES,
    what: "plain HTTP is denied where the bucket's policy says so",
    question: asked({
      context: { "aws:SecureTransport": "false" },
      resourcePolicy: document(
        toAll(deny({ Resource: OBJECT, Condition: { Bool: { "aws:SecureTransport": "false" } } })),
      ),
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_identifiers",
    what: "a role's sessions are its unique id, a colon and anything",
    question: asked({
      principal: CLERKS_SESSION,
      context: { "aws:userid": "AROACLERK:monday" },
      resourcePolicy: document(
        toAll(
          deny({ Resource: OBJECT, Condition: { StringLike: { "aws:userid": "AROACLERK:*" } } }),
        ),
      ),
    }),
    allowed: false,
  },
  {
    page: "IAM, reference_identifiers",
    what: "and another role's aren't",
    question: asked({
      principal: CLERKS_SESSION,
      context: { "aws:userid": "AROACLERK2:monday" },
      resourcePolicy: document(
        toAll(
          deny({ Resource: OBJECT, Condition: { StringLike: { "aws:userid": "AROACLERK:*" } } }),
        ),
      ),
    }),
    allowed: true,
  },
  {
    page: "S3, API_PutBucketPolicy",
    what: "root of a bucket's account may change the bucket's policy even where that denies it",
    question: asked({
      principal: `arn:aws:iam::${OWN}:root`,
      action: "s3:PutBucketPolicy",
      resource: BUCKET,
      resourcePolicy: document(toAll(deny({ Action: "s3:PutBucketPolicy", Resource: BUCKET }))),
    }),
    allowed: true,
  },
  {
    page: "S3, API_PutBucketPolicy",
    what: "and nothing else that it denies",
    question: asked({
      principal: `arn:aws:iam::${OWN}:root`,
      action: "s3:DeleteBucket",
      resource: BUCKET,
      resourcePolicy: document(toAll(deny({ Action: "s3:*", Resource: BUCKET }))),
    }),
    allowed: false,
  },
];
