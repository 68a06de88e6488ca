import { defineWarden } from "./config/define";

/** A working example: one audit account, two workload accounts. Change it to yours. */
export default defineWarden({
  prefix: "acme-warden",
  tags: { Owner: "security", ManagedBy: "bucket-warden" },
  homeRegion: "us-east-1",
  auditAccount: {
    id: "111111111111",
    subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
  },
  workloads: [
    {
      name: "payments",
      accountId: "222222222222",
      bucketName: "acme-payments-prod",
      allowedUploaders: ["arn:aws:iam::222222222222:role/payments-ingest"],
      breakGlass: ["arn:aws:iam::222222222222:role/break-glass"],
    },
    {
      name: "claims",
      accountId: "333333333333",
      bucketName: "acme-claims-prod",
      macieSchedule: { every: "week", on: "MONDAY" },
    },
  ],
});
