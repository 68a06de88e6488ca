import { PRODUCT } from "../lambda/responder/alert/finding";
import type { WardenConfig } from "./schema";
import type { PlannedStack } from "./stack-plan";

/**
 * Every kind of finding that reaches the security team, and how. Workload rules, the bus's rules
 * and the alerts are all made from this one list.
 */
export interface FindingSource {
  /** Names the rules: `<prefix>-forward-<id>`, `<prefix>-alert-<id>`. */
  readonly id: string;
  /** Whose default bus it is picked up from. Exactly one path a finding. */
  readonly origins: readonly ("workload" | "audit")[];
  readonly pattern: (prefix: string) => EventPattern;
  /** Names for the text, taken from the event by JSON path. */
  readonly paths: Readonly<Record<"title" | "severity" | "resource", string>>;
  /** What the reader should do. */
  readonly nextStep: string;
}

export interface EventPattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export const FINDINGS: readonly FindingSource[] = [
  {
    id: "guardduty",
    origins: ["workload"],
    // GuardDuty's medium severity starts at 4.0.
    pattern: () => ({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    }),
    paths: {
      title: "$.detail.title",
      severity: "$.detail.severity",
      resource: "$.detail.resource.resourceType",
    },
    nextStep: "Open the finding in GuardDuty and follow its remediation.",
  },
  {
    id: "macie",
    // Macie sends its sensitive-data findings to EventBridge only; Security Hub gets policy findings.
    origins: ["workload"],
    pattern: () => ({
      source: ["aws.macie"],
      "detail-type": ["Macie Finding"],
      detail: { severity: { description: ["Medium", "High"] } },
    }),
    paths: {
      title: "$.detail.title",
      severity: "$.detail.severity.description",
      resource: "$.detail.resourcesAffected.s3Bucket.name",
    },
    nextStep: "Find out why the data is there; move or delete it with its owner.",
  },
  {
    id: "security-hub",
    // The audit account administers Security Hub, so its bus already carries every member's findings.
    origins: ["audit"],
    pattern: () => ({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          // These arrive directly, by rules of their own.
          ProductName: [{ "anything-but": ["GuardDuty", "Macie", "Config", PRODUCT] }],
          RecordState: ["ACTIVE"],
          Severity: { Label: ["HIGH", "CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    }),
    paths: {
      title: "$.detail.findings[0].Title",
      severity: "$.detail.findings[0].Severity.Label",
      resource: "$.detail.findings[0].Resources[0].Id",
    },
    nextStep: "Open the finding in Security Hub, mend the resource or suppress it with a reason.",
  },
  {
    id: "config",
    origins: ["workload", "audit"],
    pattern: () => ({
      source: ["aws.config"],
      "detail-type": ["Config Rules Compliance Change"],
      detail: {
        messageType: ["ComplianceChangeNotification"],
        newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
      },
    }),
    paths: {
      title: "$.detail.configRuleName",
      severity: "$.detail.newEvaluationResult.complianceType",
      resource: "$.detail.resourceId",
    },
    nextStep: "See in AWS Config what changed on the resource, and change it back.",
  },
  {
    id: "alarm",
    // Alarms of the audit account publish to the topic themselves.
    origins: ["workload"],
    pattern: (prefix) => ({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { alarmName: [{ prefix: `${prefix}-` }], state: { value: ["ALARM"] } },
    }),
    paths: {
      title: "$.detail.alarmName",
      severity: "$.detail.state.value",
      resource: "$.resources[0]",
    },
    nextStep:
      "A part of Bucket Warden itself needs attention: docs/operating.md says what each alarm means.",
  },
];

/** A finding picked up from one account's bus in one region. */
export interface ForwardedFinding {
  readonly id: string;
  readonly pattern: EventPattern;
}

/** What the stack's rules send to the security bus: each finding is picked up in one place only. */
export function findingsAt(
  { prefix }: WardenConfig,
  { kind, scope }: Pick<PlannedStack, "kind" | "scope">,
): readonly ForwardedFinding[] {
  if (scope === "global-events") return [];
  const origin = kind === "workload" ? "workload" : "audit";
  return findingsFrom(origin).map(({ id, pattern }) => ({ id, pattern: pattern(prefix) }));
}

const findingsFrom = (origin: "workload" | "audit"): readonly FindingSource[] =>
  FINDINGS.filter(({ origins }) => origins.includes(origin));
