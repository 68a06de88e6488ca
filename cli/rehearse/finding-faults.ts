import { faultsOfFindingAlert } from "../../alerts/finding-alert";
import { type AuditAccount } from "../../config/audit-account-schema";
import { type Route } from "../../emulator";
import { type AlertRecord } from "./record";
import { type SampleFinding } from "../../samples/sample-findings";

export interface Arrived {
  readonly alerts: readonly AlertRecord[];
  readonly routes: readonly Route[];
  readonly topics: AuditAccount["topics"];
}

/** What is wrong with the way that a finding came, or didn't; nothing where all is right. */
export function faultsOf(sample: SampleFinding, { alerts, routes, topics }: Arrived): string[] {
  const expected = sample.arrives ? 1 : 0;
  return [
    ...(alerts.length === expected ? [] : [`${alerts.length} alerts instead of ${expected}`]),
    ...routes.flatMap(({ outcome, rule, because }) =>
      outcome === "refused" ? [`not delivered by ${rule}: ${because}`] : [],
    ),
    ...alerts.flatMap(({ document }) => faultsOfFindingAlert(document, sample.severity)),
    ...alerts.flatMap(({ topic }) => misdirected(topic, sample, topics)),
  ];
}

const misdirected = (
  topic: string,
  { severity }: SampleFinding,
  topics: AuditAccount["topics"],
): string[] =>
  topics === "one" || topic.endsWith(`-${severity.toLowerCase()}`) ? [] : [`came by ${topic}`];
