import { PRODUCT } from "../../lambda/responder/alert/finding";
import { arn, partitionOf } from "../names";
import { CANARY_EVENT, CANARY_SOURCE } from "./canary";
import { consolePage } from "./console-links";
import { type Grades, gradedAlerts, gradesTold, toldSeverities } from "./graded";
import type { EventPattern, FindingSource, PickUp } from "./source";

const LABELS: Grades = {
  LOW: ["LOW"],
  MEDIUM: ["MEDIUM"],
  HIGH: ["HIGH"],
  CRITICAL: ["CRITICAL"],
};

/** These arrive by rules of their own, and the responder's incidents by itself. */
const ARRIVES_DIRECTLY = ["GuardDuty", "Macie", "Config", PRODUCT];

const hubFinding = (Label: readonly unknown[]): EventPattern => ({
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: {
    findings: {
      ProductName: [{ "anything-but": ARRIVES_DIRECTLY }],
      RecordState: ["ACTIVE"],
      Severity: { Label },
      Workflow: { Status: ["NEW"] },
    },
  },
});

export const securityHub: FindingSource = {
  id: "security-hub",
  about: "Security Hub's findings, of its own checks and of products that send nothing themselves",
  // An administrator's feed has its members' findings, and the aggregation region's that of all
  // linked regions (Security Hub guide, securityhub-cwe-integration-types).
  pickedUp: { invitation: ["audit"], organization: ["audit"] },
  regions: "home",
  forwards: ({ config }) => [
    { id: "security-hub", pattern: hubFinding(gradesTold(config, "security-hub", LABELS)) },
  ],
  alerts: (config) => gradedAlerts(toldSeverities(config, "security-hub"), LABELS, hubFinding),
  reading: (config) => ({
    paths: {
      title: "$.detail.findings[0].Title",
      resource: "$.detail.findings[0].Resources[0].Id",
      finding: "$.detail.findings[0].Id",
      // The feed's events are the administrator's, of its own region.
      account: "$.detail.findings[0].AwsAccountId",
      region: "$.detail.findings[0].Region",
    },
    title: "<title>",
    headline: "Security Hub has a finding",
    resource: "<resource>",
    // Its maker chose it, so it stands in no link.
    more: { finding: "<finding>" },
    nextStep:
      "Open the finding in Security Hub; mend the resource and set the workflow to RESOLVED, or " +
      "suppress it with a reason: while it is NEW, each update of it is told again.",
    link: {
      title: "Findings in Security Hub",
      url: consolePage(config, "securityhub", "/findings").replace("<region>", config.homeRegion),
    },
  }),
};

/**
 * Security Hub's checks are rules of Config too, made by the service: what they find is told as
 * Security Hub's (Config guide, service-linked rules: their ARNs have a path of their own).
 */
const madeByServices = ({ config, planned }: PickUp): string =>
  arn(
    "config",
    { ...planned, partition: partitionOf(config.homeRegion) },
    "config-rule/aws-service-rule/",
  );

const complianceChange = (detail: object): EventPattern => ({
  source: ["aws.config"],
  "detail-type": ["Config Rules Compliance Change"],
  detail: {
    messageType: ["ComplianceChangeNotification"],
    ...detail,
    newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
  },
});

export const configRules: FindingSource = {
  id: "config",
  about: "Config's rules: a resource is no longer compliant",
  pickedUp: { invitation: ["workload", "audit"], organization: ["workload", "audit"] },
  regions: "watched",
  forwards: (at) => [
    {
      id: "config",
      pattern: complianceChange({
        configRuleARN: [{ "anything-but": { prefix: madeByServices(at) } }],
      }),
    },
  ],
  alerts: () => [{ severity: "MEDIUM", pattern: complianceChange({}) }],
  reading: (config) => ({
    paths: {
      title: "$.detail.configRuleName",
      resource: "$.detail.resourceId",
      type: "$.detail.resourceType",
    },
    title: "<title>",
    headline: "A resource of type <type> is no longer as a rule of Config asks",
    resource: "<resource>",
    more: { resourceType: "<type>" },
    nextStep: "See in AWS Config what changed on the resource, and change it back.",
    link: { title: "Rules of AWS Config", url: consolePage(config, "config", "/rules") },
  }),
};

const raisedAlarm = (prefix: string): EventPattern => ({
  source: ["aws.cloudwatch"],
  "detail-type": ["CloudWatch Alarm State Change"],
  detail: { alarmName: [{ prefix: `${prefix}-` }], state: { value: ["ALARM"] } },
});

/** Canaries are taken along: they have an alarm's detail. */
const raisedOrCanary = (prefix: string): EventPattern => {
  const raised = raisedAlarm(prefix);
  return {
    ...raised,
    source: [...raised.source, CANARY_SOURCE],
    "detail-type": [...raised["detail-type"], CANARY_EVENT],
  };
};

export const alarm: FindingSource = {
  id: "alarm",
  about: "Alarms about Bucket Warden itself: something silent has failed",
  pickedUp: { invitation: ["workload", "audit"], organization: ["workload", "audit"] },
  regions: "every",
  // At home the audit account's alarms publish to the topic themselves.
  forwards: ({ config, bus, planned }) =>
    bus === "audit" && planned.scope === "home"
      ? []
      : [{ id: "alarm", pattern: raisedOrCanary(config.prefix) }],
  alerts: ({ prefix }) => [{ severity: "HIGH", pattern: raisedAlarm(prefix) }],
  reading: (config) => ({
    paths: {
      title: "$.detail.alarmName",
      resource: "$.resources[0]",
      reason: "$.detail.state.reason",
    },
    title: "<title>",
    headline: "An alarm about Bucket Warden itself was raised",
    resource: "<resource>",
    more: { reason: "<reason>" },
    nextStep:
      "A part of Bucket Warden itself needs attention: docs/alarms.md says what each alarm means.",
    link: { title: "Alarms in CloudWatch", url: consolePage(config, "cloudwatch", "alarmsV2:") },
  }),
};
