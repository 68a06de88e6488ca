import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { RETRY_POLICY } from "./finding-forwarder";

/**
 * CloudTrail's names of the calls that create an object. `PostObject` and `POST Object` are both
 * said of browser uploads; failed calls are let through as well, so that attempts can be counted.
 */
const CREATING_CALLS = [
  "CompleteMultipartUpload",
  "CopyObject",
  "POST Object",
  "PostObject",
  "PutObject",
];

export interface ResponderTriggersProps {
  readonly prefix: string;
  readonly accountId: string;
  /** The bucket's name as a reference, so that the notification waits for its policy. */
  readonly bucket: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly deadLetterQueueArn: string;
}

/** The fast trigger (S3's notification) and the complete one (CloudTrail by EventBridge). */
export class ResponderTriggers extends Construct {
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
    new S3BucketNotification(this, "Notification", {
      bucket,
      lambdaFunction: [
        { id: "responder", lambdaFunctionArn: functionArn, events: ["s3:ObjectCreated:*"] },
      ],
      // S3 tries the function when it takes the notification.
      dependsOn: [permission],
    });
    this.onTrailEvents(props);
  }

  private onTrailEvents(props: ResponderTriggersProps): void {
    const rule = new CloudwatchEventRule(this, "Rule", {
      name: `${props.prefix}-uploads`,
      description: "Calls that create an object in the production bucket, to the responder",
      eventPattern: JSON.stringify({
        source: ["aws.s3"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["s3.amazonaws.com"],
          eventName: CREATING_CALLS,
          requestParameters: { bucketName: [props.bucketName] },
        },
      }),
    });
    const permission = new LambdaPermission(this, "AllowRule", {
      statementId: "trail-events",
      action: "lambda:InvokeFunction",
      functionName: props.functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, "Target", {
      rule: rule.name,
      targetId: "responder",
      arn: props.functionArn,
      deadLetterConfig: { arn: props.deadLetterQueueArn },
      retryPolicy: RETRY_POLICY,
      dependsOn: [permission],
    });
  }
}
