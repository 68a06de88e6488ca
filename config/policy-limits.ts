import { auditDocuments, type AuditDocuments } from "../policies/audit-documents";
import { policyJson, tlsOnly } from "../policies/document";
import type { Fault } from "./faults";
import type { WardenConfig } from "./schema";

/** Bytes AWS takes of a policy (AWS service quotas). */
export const POLICY_BYTES = { bucket: 20_480, key: 32_768, topic: 30_720, bus: 10_240 } as const;

/** Each policy that names every workload account. */
const LIMITS: Record<keyof AuditDocuments, { readonly bytes: number; readonly what: string }> = {
  trailArchive: { bytes: POLICY_BYTES.bucket, what: "the trail archive's bucket policy" },
  configArchive: { bytes: POLICY_BYTES.bucket, what: "the configuration archive's bucket policy" },
  macieResults: { bytes: POLICY_BYTES.bucket, what: "the bucket policy of Macie's results" },
  logsKey: { bytes: POLICY_BYTES.key, what: "the logs key's policy" },
  alertsKey: { bytes: POLICY_BYTES.key, what: "the alerts key's policy" },
  alertsTopic: { bytes: POLICY_BYTES.topic, what: "the alerts topic's policy" },
  securityBus: { bytes: POLICY_BYTES.bus, what: "the security bus's policy" },
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
