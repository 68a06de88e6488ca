import { createHash } from "node:crypto";
import {
  type GradedSource,
  SEVERITIES,
  type Severity,
  type SourceId,
} from "../config/findings-schema";
import { globalEventsRegion } from "../config/regions";
import type { WardenConfig, Workload } from "../config/schema";
import { type BusEvent } from "../decisions/bus-event";

/** A finding in the form that AWS documents, and what must become of it. */
export interface SampleFinding {
  readonly source: SourceId;
  readonly severity: Severity;
  /** Whose default bus it is put on, and where. */
  readonly account: string;
  readonly region: string;
  readonly event: BusEvent;
  readonly arrives: boolean;
}

export type Place = Pick<SampleFinding, "account" | "region">;

/** What the samples are about. */
export interface Scene {
  readonly config: WardenConfig;
  readonly workload: Workload;
  readonly atWorkload: Place;
  readonly atAudit: Place;
}

export const sceneOf = (config: WardenConfig, workload: Workload): Scene => ({
  config,
  workload,
  atWorkload: { account: workload.accountId, region: config.homeRegion },
  atAudit: { account: config.auditAccount.id, region: config.homeRegion },
});

/** Whether a graded finding of this severity is told. */
export const isTold = ({ config }: Scene, source: GradedSource, severity: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(config.findings.thresholds[source]);

export type Content = Pick<BusEvent, "source" | "detail-type" | "detail"> &
  Partial<Pick<BusEvent, "resources">>;

export const TIME = "2026-11-22T03:00:00Z";

/** Different for each content, and the same in each run. */
export function idOf(content: unknown): string {
  const hex = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** The event as it stands on the bus of `place`. */
export const eventAt = (place: Place, content: Content): BusEvent => ({
  version: "0",
  id: idOf({ place, content }),
  time: TIME,
  resources: [],
  ...place,
  ...content,
});

/** The same account, where IAM's calls and root's sign-ins arrive. */
export const globally = ({ config }: Scene, place: Place): Place => ({
  ...place,
  region: globalEventsRegion(config.homeRegion),
});
