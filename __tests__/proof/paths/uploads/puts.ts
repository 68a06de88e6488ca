import {
  changing,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { everyPrincipal } from "../../../support/every-principal";
import { one } from "../../../support/proof";

const proven = everyPrincipal();
const STACK = "workload-payments";

type ChangePolicy = Parameters<typeof policyOf>[2];

const bucketPolicy = (change: ChangePolicy) =>
  policyOf("aws_s3_bucket_policy", "Production", change);
const uploaderPolicy = (change: ChangePolicy) =>
  policyOf("aws_iam_role_policy", "FileUploader", change);
const bucketKey = (change: ChangePolicy) => policyOf("aws_kms_key", "Key", change);
const encryption = (rule: object) =>
  setting("aws_s3_bucket_server_side_encryption_configuration", "Production", "rule", [rule]);
const refusing = (Action: string) => ({ Effect: "Deny", Principal: "*", Action, Resource: "*" });

/** Reads one variable of the responder's environment, and writes another value. */
const environment =
  (variable: string, change: (value: string) => string | undefined): Spoiling[2] =>
  (json) => {
    const { environment: given } = one(json, "aws_lambda_function", "Response") as {
      environment: { variables: Record<string, string | undefined> };
    };
    given.variables[variable] = change(given.variables[variable] ?? "");
  };

const PUTS: readonly Spoiling[] = [
  ["the bucket is gone", STACK, removing("aws_s3_bucket", "Production"), "there is the bucket"],
  ["its policy is gone for good", STACK, bucketPolicy((all) => [...all, refusing("s3:*")]), "deny"],
  [
    "the role may read only",
    STACK,
    uploaderPolicy(
      changing("PutAndGet", (statement) => {
        statement.Action = "s3:GetObject";
      }),
    ),
    "may not s3:PutObject",
  ],
  ["it may not use the key", STACK, uploaderPolicy(without("UseTheBucketsKey")), "GenerateDataKey"],
  [
    "it may not decrypt its own parts",
    STACK,
    uploaderPolicy(
      changing("UseTheBucketsKey", (statement) => {
        statement.Action = "kms:GenerateDataKey";
      }),
    ),
    "may not kms:Decrypt",
  ],
  ["the key knows nobody", STACK, bucketKey(without("AccountManagesKey")), "may not kms:Generate"],
  [
    "the bucket takes another key only",
    STACK,
    bucketPolicy(
      changing("OnlyTheBucketsKey", (statement) => {
        const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
        statement.Condition = { StringNotEquals: { [key]: "arn:aws:kms:us-east-1:1:key/x" } };
      }),
    ),
    "explicit deny",
  ],
  [
    "an upload without headers is refused",
    STACK,
    bucketPolicy(
      changing("OnlyKmsEncryption", (statement) => {
        const { StringNotEquals = {} } = statement.Condition ?? {};
        statement.Condition = { StringNotEquals };
      }),
    ),
    "an object is put without headers",
  ],
  [
    "the bucket encrypts under S3's own key",
    STACK,
    encryption({ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }),
    "it is AES256",
  ],
  [
    "its encryption is left to S3",
    STACK,
    removing("aws_s3_bucket_server_side_encryption_configuration", "Production"),
    "there is default encryption",
  ],
];

const becoming: readonly Spoiling[] = [
  [
    "the role trusts nobody",
    STACK,
    policyOf("aws_iam_role", "FileUploader", () => [], "assume_role_policy"),
    "may not sts:AssumeRole",
  ],
];

const ON_THEIR_TERMS: readonly Spoiling[] = (
  [
    ["OnlyTheBucketsKey", "under another key"],
    ["OnlyKmsEncryption", "under S3's own keys"],
    ["OnlyTheOwnersAcl", "for everybody to read"],
    ["NoOwnLockMode", "with a lock in GOVERNANCE mode"],
    ["NoOwnLockDate", "with a lock until a day of its own"],
    ["NoOwnLegalHold", "with a legal hold"],
    ["TlsOnly", "without TLS"],
  ] as const
).map(([sid, says]) => [`there is no ${sid}`, STACK, bucketPolicy(without(sid)), says]);

const NOTICED: readonly Spoiling[] = [
  [
    "the function knows no uploader",
    STACK,
    environment("WARDEN_ALLOWED_USERIDS", () => ""),
    "for allowed",
  ],
  [
    "its settings are incomplete",
    STACK,
    environment("WARDEN_ALLOWED_USERIDS", () => undefined),
    "missing in the environment: WARDEN_ALLOWED_USERIDS",
  ],
  ["there is no function", STACK, removing("aws_lambda_function", "Response"), "there is the resp"],
  [
    "its settings hang on what isn't known",
    STACK,
    environment("WARDEN_ALLOWED_USERIDS", () => "${aws_iam_role.Elsewhere.unique_id}:*"),
    "unknown: the responder can read its settings",
  ],
];

const at = (path: string) => `uploads/222222222222/${path}`;

export const PUTTING: readonly Spoilt[] = (
  [
    ["FileUploaderRole uploads nothing", "file-uploader/puts", PUTS],
    ["nobody becomes FileUploaderRole", "file-uploader/becoming", becoming],
    ["somebody uploads on their terms", "allowed/role/team/ingest/refused", ON_THEIR_TERMS],
    ["FileUploaderRole uploads on its terms", "file-uploader/refused", ON_THEIR_TERMS.slice(0, 1)],
    ["the responder doesn't leave an uploader alone", "allowed/user/team/ingest/left", NOTICED],
    ["the responder doesn't leave a session alone", "allowed/assumed", NOTICED.slice(0, 1)],
  ] as const
).map(([title, path, rows]) => ({ title, proven, whose: "payments", path: at(path), rows }));
