import { canary } from "./canary";
import { foreignChange, tampering } from "./calls";
import { guardduty, macie, malware } from "./detectors";
import { alarm, configRules, securityHub } from "./posture";
import { rootUse } from "./root-use";
import type { FindingSource } from "./source";

/**
 * Every kind of finding that reaches the security team, and how. Forwarders, the bus's rules, the
 * alerts and docs/findings.md are all made from this one list. The responder's own incidents aren't
 * here: it publishes them to the topic itself, and Security Hub's rule leaves them out.
 */
export const FINDINGS: readonly FindingSource[] = [
  guardduty,
  macie,
  securityHub,
  configRules,
  malware,
  tampering,
  foreignChange,
  rootUse,
  alarm,
  canary,
];
