import { defineWarden } from "../../config/define";

/** Every setting at another value than its default: what the committed example doesn't apply. */
export default defineWarden({
  prefix: "wxy",
  homeRegion: "eu-west-1",
  deploymentRole: "Deployer",
  providerVersion: "~> 5.100",
  backend: { type: "s3", bucket: "state-bucket", region: "eu-west-1" },
  auditAccount: {
    id: "444444444444",
    subscriptions: [
      { protocol: "email", endpoint: "people@example.com" },
      {
        protocol: "email-json",
        endpoint: "machines@example.com",
        severities: ["HIGH", "CRITICAL"],
      },
    ],
    topics: "by-severity",
    archiveAfterDays: 60,
    logRetentionDays: 90,
  },
  findings: {
    thresholds: { guardduty: "LOW", macie: "HIGH", "security-hub": "CRITICAL" },
    suppress: [
      {
        source: "guardduty",
        field: "type",
        values: ["Policy:IAMUser/RootCredentialUsage"],
        reason: "root's calls raise an alert of their own",
        until: "2099-12-31",
      },
    ],
  },
  workloads: [
    {
      name: "one",
      accountId: "555555555555",
      email: "one@example.com",
      bucketName: "wxy-one-prod",
      allowedUploaders: [
        "arn:aws:iam::555555555555:user/team/etl",
        "arn:aws:iam::555555555555:role/path/ingest",
        "arn:aws:sts::555555555555:assumed-role/AWSReservedSSO_Uploader_0123456789abcdef/jane@example.com",
      ],
      breakGlass: ["arn:aws:iam::555555555555:user/break-glass"],
      lifecycle: { abortIncompleteUploadsAfterDays: 1, expireNoncurrentVersionsAfterDays: 90 },
      macieSchedule: { every: "month", on: 15 },
      monitoringAccess: "full",
      replicationRoles: ["arn:aws:iam::555555555555:role/path/ingest"],
      responderConcurrency: 5,
      deniedAttemptsThreshold: 3,
    },
    {
      name: "two",
      accountId: "666666666666",
      bucketName: "wxy-two-prod",
      uploaderTrust: ["arn:aws:iam::666666666666:role/ci"],
      objectLock: {
        mode: "COMPLIANCE",
        days: 1,
        acknowledge: "objects cannot be deleted before the retention ends",
      },
      mfaDelete: "native",
      lifecycle: "none",
      macieSchedule: { every: "week", on: "SUNDAY" },
      responseMode: "prevent",
      replicationRoles: ["AROAREPLICATION0EXAMPLE"],
      responderConcurrency: "unreserved",
    },
    {
      name: "three",
      accountId: "777777777777",
      bucketName: "wxy-three-prod",
      responseMode: "observe",
      malwareProtection: true,
    },
  ],
});
