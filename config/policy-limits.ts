import { auditDocuments, type AuditDocuments } from "../policies/audit-documents";
import { policyJson, tlsOnly } from "../policies/document";
import type { Fault } from "./faults";
import type { WardenConfig } from "./schema";

/** Bytes AWS takes for each policy that names every workload account (AWS service quotas). */
const LIMITS: Record<keyof AuditDocuments, { readonly bytes: number; readonly what: string }> = {
  trailArchive: { bytes: 20_480, what: "the trail archive's bucket policy" },
  configArchive: { bytes: 20_480, what: "the configuration archive's bucket policy" },
  macieResults: { bytes: 20_480, what: "the bucket policy of Macie's results" },
  logsKey: { bytes: 32_768, what: "the logs key's policy" },
  alertsKey: { bytes: 32_768, what: "the alerts key's policy" },
  alertsTopic: { bytes: 30_720, what: "the alerts topic's policy" },
  securityBus: { bytes: 10_240, what: "the security bus's policy" },
};

/**
 * In invitation mode the audit account names every workload: its policies say how many fit. An
 * organization's don't grow, and the guardrails fit with the longest names (their test says so).
 */
export function policyLimits(config: WardenConfig): Fault[] {
  const documents = auditDocuments(config);
  // Buckets get this statement besides; its room is kept free in every policy.
  const tls = tlsOnly("s3:*", Array<string>(2).fill(`arn:aws:s3:::${"b".repeat(63)}/*`));
  return Object.entries(LIMITS).flatMap(([name, { bytes, what }]) => {
    const size = Buffer.byteLength(policyJson([...documents[name as keyof AuditDocuments], tls]));
    if (size <= bytes) return [];
    const rule = `too many accounts for membership "invitation": ${what} would take ${size} bytes, AWS allows ${bytes}`;
    return [{ path: "workloads", value: `${config.workloads.length} accounts`, rule }];
  });
}
