import { callReading, UNJUDGED } from "./call-reading";
import { callsOf } from "./call-rules";
import { BOTH_BUSES } from "./calls";
import type { AlertPattern, EventPattern, FindingSource } from "./source";

const SIGN_IN = "AWS Console Sign In via CloudTrail";
const BY_ROOT = {
  type: ["Root"],
  // What AWS does in root's name, such as a service-linked call.
  invokedBy: [{ exists: false }],
};

/** Data events are left out: root's uploads are the responder's, and may be many. */
const ROOT_CALL = {
  userIdentity: BY_ROOT,
  eventType: [{ "anything-but": "AwsServiceEvent" }],
  eventCategory: ["Management"],
};

const usedRoot = (choices: readonly object[]): EventPattern => ({
  source: [{ prefix: "aws." }],
  "detail-type": ["AWS API Call via CloudTrail", SIGN_IN],
  detail: { ...ROOT_CALL, $or: choices },
});

const signedIn = (result: readonly unknown[]) => ({
  eventName: ["ConsoleLogin"],
  responseElements: { ConsoleLogin: result },
});

const rootAlerts = (): readonly AlertPattern[] => {
  const grave = callsOf("tampering");
  return [
    {
      severity: "HIGH",
      pattern: usedRoot([
        signedIn([{ "anything-but": "Success" }]),
        { eventName: [{ "anything-but": ["ConsoleLogin", ...grave] }] },
      ]),
    },
    {
      severity: "CRITICAL",
      pattern: usedRoot([signedIn(["Success"]), { eventName: grave }]),
      reading: {
        title: "The root user signed in, or switched something off: <call>",
        headline: "The root user signed in, or switched something off: <call>",
      },
    },
  ];
};

export const rootUse: FindingSource = {
  id: "root-use",
  about: "The root user signed in, tried to, or changed something",
  pickedUp: BOTH_BUSES,
  regions: "every",
  forwards: () => [
    {
      id: "root-use",
      pattern: {
        source: [{ prefix: "aws." }],
        "detail-type": ["AWS API Call via CloudTrail", SIGN_IN],
        detail: ROOT_CALL,
      },
    },
  ],
  alerts: rootAlerts,
  reading: (config) => ({
    ...callReading(
      config,
      "The root user was used: <call>",
      "If nobody planned it, change root's password, look at its MFA devices and delete its access " +
        "keys: no policy binds it.",
    ),
    ...UNJUDGED,
  }),
};
