/** Which of our files writes a part of the stacks. */
export interface SourceRow {
  /** The construct's path in its stack, or the beginning of one. */
  readonly path: string;
  /** @default resources of any type */
  readonly type?: string;
  /** Names of the stacks. @default any */
  readonly stacks?: RegExp;
  readonly file: string;
}

/** Documents: each has its statements in a file of `policies/`, or beside its role. */
const DOCUMENTS: readonly SourceRow[] = [
  { type: "aws_cloudwatch_event_bus_policy", path: "Bus", file: "policies/messaging.ts" },
  { type: "aws_iam_policy", path: "Response", file: "policies/responder.ts" },
  { type: "aws_iam_role_policy", path: "Response", file: "policies/responder.ts" },
  { type: "aws_iam_role_policy", path: "MalwareProtection", file: "policies/malware-scanner.ts" },
  { type: "aws_kms_key", path: "Key", file: "stacks/workload-key.ts" },
  { type: "aws_kms_key", path: "AlertsKey", file: "policies/keys.ts" },
  { type: "aws_kms_key", path: "LogsKey", file: "policies/keys.ts" },
  { type: "aws_organizations_policy", path: "Guardrails", file: "policies/guardrails.ts" },
  { type: "aws_s3_bucket_policy", path: "AccessLogs", file: "policies/buckets.ts" },
  { type: "aws_s3_bucket_policy", path: "ConfigArchive", file: "policies/buckets.ts" },
  { type: "aws_s3_bucket_policy", path: "Production", file: "policies/buckets.ts" },
  { type: "aws_s3_bucket_policy", path: "MacieResults", file: "policies/macie-results.ts" },
  { type: "aws_s3_bucket_policy", path: "TrailArchive", file: "policies/trails.ts" },
  { type: "aws_s3_bucket_policy", path: "TrailQueries", file: "constructs/private-bucket.ts" },
  { type: "aws_sns_topic_policy", path: "Alerts", file: "policies/messaging.ts" },
  { type: "aws_sqs_queue", path: "Canaries", file: "policies/messaging.ts" },
  { type: "aws_sqs_queue", path: "DeadLetters", file: "policies/messaging.ts" },
  { type: "aws_sqs_queue", path: "Response/Failures", file: "policies/messaging.ts" },
];

const ADMINISTRATOR = /^audit-organization/;
const MANAGEMENT = /^organization/;

/** Everything else, by the construct that a stack begins with; the more special one first. */
const CONSTRUCTS: readonly SourceRow[] = [
  { path: "AccessLogs", file: "constructs/access-log-bucket.ts" },
  { path: "Alerts", file: "constructs/alerts-topic.ts" },
  { path: "AlertsKey", file: "constructs/encryption-key.ts" },
  { path: "AuditLogsKey", file: "constructs/audit-logs-key.ts" },
  { path: "Bus", file: "constructs/security-bus.ts" },
  { path: "Canaries", file: "constructs/canary-queue.ts" },
  {
    ...{ path: "ConfigAggregator", stacks: ADMINISTRATOR },
    file: "constructs/organization-aggregator.ts",
  },
  { path: "ConfigAggregator", file: "stacks/audit-stack.ts" },
  { path: "ConfigArchive", file: "constructs/log-archive.ts" },
  { path: "ConfigAuthorization", file: "stacks/workload-stack.ts" },
  { path: "DeadLetters", file: "constructs/dead-letter-queue.ts" },
  { path: "Delegations", file: "constructs/delegations.ts" },
  { path: "FileUploader", file: "constructs/file-uploader-role.ts" },
  { path: "Findings", file: "constructs/finding-forwarder.ts" },
  { path: "GuardDuty", stacks: MANAGEMENT, file: "stacks/organization-region-stack.ts" },
  { path: "Guardrails", file: "constructs/guardrails.ts" },
  { path: "Key", file: "constructs/encryption-key.ts" },
  { path: "Ledger", file: "constructs/ledger.ts" },
  { path: "LinkedRoles", file: "constructs/service-linked-roles.ts" },
  { path: "LogsKey", file: "constructs/encryption-key.ts" },
  { path: "MacieResults", file: "constructs/log-archive.ts" },
  { path: "MalwareProtection", file: "constructs/malware-protection.ts" },
  { path: "Overview", stacks: /^workload/, file: "constructs/workload-dashboard.ts" },
  { path: "Overview", file: "constructs/audit-dashboard.ts" },
  { path: "Production", file: "constructs/production-bucket.ts" },
  { path: "Recorder", file: "constructs/configuration-recorder.ts" },
  { path: "Response/AllowedUploaders", file: "constructs/known-principals.ts" },
  { path: "Response/NeverBlocked", file: "constructs/known-principals.ts" },
  { path: "Response/Failures", file: "constructs/dead-letter-queue.ts" },
  { path: "Response/Responder", file: "constructs/responder.ts" },
  { path: "Response/Triggers", file: "constructs/responder-triggers.ts" },
  { path: "Response", file: "constructs/incident-response.ts" },
  {
    ...{ path: "SecurityHub", stacks: ADMINISTRATOR },
    file: "constructs/organization-security-hub.ts",
  },
  { path: "SecurityHub", file: "constructs/security-hub.ts" },
  { path: "SecurityMonitoring", file: "constructs/security-monitoring-role.ts" },
  {
    ...{ path: "SensitiveData", stacks: ADMINISTRATOR },
    file: "constructs/organization-sensitive-data.ts",
  },
  { path: "SensitiveData", file: "constructs/sensitive-data-discovery.ts" },
  {
    ...{ path: "ThreatDetection", stacks: ADMINISTRATOR },
    file: "constructs/organization-threat-detection.ts",
  },
  { path: "ThreatDetection", file: "constructs/threat-detection.ts" },
  { path: "Trail", file: "constructs/audit-trail.ts" },
  { path: "TrailArchive", file: "constructs/log-archive.ts" },
  { path: "TrailQueries", file: "constructs/trail-queries.ts" },
  { path: "TrustedAccess", file: "constructs/trusted-access.ts" },
];

export const SOURCE_ROWS: readonly SourceRow[] = [...DOCUMENTS, ...CONSTRUCTS];

export interface Written {
  readonly stack: string;
  readonly type: string;
  /** In the JSON's `//`; without the stack's own name. */
  readonly path: string;
}

/** The file of ours that writes it; undefined for what isn't ours. */
export const sourceFileOf = (
  { stack, type, path }: Written,
  rows: readonly SourceRow[] = SOURCE_ROWS,
): string | undefined =>
  rows.find(
    (row) =>
      (row.type === undefined || row.type === type) &&
      (row.stacks === undefined || row.stacks.test(stack)) &&
      `${path}/`.startsWith(`${row.path}/`),
  )?.file;
