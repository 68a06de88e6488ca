import {
  CANARY_EVENT,
  CANARY_SOURCE,
  canaryDetail,
  canarySeverities,
} from "../config/findings/canary";
import type { Severity } from "../config/findings-schema";
import { watchedRegions } from "../config/regions";
import { PRODUCT } from "../lambda/responder/alert/finding";
import { eventAt, isTold, type Place, type SampleFinding, type Scene, TIME } from "./place";

interface Hub {
  readonly about: Place;
  readonly label: Severity;
  readonly product?: string;
}

/** Security Hub guide, "EventBridge event formats"; the finding in its own format. */
const imported = (bus: Place, { about, label, product = "Security Hub" }: Hub) => {
  const { account, region } = about;
  const id = `arn:aws:securityhub:${region}:${account}:subscription/aws-foundational-security-best-practices/v/1.0.0/S3.8/finding/${label}`;
  return eventAt(bus, {
    source: "aws.securityhub",
    "detail-type": "Security Hub Findings - Imported",
    resources: [`arn:aws:securityhub:${region}::product/aws/securityhub/${id}`],
    detail: {
      findings: [
        {
          SchemaVersion: "2018-10-08",
          Id: id,
          ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
          ProductName: product,
          CompanyName: "AWS",
          Region: region,
          GeneratorId: "security-control/S3.8",
          AwsAccountId: account,
          Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
          CreatedAt: TIME,
          UpdatedAt: TIME,
          Severity: { Label: label, Original: label },
          Title: 'S3 buckets should "block" public access',
          Description: "This control checks the bucket's Block Public Access settings.",
          Compliance: { Status: "FAILED", SecurityControlId: "S3.8" },
          Workflow: { Status: "NEW" },
          RecordState: "ACTIVE",
          Resources: [
            {
              Type: "AwsS3Bucket",
              Id: "arn:aws:s3:::acme-reports",
              Partition: "aws",
              Region: region,
            },
          ],
        },
      ],
    },
  });
};

export function hubSamples(scene: Scene): SampleFinding[] {
  const { atWorkload: about, atAudit } = scene;
  const sample = { source: "security-hub" as const, ...atAudit };
  const graded = (["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const).map((label) => ({
    ...sample,
    severity: label,
    event: imported(atAudit, { about, label }),
    arrives: isTold(scene, "security-hub", label),
  }));
  // By rules of their own, or by the responder itself.
  const direct = ["GuardDuty", "Macie", "Config", PRODUCT].map((product) => ({
    ...sample,
    severity: "CRITICAL" as const,
    event: imported(atAudit, { about, label: "CRITICAL", product }),
    arrives: false,
  }));
  // The administrator's feed has it already.
  const member = imported(about, { about, label: "CRITICAL" });
  return [
    ...graded,
    ...direct,
    { ...sample, ...about, severity: "CRITICAL", event: member, arrives: false },
  ];
}

/** Config guide, "Monitoring AWS Config with EventBridge". */
const compliance = (bus: Place, complianceType: string, arn = "config-rule/config-rule-ab12cd") =>
  eventAt(bus, {
    source: "aws.config",
    "detail-type": "Config Rules Compliance Change",
    detail: {
      resourceId: "acme-reports",
      awsRegion: bus.region,
      awsAccountId: bus.account,
      configRuleName: "s3-bucket-public-read-prohibited",
      configRuleARN: `arn:aws:config:${bus.region}:${bus.account}:${arn}`,
      recordVersion: "1.0",
      messageType: "ComplianceChangeNotification",
      newEvaluationResult: { complianceType, resultRecordedTime: TIME },
      resourceType: "AWS::S3::Bucket",
    },
  });

export function configSamples({ config, atWorkload, atAudit }: Scene): SampleFinding[] {
  const sample = { source: "config", severity: "MEDIUM" } as const;
  const elsewhere = config.furtherRegions.map((region) => ({ ...atWorkload, region }));
  const byService = "config-rule/aws-service-rule/securityhub.amazonaws.com/config-rule-x1y2z3";
  const not = "NON_COMPLIANT";
  return [
    ...[atWorkload, atAudit, ...elsewhere].map((bus) => ({
      ...sample,
      ...bus,
      event: compliance(bus, not),
      arrives: true,
    })),
    { ...sample, ...atWorkload, event: compliance(atWorkload, "COMPLIANT"), arrives: false },
    // Security Hub's own check: told as Security Hub's.
    { ...sample, ...atWorkload, event: compliance(atWorkload, not, byService), arrives: false },
  ];
}

/** CloudWatch guide, "Alarm events and EventBridge". */
export const alarmIn = (bus: Place, alarmName: string, value: "ALARM" | "OK") =>
  eventAt(bus, {
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [`arn:aws:cloudwatch:${bus.region}:${bus.account}:alarm:${alarmName}`],
    detail: {
      alarmName,
      state: {
        value,
        reason: "Threshold Crossed: 1 datapoint [1.0] was greater than the threshold (0.0).",
        timestamp: TIME,
      },
      previousState: { value: value === "OK" ? "ALARM" : "OK", timestamp: TIME },
      configuration: { description: "Something couldn't be delivered.", metrics: [] },
    },
  });

/** As `warden doctor --canary` puts it. */
const canaryIn = ({ config }: Scene, bus: Place, severity: Severity) =>
  eventAt(bus, {
    source: CANARY_SOURCE,
    "detail-type": CANARY_EVENT,
    detail: canaryDetail(config, { canary: `${bus.account}-${bus.region}`, severity }),
  });

export function canarySamples(scene: Scene): SampleFinding[] {
  const { config, atWorkload, atAudit } = scene;
  const regions = [config.homeRegion, ...watchedRegions(config).map(({ region }) => region)];
  const places = [...new Set(regions)].flatMap((region) =>
    [atWorkload, atAudit].map((place) => ({ ...place, region })),
  );
  return canarySeverities(config).flatMap((severity) =>
    places.map((bus) => ({
      ...{ source: "canary" as const, severity, ...bus, arrives: true },
      event: canaryIn(scene, bus, severity),
    })),
  );
}

export function alarmSamples({ config, atWorkload, atAudit }: Scene): SampleFinding[] {
  const sample = { source: "alarm", severity: "HIGH" } as const;
  const name = `${config.prefix}-dead-letters-depth`;
  const elsewhere = watchedRegions(config).flatMap(({ region }) =>
    [atWorkload, atAudit].map((place) => ({ ...place, region })),
  );
  return [
    ...[atWorkload, ...elsewhere].map((bus) => ({
      ...sample,
      ...bus,
      event: alarmIn(bus, name, "ALARM"),
      arrives: true,
    })),
    { ...sample, ...atWorkload, event: alarmIn(atWorkload, name, "OK"), arrives: false },
    {
      ...sample,
      ...atWorkload,
      event: alarmIn(atWorkload, "shop-latency", "ALARM"),
      arrives: false,
    },
    // At home the alarm itself publishes to the topic.
    { ...sample, ...atAudit, event: alarmIn(atAudit, name, "ALARM"), arrives: false },
  ];
}
