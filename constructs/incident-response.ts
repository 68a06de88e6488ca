import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import type { AuditNames, WorkloadNames } from "../config/names";
import type { Workload } from "../config/schema";
import { serviceTrust } from "../policies/document";
import { DeadLetterQueue } from "./dead-letter-queue";
import { KnownPrincipals } from "./known-principals";
import { Responder } from "./responder";
import { ResponderTriggers } from "./responder-triggers";

export interface IncidentResponseProps {
  readonly names: WorkloadNames;
  readonly audit: AuditNames;
  readonly workload: Workload;
  /** The guarded bucket's name. */
  readonly bucket: string;
  /** `aws:userid` pattern of FileUploaderRole. */
  readonly uploaderUserIds: string;
  /** The account's key, for the function's log. */
  readonly keyArn: string;
  readonly deadLetterQueueArn: string;
}

/** The responder, whom it trusts, what calls it, and where its failures go. */
export class IncidentResponse extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: IncidentResponseProps) {
    super(scope, id);
    const { names, audit } = props;
    const role = new IamRole(this, "Role", {
      name: names.responderRole,
      description: "Bucket Warden's responder",
      // Lambda sends no source when it assumes a function's role, so there is none to ask for.
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com"),
    });
    const failures = new DeadLetterQueue(this, "Failures", {
      name: names.failuresQueue,
      place: names.place,
    });
    const alertsKey = new DataAwsKmsKey(this, "AlertsKey", { keyId: audit.alertsKeyAliasArn });
    const { functionName, functionArn } = new Responder(this, "Responder", {
      names,
      audit,
      role,
      keyArn: props.keyArn,
      alertsKeyArn: alertsKey.arn,
      failuresQueueArn: failures.arn,
      settings: this.settings(props, role),
    });
    new ResponderTriggers(this, "Triggers", {
      prefix: names.prefix,
      accountId: names.place.accountId,
      bucket: props.bucket,
      bucketName: names.bucket,
      bucketArn: names.bucketArn,
      functionName,
      functionArn,
      deadLetterQueueArn: props.deadLetterQueueArn,
    });
    this.functionName = functionName;
  }

  private settings(
    { names, audit, workload, uploaderUserIds }: IncidentResponseProps,
    role: IamRole,
  ) {
    const allowed = new KnownPrincipals(this, "AllowedUploaders", workload.allowedUploaders);
    const neverBlocked = new KnownPrincipals(this, "NeverBlocked", [
      names.deploymentRoleArn,
      ...workload.breakGlass,
    ]);
    return {
      bucket: names.bucket,
      accountId: names.place.accountId,
      accountName: workload.name,
      ledgerTable: names.ledgerTable,
      alertsTopicArn: audit.alertsTopicArn,
      responseMode: workload.responseMode,
      ownUserId: `${role.uniqueId}:*`,
      allowedUserIds: [uploaderUserIds, ...allowed.userIds],
      neverBlockedUserIds: neverBlocked.userIds,
    };
  }
}
