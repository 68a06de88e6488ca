import { Construct } from "constructs";
import { bucketArn, type Place } from "../config/names";
import { accessLogsPolicy } from "../policies/buckets";
import { type ArchiveDays, archiveRules } from "./log-archive";
import { PrivateBucket } from "./private-bucket";

export interface AccessLogBucketProps extends ArchiveDays {
  readonly name: string;
  readonly place: Place;
  /** Names of the buckets that log here. */
  readonly sources: readonly string[];
}

/**
 * Receives S3 access logs of its own account. S3 delivers them neither to another account nor to
 * a bucket with a KMS default key or Object Lock (S3 guide, enable-server-access-logging): hence
 * the exceptions from S3.15 and S3.17. From S3.9 too: it would log its own deliveries, without end.
 */
export class AccessLogBucket extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const arn = bucketArn(props.place, props.name);
    const sources = props.sources.map((source) => bucketArn(props.place, source));
    const { ready } = new PrivateBucket(this, "Bucket", {
      name: props.name,
      arn,
      encryption: "AES256",
      statements: accessLogsPolicy(arn, props.place.accountId, sources),
      lifecycle: archiveRules(props),
    });
    this.name = ready.bucket;
  }
}
