import { defineWarden } from "../../config/define";

/**
 * An organization: its management account, the audit account as administrator of the security
 * services, three workload accounts, two regions. docs/organization.md says what comes first.
 */
export default defineWarden({
  prefix: "acme-warden",
  tags: { Owner: "security", ManagedBy: "bucket-warden" },
  homeRegion: "us-east-1",
  furtherRegions: ["eu-west-1"],
  membership: "organization",
  organization: {
    id: "o-a1b2c3d4e5",
    rootId: "r-ab12",
    managementAccountId: "999999999999",
    // Accounts that were there before Macie was delegated; those that join later are enrolled.
    macieMembers: [
      { accountId: "222222222222", email: "aws-payments@example.com" },
      { accountId: "333333333333", email: "aws-claims@example.com" },
      { accountId: "444444444444", email: "aws-ledger@example.com" },
    ],
    // The unit of the workload accounts.
    guardrailTargets: ["ou-ab12-workloads1"],
  },
  auditAccount: {
    id: "111111111111",
    subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
  },
  findings: {
    suppress: [
      {
        source: "security-hub",
        field: "findings.Compliance.SecurityControlId",
        values: ["GuardDuty.5", "GuardDuty.7", "GuardDuty.8", "GuardDuty.9", "GuardDuty.11"],
        reason: "These accounts run no machines, clusters or databases",
      },
    ],
  },
  workloads: [
    {
      name: "payments",
      accountId: "222222222222",
      bucketName: "acme-payments-prod",
      allowedUploaders: ["arn:aws:iam::222222222222:role/payments-ingest"],
      breakGlass: ["arn:aws:iam::222222222222:role/break-glass"],
      malwareProtection: true,
    },
    {
      name: "claims",
      accountId: "333333333333",
      bucketName: "acme-claims-prod",
      macieSchedule: { every: "week", on: "MONDAY" },
    },
    {
      name: "ledger",
      accountId: "444444444444",
      bucketName: "acme-ledger-prod",
      responseMode: "prevent",
    },
  ],
});
