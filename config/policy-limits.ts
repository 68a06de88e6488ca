import { auditDocuments, type AuditDocuments } from "../policies/audit-documents";
import { policyJson, tlsOnly } from "../policies/document";
import type { Fault } from "./faults";
import { auditNames, bucketArn } from "./names";
import type { WardenConfig } from "./schema";

/**
 * What AWS takes of a policy: bytes (S3, KMS and SNS quotas), of the bus's characters (EventBridge
 * quotas). Ours are ASCII without white space: every way to count comes to the same.
 */
export const POLICY_BYTES = { bucket: 20_480, key: 32_768, topic: 30_720, bus: 10_240 } as const;

type DocumentName = keyof AuditDocuments;

/** Each policy that names every workload account. */
const LIMITS: Record<DocumentName, { readonly most: number; readonly what: string }> = {
  trailArchive: { most: POLICY_BYTES.bucket, what: "the trail archive's bucket policy" },
  configArchive: { most: POLICY_BYTES.bucket, what: "the configuration archive's bucket policy" },
  macieResults: { most: POLICY_BYTES.bucket, what: "the bucket policy of Macie's results" },
  logsKey: { most: POLICY_BYTES.key, what: "the logs key's policy" },
  alertsKey: { most: POLICY_BYTES.key, what: "the alerts key's policy" },
  alertsTopic: { most: POLICY_BYTES.topic, what: "the alerts topic's policy" },
  securityBus: { most: POLICY_BYTES.bus, what: "the security bus's policy" },
};

const BUCKETS = ["trailArchive", "configArchive", "macieResults"] as const;

/**
 * In invitation mode the audit account names every workload: the policy with the least room says
 * how many fit. An organization's don't grow, and the guardrails fit with the longest names (their
 * test says so).
 */
export function policyLimits(config: WardenConfig): Fault[] {
  const count = config.workloads.length;
  const sizes = sizesOf(config);
  const ofOne = sizesOf({ ...config, workloads: config.workloads.slice(0, 1) });
  const fills = Object.entries(LIMITS).map(([key, { most, what }]) => {
    const name = key as DocumentName;
    // Ids have one length: each further account adds the same.
    const further = (sizes[name] - ofOne[name]) / (count - 1);
    return { what, most, bytes: sizes[name], room: 1 + Math.floor((most - ofOne[name]) / further) };
  });
  const [narrowest] = fills
    .filter(({ bytes, most }) => bytes > most)
    .sort((one, other) => one.room - other.room);
  if (!narrowest) return [];
  const { what, most, bytes, room } = narrowest;
  const rule =
    `too many accounts for membership "invitation": ${what} would take ${bytes} bytes, AWS allows ` +
    `${most}, which is room for ${room} accounts; membership "organization" has no such limit ` +
    "(docs/organization.md)";
  return [{ path: "workloads", value: `${count} accounts`, rule }];
}

/** Bytes of each policy as the audit stack makes it. */
export function sizesOf(config: WardenConfig): Readonly<Record<DocumentName, number>> {
  const names = auditNames(config);
  const documents = auditDocuments(config);
  // Every bucket has this statement besides (constructs/private-bucket.ts).
  const ofBucket = (name: (typeof BUCKETS)[number]) => {
    const arn = bucketArn(names.place, names[name]);
    return [name, [...documents[name], tlsOnly("s3:*", [arn, `${arn}/*`])]] as const;
  };
  const whole = { ...documents, ...Object.fromEntries(BUCKETS.map(ofBucket)) };
  const sizes = Object.entries(whole).map(([name, statements]) => [
    name,
    Buffer.byteLength(policyJson(statements)),
  ]);
  return Object.fromEntries(sizes) as Record<DocumentName, number>;
}
