import { type Charge } from "./month";

/** A part of the bill, and the setting of ours that lowers it. */
export interface Lever {
  readonly part: string;
  readonly covers: (charge: Charge) => boolean;
  readonly setting: string;
}

const items =
  (...names: readonly string[]) =>
  ({ item }: Charge): boolean =>
    names.includes(item);

const NONE = "none";

export const LEVERS: readonly Lever[] = [
  {
    ...{ part: "Security Hub's checks in idle regions" },
    covers: items("Security Hub's checks in idle regions"),
    setting:
      "none: the organization's policy holds in every region that the aggregator links, and it links all. By invitation there are no such checks",
  },
  {
    ...{ part: "Security Hub's checks", covers: items("Security Hub's checks") },
    setting: "none: `findings.thresholds` and `findings.suppress` keep back alerts, not checks",
  },
  {
    ...{ part: "Macie's jobs", covers: items("Macie's jobs") },
    setting:
      "none: `macieSchedule` says when a job reads, not how much, as each run reads what is new",
  },
  {
    ...{ part: "Alarms and dashboards", covers: items("Alarms", "Dashboards"), setting: NONE },
  },
  {
    part: "GuardDuty",
    covers: ({ item }) => item.startsWith("GuardDuty"),
    setting:
      "none; S3 protection is a part of it. A detector that was there before costs nothing more",
  },
  {
    part: "The archive of logs",
    covers: ({ item }) => item.startsWith("Archive"),
    setting:
      "`auditAccount.logRetentionDays`, the storage only: most of it are requests, a few for each small file, whatever `archiveAfterDays` says",
  },
  {
    part: "CloudTrail",
    covers: ({ item }) => item.startsWith("CloudTrail"),
    setting: "none: the bucket's events and the insights are always recorded",
  },
  {
    ...{ part: "Config", covers: items("Config's recording", "Config's rules") },
    setting: "none. A recorder that was there before costs nothing more",
  },
  {
    ...{ part: "Log groups", covers: items("Logs, ingested", "Logs, kept") },
    setting: "`auditAccount.logRetentionDays`, the part that is kept",
  },
  {
    ...{ part: "The responder and its ledger" },
    covers: items("Responder, requests", "Responder, time", "Ledger"),
    setting: NONE,
  },
  {
    part: "Each further region",
    covers: ({ place }) => place.scope === "everything",
    setting: "`furtherRegions` (contained in the rows above)",
  },
  {
    part: "Malware protection",
    covers: items(
      "Malware protection, data",
      "Malware protection, objects",
      "S3's events for malware protection",
    ),
    setting:
      "`workloads[].malwareProtection`, off unless set (this row: an account where it is on)",
  },
];
