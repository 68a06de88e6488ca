import { callReading, UNJUDGED } from "./call-reading";
import { apiCall, callsForwarded, callsOf, NOT_ROOT } from "./call-rules";
import type { EventPattern, FindingSource } from "./source";

export const BOTH_BUSES = {
  invitation: ["workload", "audit"],
  organization: ["workload", "audit"],
} as const;

const FAILED = [{ exists: true }];
const SUCCEEDED = [{ exists: false }];

const calls = (eventName: readonly string[], errorCode: readonly unknown[]): EventPattern =>
  apiCall({ eventName, errorCode, userIdentity: { type: NOT_ROOT } });

export const tampering: FindingSource = {
  id: "tampering",
  about:
    "A part of Bucket Warden, or a service that it relies on, was switched off by anybody, or " +
    "narrowed by anybody but the deployment role; an attempt at that was refused",
  pickedUp: BOTH_BUSES,
  regions: "every",
  forwards: (at) => callsForwarded("tampering", at),
  alerts: () => [
    {
      severity: "HIGH",
      pattern: calls(callsOf("tampering"), FAILED),
      reading: {
        ...UNJUDGED,
        title: "An attempt to switch off a part of Bucket Warden failed: <call>",
        headline: "An attempt to switch off a part of Bucket Warden failed: <call>, by <who>",
        nextStep:
          "Nothing was changed. Ask the caller what it wanted; if nobody knows, lock it out.",
      },
    },
    { severity: "CRITICAL", pattern: calls(callsOf("tampering"), SUCCEEDED) },
  ],
  reading: (config) =>
    callReading(
      config,
      "A part of Bucket Warden was switched off: <call>",
      "If nobody planned it, lock the caller out; then apply the account's stack again, which " +
        "puts the part back.",
    ),
};

export const foreignChange: FindingSource = {
  id: "foreign-change",
  about: "A part of Bucket Warden was changed by a hand that is neither Terraform's nor its own",
  pickedUp: BOTH_BUSES,
  regions: "every",
  forwards: (at) => callsForwarded("foreign-change", at),
  alerts: () => [{ severity: "HIGH", pattern: calls(callsOf("foreign-change"), SUCCEEDED) }],
  reading: (config) =>
    callReading(
      config,
      "A part of Bucket Warden was changed by another hand: <call>",
      "See in a plan of the account's stack what changed; apply it to change that back, and ask " +
        "the caller why.",
    ),
};
