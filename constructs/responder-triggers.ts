import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { alarmOnFailedInvocations } from "./alarm";
import { RETRY_POLICY } from "./finding-forwarder";

/**
 * CloudTrail's names of the calls that create an object, and of those that could lift a block.
 * `PostObject` and `POST Object` are both said of browser uploads; failed calls are let through as
 * well, so that attempts can be counted.
 */
const CALLS = [
  "CompleteMultipartUpload",
  "CopyObject",
  "DeleteBucketPolicy",
  "POST Object",
  "PostObject",
  "PutBucketPolicy",
  "PutObject",
];

/** The safety net: a block that was lifted unseen is back after this time at the latest. */
const SWEEP = "rate(5 minutes)";

export interface ResponderTriggersProps {
  readonly prefix: string;
  readonly accountId: string;
  readonly sweepRule: string;
  /** The bucket's name as a reference, so that the notification waits for its policy. */
  readonly bucket: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly deadLetterQueueArn: string;
  /** Whether the bucket tells EventBridge too, as GuardDuty's malware protection needs it. @default false */
  readonly tellsEventBridge?: boolean;
}

/** The fast trigger (S3's notification), the complete one (CloudTrail by EventBridge), and a schedule. */
export class ResponderTriggers extends Construct {
  readonly notification: S3BucketNotification;

  constructor(scope: Construct, id: string, props: ResponderTriggersProps) {
    super(scope, id);
    const { bucket, functionArn } = props;
    const permission = new LambdaPermission(this, "AllowS3", {
      statementId: "s3-notification",
      action: "lambda:InvokeFunction",
      functionName: props.functionName,
      principal: "s3.amazonaws.com",
      sourceArn: props.bucketArn,
      sourceAccount: props.accountId,
    });
    this.notification = new S3BucketNotification(this, "Notification", {
      bucket,
      ...(props.tellsEventBridge && { eventbridge: true }),
      lambdaFunction: [
        { id: "responder", lambdaFunctionArn: functionArn, events: ["s3:ObjectCreated:*"] },
      ],
      // S3 tries the function when it takes the notification.
      dependsOn: [permission],
    });
    this.onTrailEvents(props);
    this.onSchedule(props);
  }

  private onTrailEvents(props: ResponderTriggersProps): void {
    const rule = new CloudwatchEventRule(this, "Rule", {
      name: `${props.prefix}-uploads`,
      description: "Uploads into the production bucket and changes of its policy, to the responder",
      // Said, or an apply leaves a rule switched off that somebody has.
      state: "ENABLED",
      eventPattern: JSON.stringify({
        source: ["aws.s3"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["s3.amazonaws.com"],
          eventName: CALLS,
          // Of an upload through an access point the parameters may name that alone; the resources
          // name the bucket too (S3 guide, monitoring and logging access points).
          $or: [
            { requestParameters: { bucketName: [props.bucketName] } },
            { resources: { ARN: [props.bucketArn] } },
          ],
        },
      }),
    });
    const permission = this.allow("AllowRule", { rule, statementId: "trail-events" }, props);
    this.target("Target", { rule, permission }, props);
    alarmOnFailedInvocations(this, "RuleAlarm", { rule, what: "Uploads and policy changes" });
  }

  private onSchedule(props: ResponderTriggersProps): void {
    const rule = new CloudwatchEventRule(this, "Sweep", {
      name: props.sweepRule,
      description: "Compares the bucket policy with the ledger, and sums up floods",
      scheduleExpression: SWEEP,
      state: "ENABLED",
    });
    const permission = this.allow("AllowSweep", { rule, statementId: "sweep" }, props);
    this.target("SweepTarget", { rule, permission }, props);
    alarmOnFailedInvocations(this, "SweepAlarm", { rule, what: "The schedule's calls" });
  }

  private allow(
    id: string,
    { rule, statementId }: { rule: CloudwatchEventRule; statementId: string },
    { functionName }: ResponderTriggersProps,
  ): LambdaPermission {
    return new LambdaPermission(this, id, {
      statementId,
      action: "lambda:InvokeFunction",
      functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
  }

  private target(
    id: string,
    { rule, permission }: { rule: CloudwatchEventRule; permission: LambdaPermission },
    { functionArn, deadLetterQueueArn }: ResponderTriggersProps,
  ): void {
    new CloudwatchEventTarget(this, id, {
      rule: rule.name,
      targetId: "responder",
      arn: functionArn,
      deadLetterConfig: { arn: deadLetterQueueArn },
      retryPolicy: RETRY_POLICY,
      dependsOn: [permission],
    });
  }
}
