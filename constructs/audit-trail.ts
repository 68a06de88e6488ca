import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Place } from "../config/names";
import { policyJson, serviceTrust } from "../policies/document";
import { logGroupArn } from "../policies/keys";

export interface AuditTrailProps {
  readonly place: Place;
  readonly name: string;
  readonly arn: string;
  readonly archiveBucket: string;
  /** Key of the log files, in the audit account. */
  readonly archiveKeyArn: string;
  readonly logGroup: string;
  /** Key of the log group, in the trail's own account. */
  readonly logGroupKeyArn: string;
  readonly logsRole: string;
  /** Buckets whose object-level calls are recorded, reads and writes. @default none */
  readonly dataBucketArns?: readonly string[];
  /** CloudTrail tries the bucket and key policies when the trail is created. */
  readonly dependsOn?: ITerraformDependable[];
}

/** Multi-region trail with validated log files: management events read and write, insights. */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroup,
      kmsKeyId: props.logGroupKeyArn,
      retentionInDays: 365,
    });
    const role = new IamRole(this, "LogsRole", {
      name: props.logsRole,
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com", {
        StringEquals: { "aws:SourceArn": props.arn },
      }),
    });
    const policy = this.allowLogging(props, role);
    new Cloudtrail(this, "Resource", {
      name: props.name,
      s3BucketName: props.archiveBucket,
      kmsKeyId: props.archiveKeyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: [managementEvents, ...(props.dataBucketArns ?? []).map(objectEvents)],
      insightSelector: [
        { insightType: "ApiCallRateInsight" },
        { insightType: "ApiErrorRateInsight" },
      ],
      dependsOn: [policy, ...(props.dependsOn ?? [])],
    });
  }

  /** CloudTrail names its streams `<account>_CloudTrail_<region>`, one for each region of the trail. */
  private allowLogging({ place, logGroup }: AuditTrailProps, role: IamRole): IamRolePolicy {
    const stream = `log-stream:${place.accountId}_CloudTrail_*`;
    return new IamRolePolicy(this, "LogsPolicy", {
      name: "write-trail-logs",
      role: role.name,
      policy: policyJson([
        {
          Sid: "WriteTrailLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${logGroupArn(place, logGroup)}:${stream}`,
        },
      ]),
    });
  }
}

const managementEvents = {
  name: "Management events, read and write",
  fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }],
};

const objectEvents = (bucketArn: string) => ({
  name: "Object-level calls, read and write",
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
    { field: "resources.ARN", startsWith: [`${bucketArn}/`] },
  ],
});
