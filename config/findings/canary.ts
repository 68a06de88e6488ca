import { type Severity, SEVERITIES } from "../findings-schema";
import type { WardenConfig } from "../schema";
import { consolePage } from "./console-links";
import type { EventPattern, FindingSource } from "./source";

/** Whoever may call PutEvents may say this of an event, and gets no more than an alert called TEST. */
export const CANARY_SOURCE = "bucket-warden.canary";
export const CANARY_EVENT = "Bucket Warden Canary";

/** One canary for each topic: with one topic for all, it comes as the least urgent. */
export const canarySeverities = ({ auditAccount }: WardenConfig): readonly Severity[] =>
  auditAccount.topics === "one" ? ["LOW"] : SEVERITIES;

export interface Canary {
  /** By which the doctor knows its own again. */
  readonly canary: string;
  readonly severity: Severity;
}

/** The event's detail. It has an alarm's shape: the rule that forwards alarms takes it too. */
export const canaryDetail = ({ prefix }: WardenConfig, { canary, severity }: Canary) => ({
  alarmName: `${prefix}-canary`,
  state: { value: "ALARM" },
  severity,
  canary,
});

const canariesOf = (severity: readonly Severity[]): EventPattern => ({
  source: [CANARY_SOURCE],
  "detail-type": [CANARY_EVENT],
  detail: { severity },
});

/** `warden doctor --canary`, to see that alerts arrive (docs/adr/0021-canary.md). */
export const canary: FindingSource = {
  id: "canary",
  about: "Tests of the alert path by `warden doctor --canary`: nothing has happened",
  pickedUp: { invitation: ["workload", "audit"], organization: ["workload", "audit"] },
  regions: "every",
  // Everywhere else the alarms' rule takes it along: a rule of its own in every stack would cost one
  // alarm more there.
  forwards: ({ config, bus, planned }) =>
    bus === "audit" && planned.scope === "home"
      ? [{ id: "canary", pattern: canariesOf(canarySeverities(config)) }]
      : [],
  alerts: (config) =>
    canarySeverities(config).map((severity) => ({ severity, pattern: canariesOf([severity]) })),
  reading: (config) => ({
    paths: { canary: "$.detail.canary", resource: "$.detail.alarmName" },
    title: "TEST of the alert path: nothing has happened",
    resource: "<resource>",
    more: { canary: "<canary>" },
    nextStep:
      "Nothing to do: somebody ran warden doctor --canary to see that alerts arrive. If nobody of " +
      "yours did, look at who may call events:PutEvents in that account.",
    link: { title: "Rules of EventBridge", url: consolePage(config, "events", "/rules") },
  }),
};

/** Of subscriptions, by the message's body: canaries and no other alert. */
export const canaryFilter = JSON.stringify({ source: [canary.id] });
