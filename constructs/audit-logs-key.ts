import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { type TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface AuditLogsKeyProps {
  readonly aliasArn: string;
  /** Of the key's own region: KMS answers for no other. @default the stack's */
  readonly provider?: TerraformProvider;
}

/**
 * The audit account's key for logs, found by its alias since its ARN holds a random id. It is the
 * first thing that a plan needs of the audit account, so its address is what somebody reads who
 * starts with another stack: a failing lookup can carry no message of ours.
 */
export class AuditLogsKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { aliasArn, provider }: AuditLogsKeyProps) {
    super(scope, id);
    const key = new DataAwsKmsKey(this, "Resource", {
      keyId: aliasArn,
      ...(provider && { provider }),
    });
    key.overrideLogicalId("apply_the_audit_stack_first");
    this.arn = key.arn;
  }
}
