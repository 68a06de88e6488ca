import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Place } from "../config/names";
import type { Organization } from "../config/organization-schema";
import { policyJson, serviceTrust } from "../policies/document";
import { logGroupArn } from "../policies/keys";
import { alarmOnSilentTrail } from "./trail-alarm";

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
  /** A trail of every account of the organization: it is the management account's. */
  readonly organization?: Pick<Organization, "id" | "managementAccountId">;
  /** `false` where the organization's trail has them: AWS charges every further copy. @default true */
  readonly managementEvents?: boolean;
  /** Buckets whose object-level calls are recorded, reads and writes. @default none */
  readonly dataBucketArns?: readonly string[];
  /** Topics told when the trail falls silent. @default none: the alarm's event is forwarded */
  readonly alarmActions?: readonly string[];
  /** CloudTrail tries the bucket and key policies when the trail is created. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Multi-region trail with validated log files: management events read and write, insights. A
 * delegated administrator's trail takes a log group of its own account, by API though not by
 * console (CloudTrail guide, creating a trail for an organization).
 */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { managementEvents = true, dataBucketArns = [] } = props;
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
      ...(props.organization && { isOrganizationTrail: true }),
      advancedEventSelector: [
        ...(managementEvents ? [MANAGEMENT_EVENTS] : []),
        ...dataBucketArns.map(objectEvents),
      ],
      // Insights are made from management events: a trail without those takes none.
      ...(managementEvents && { insightSelector: [...INSIGHTS] }),
      dependsOn: [policy, ...(props.dependsOn ?? [])],
    });
    if (managementEvents) {
      alarmOnSilentTrail(this, "SilenceAlarm", {
        trail: props.name,
        logGroup: logGroup.name,
        ...(props.alarmActions && { actions: props.alarmActions }),
      });
    }
  }

  private allowLogging(props: AuditTrailProps, role: IamRole): IamRolePolicy {
    const logGroup = logGroupArn(props.place, props.logGroup);
    return new IamRolePolicy(this, "LogsPolicy", {
      name: "write-trail-logs",
      role: role.name,
      policy: policyJson([
        {
          Sid: "WriteTrailLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: streams(props).map((stream) => `${logGroup}:log-stream:${stream}`),
        },
      ]),
    });
  }
}

/**
 * CloudTrail names its streams `<account>_CloudTrail_<region>`, one for each region of the trail;
 * those of an organization's trail by the organization's id too (CloudTrail guide,
 * cloudtrail-required-policy-for-cloudwatch-logs).
 */
function streams({ place, organization }: AuditTrailProps): string[] {
  const own = `${place.accountId}_CloudTrail_*`;
  if (!organization) return [own];
  return [own, `${organization.managementAccountId}_CloudTrail_*`, `${organization.id}_*`];
}

const INSIGHTS = [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }];

const MANAGEMENT_EVENTS = {
  name: "Management events, read and write",
  fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }],
};

/** Not of all buckets, as S3.22 and S3.23 ask: each event is charged, and the others aren't guarded. */
const objectEvents = (bucketArn: string) => ({
  name: "Object-level calls, read and write",
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
    { field: "resources.ARN", startsWith: [`${bucketArn}/`] },
  ],
});
