import { type Statement } from "./document";
import { THIS_KEY } from "./keys";

/** Trails that deliver to the archive, all under the same conditions. */
export interface TrailSources {
  /** Part of the statements' names. */
  readonly who: "Trails" | "OrganizationTrail" | "MemberTrails";
  /** Exact, or a pattern: then `organizationId` says whose trails it means. */
  readonly arns: readonly string[];
  readonly organizationId?: string;
  /** First level below `AWSLogs/`: account ids, or the organization's. */
  readonly folders: readonly string[];
}

/**
 * Lets the named trails deliver. `aws:SourceArn` is what AWS asks for here (CloudTrail guide,
 * create-s3-bucket-policy-for-cloudtrail).
 */
export const trailArchivePolicy = (
  bucketArn: string,
  sources: readonly TrailSources[],
): Statement[] => sources.flatMap((source) => delivery(bucketArn, source));

function delivery(bucketArn: string, source: TrailSources): Statement[] {
  const { who, folders } = source;
  const service = { Service: "cloudtrail.amazonaws.com" };
  return [
    {
      Sid: `${who}CheckAcl`,
      Effect: "Allow",
      Principal: service,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: from(source),
    },
    {
      Sid: `${who}Deliver`,
      Effect: "Allow",
      Principal: service,
      Action: "s3:PutObject",
      Resource: folders.map((folder) => `${bucketArn}/AWSLogs/${folder}/*`),
      Condition: from(source, { "s3:x-amz-acl": "bucket-owner-full-control" }),
    },
  ];
}

/** Lets the named trails encrypt what they deliver (CloudTrail guide, create-kms-key-policy). */
export const trailsUseKey = (sources: readonly TrailSources[]): Statement[] =>
  sources.flatMap((source) => [
    {
      Sid: `${source.who}Encrypt`,
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:GenerateDataKey",
      Resource: THIS_KEY,
      Condition: from(source, {}, ["aws:SourceArn", "kms:EncryptionContext:aws:cloudtrail:arn"]),
    },
    {
      Sid: `${source.who}DescribeKey`,
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:DescribeKey",
      Resource: THIS_KEY,
      Condition: from(source),
    },
  ]);

/** The trail by `keys`, its organization where the ARN is only a pattern, and what else is asked. */
function from(
  { arns, organizationId }: TrailSources,
  besides: Readonly<Record<string, string>> = {},
  keys: readonly string[] = ["aws:SourceArn"],
): NonNullable<Statement["Condition"]> {
  const named = Object.fromEntries(keys.map((key) => [key, arns]));
  if (organizationId === undefined) return { StringEquals: { ...named, ...besides } };
  return { ArnLike: named, StringEquals: { "aws:SourceOrgID": organizationId, ...besides } };
}
