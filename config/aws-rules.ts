import { z } from "zod";

/**
 * The shapes AWS gives to what a user writes in the configuration. Each message states the rule,
 * so that it can stand alone behind the path and the value.
 */

export const accountId = z
  .string({ error: "an AWS account id is a string of 12 digits" })
  .regex(/^\d{12}$/, "an AWS account id is a string of 12 digits");

export const region = z
  .string({ error: "an AWS region such as us-east-1" })
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as us-east-1");

const BUCKET_RULE =
  "S3 takes 3 to 63 characters: lower-case letters, digits and hyphens, starting and ending with a letter or digit";

/** Dots are legal in S3 but break TLS host names, so they are refused as well. */
export const bucketName = z
  .string({ error: BUCKET_RULE })
  .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, BUCKET_RULE)
  .refine(
    (name) => !/^(xn--|sthree-|amzn-s3-demo-)/.test(name),
    "S3 reserves names that start with xn--, sthree- or amzn-s3-demo-",
  )
  .refine(
    (name) => !/(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name),
    "S3 reserves names that end with -s3alias, --ol-s3, --x-s3 or --table-s3",
  );

/** IAM role names: 64 characters of `[\w+=,.@-]`. */
export const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "IAM takes 1 to 64 characters of letters, digits and +=,.@-_");

const PRINCIPAL_RULE =
  "the ARN of an IAM user or role, or of one role session (arn:aws:sts::…:assumed-role/role/session)";

/**
 * A principal by ARN: a user, a role (all its sessions), or one session of a role, which is how a
 * person of IAM Identity Center is named.
 */
export const principalArn = z
  .string({ error: PRINCIPAL_RULE })
  .regex(
    /^arn:aws[a-z-]*:(iam::\d{12}:(user|role)\/[\w+=,.@/-]+|sts::\d{12}:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+)$/,
    PRINCIPAL_RULE,
  );

const REPLICATION_RULE =
  "the ARN of an IAM role of this account, or the unique id (AROA…) of another account's role: " +
  "aws iam get-role --role-name <name> --query Role.RoleId";

/** A role that replicates into the bucket; of a foreign role only its id can be compared. */
export const replicationRole = z
  .string({ error: REPLICATION_RULE })
  .regex(/^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|AROA[A-Z0-9]{8,60})$/, REPLICATION_RULE);

export const trustedArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)$/,
    "the ARN of an IAM user, a role or an account's root",
  );

export const days = (least: number, why: string) =>
  z.number({ error: "a whole number of days" }).int("a whole number of days").min(least, why);
