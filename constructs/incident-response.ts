import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { type S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { type AuditNames, sparedArns, type WorkloadNames } from "../config/names";
import type { Workload } from "../config/schema";
import { SEVERITY_IN_TOPIC } from "../lambda/responder/settings";
import { serviceTrust } from "../policies/document";
import { DeadLetterQueue } from "./dead-letter-queue";
import { KnownPrincipals } from "./known-principals";
import { Responder } from "./responder";
import { ResponderTriggers } from "./responder-triggers";

export interface IncidentResponseProps {
  readonly names: WorkloadNames;
  readonly audit: AuditNames;
  readonly workload: Workload;
  /** `aws:userid` patterns of this module's own roles that write objects. */
  readonly ownUserIds: readonly string[];
}

export interface Guard {
  /** The guarded bucket's name. */
  readonly bucket: string;
  /** The account's key, for the function's log. */
  readonly keyArn: string;
  readonly deadLetterQueueArn: string;
}

export interface Guarded {
  readonly functionName: string;
  /** The bucket's: who changes it too waits for it. */
  readonly notification: S3BucketNotification;
}

/** Whom the responder trusts; then the responder itself, what calls it, and where its failures go. */
export class IncidentResponse extends Construct {
  /** `aws:userid` patterns of the allowed uploaders. */
  readonly allowedUserIds: readonly string[];
  /** `aws:userid` patterns of whom a block never hits. */
  readonly neverBlockedUserIds: readonly string[];
  private readonly role: IamRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IncidentResponseProps,
  ) {
    super(scope, id);
    const { names, workload, ownUserIds } = props;
    this.role = new IamRole(this, "Role", {
      name: names.responderRole,
      description: "Bucket Warden's responder",
      // Lambda sends no source when it assumes a function's role, so there is none to ask for.
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com"),
    });
    const allowed = new KnownPrincipals(this, "AllowedUploaders", [
      ...workload.allowedUploaders,
      ...workload.replicationRoles,
    ]);
    const neverBlocked = new KnownPrincipals(this, "NeverBlocked", [
      names.deploymentRoleArn,
      ...workload.breakGlass,
    ]);
    this.allowedUserIds = [...ownUserIds, ...allowed.userIds];
    this.neverBlockedUserIds = neverBlocked.userIds;
  }

  /** Deploys the responder over the bucket. */
  guard({ bucket, keyArn, deadLetterQueueArn }: Guard): Guarded {
    const { names, audit, workload } = this.props;
    const failures = new DeadLetterQueue(this, "Failures", {
      name: names.failuresQueue,
      place: names.place,
    });
    const alertsKey = new DataAwsKmsKey(this, "AlertsKey", { keyId: audit.alertsKeyAliasArn });
    const { functionName, functionArn } = new Responder(this, "Responder", {
      names,
      audit,
      role: this.role,
      keyArn,
      alertsKeyArn: alertsKey.arn,
      failuresQueueArn: failures.arn,
      settings: this.settings(),
      concurrency: workload.responderConcurrency,
    });
    const { notification } = new ResponderTriggers(this, "Triggers", {
      prefix: names.prefix,
      accountId: names.place.accountId,
      sweepRule: names.sweepRule,
      bucket,
      bucketName: names.bucket,
      bucketArn: names.bucketArn,
      functionName,
      functionArn,
      deadLetterQueueArn,
      tellsEventBridge: workload.malwareProtection,
    });
    return { functionName, notification };
  }

  private settings() {
    const { names, audit, workload } = this.props;
    return {
      bucket: names.bucket,
      accountId: names.place.accountId,
      accountName: workload.name,
      ledgerTable: names.ledgerTable,
      alertsTopicArn: topicPattern(audit),
      responseMode: workload.responseMode,
      ownUserId: `${this.role.uniqueId}:*`,
      allowedUserIds: this.allowedUserIds,
      neverBlockedUserIds: this.neverBlockedUserIds,
      sparedArns: sparedArns(names, workload),
      deniedAttemptsThreshold: workload.deniedAttemptsThreshold,
    };
  }
}

/** The topic of each severity, in one setting: the function fills its alert's in. */
const topicPattern = ({ alertTopics: { HIGH, LOW } }: AuditNames): string =>
  HIGH.arn === LOW.arn ? HIGH.arn : HIGH.arn.replace(/high$/, SEVERITY_IN_TOPIC);
