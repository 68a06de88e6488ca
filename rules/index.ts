import { BUCKET_EXTRAS } from "./bucket-extras";
import { BUCKET_RULES } from "./buckets";
import { COMPUTE_RULES } from "./compute";
import { DETECTION_RULES } from "./detection";
import { IDENTITY_RULES } from "./identity";
import { KEY_RULES } from "./keys";
import { MESSAGING_RULES } from "./messaging";
import { MONITORING_RULES } from "./monitoring";
import { type Rule } from "./rule";
import { TRAIL_RULES } from "./trails";

/** Every rule that bears on what is deployed; docs/rules.md is written from it. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  Buckets: [...BUCKET_RULES, ...BUCKET_EXTRAS],
  Trails: TRAIL_RULES,
  Keys: KEY_RULES,
  Detection: DETECTION_RULES,
  Messages: MESSAGING_RULES,
  "Function, ledger, queries": COMPUTE_RULES,
  Identities: IDENTITY_RULES,
  Monitoring: MONITORING_RULES,
};

export const ALL_RULES: readonly Rule[] = Object.values(RULES).flat();
