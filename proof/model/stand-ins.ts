import { createHash } from "node:crypto";

/**
 * Ids that only AWS gives. A stand-in is equal for equal things and different for different ones,
 * and says nothing else: whether a policy means this key or that one can be judged by it.
 */
const digest = (of: string): string => createHash("sha256").update(of).digest("hex");

/** `1b2c…-…`, as ids of keys are. */
export function uuidFor(of: string): string {
  const hex = digest(of);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}

/** `AROA…` or `AIDA…`, of the role or user with this ARN; names are unique whatever their path. */
export const uniqueIdFor = (kind: "AROA" | "AIDA", arn: string): string =>
  `${kind}${digest(arn.replace(/\/.*\//, "/"))
    .slice(0, 17)
    .toUpperCase()}`;

/** 32 hexadecimal digits, as detectors' ids are. */
export const hexFor = (of: string): string => digest(of).slice(0, 32);
