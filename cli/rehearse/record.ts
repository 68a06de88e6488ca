import { type Route } from "../../emulator";
import { type Decision } from "../../emulator/enforcement";
import { type BusEvent } from "../../decisions/bus-event";
import { type StackKind } from "../../config/stack-plan";
import { type PlannedChange } from "../terraform/planned-changes";

/** Everything a rehearsal did and saw; `--json` prints it, the report shows it. */
export interface Rehearsal {
  readonly schema: "bucket-warden/rehearsal/1";
  readonly startedAt: string;
  readonly config: string;
  verdict: Verdict;
  seconds: number;
  readonly timeline: TimelineEntry[];
  readonly stacks: StackRecord[];
  readonly plans: PlanRecord[];
  readonly uploads: UploadRecord[];
  readonly deliveries: DeliveryRecord[];
  readonly incidents: IncidentRecord[];
  readonly alerts: AlertRecord[];
  readonly findings: FindingRecord[];
  readonly decisions: Decision[];
}

export type Verdict = "running" | "passed" | "failed" | "interrupted";

export interface TimelineEntry {
  readonly at: string;
  /** Seconds since the rehearsal began. */
  readonly seconds: number;
  /** The part of the story that it belongs to. */
  readonly chapter: string;
  readonly title: string;
  readonly detail: string;
  readonly ok: boolean;
}

export interface StackRecord {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly kind: StackKind;
  /** What the state holds after the apply. */
  readonly addresses: readonly string[];
  /** What the stack says and the apply didn't make. */
  readonly missing: readonly string[];
  applySeconds: number;
  destroySeconds?: number;
  /** Addresses that the state still held after the destroy. */
  leftBehind?: readonly string[];
}

export interface PlanRecord {
  readonly stack: string;
  /** What had happened before it: `after apply`. */
  readonly when: string;
  readonly seconds: number;
  readonly changes: readonly PlannedChange[];
}

export interface UploadRecord {
  readonly who: string;
  readonly principal: string;
  readonly bucket: string;
  readonly key: string;
  readonly at: string;
  readonly outcome:
    | { readonly status: "accepted"; readonly versionId: string }
    | { readonly status: "refused"; readonly because: string };
}

export interface DeliveryRecord {
  readonly trigger: "notification" | "trail";
  /** The notification's id, or the rule's name, that sent the event. */
  readonly by: string;
  readonly about: string;
  readonly event: unknown;
  /** When the function was invoked. */
  readonly at: string;
  readonly seconds: number;
  readonly ok: boolean;
  /** What the function logged. */
  readonly logs: readonly string[];
}

export interface ObjectState {
  /** All versions under the key, delete markers included. */
  readonly versions: readonly string[];
  /** Whether a plain read finds an object. */
  readonly readable: boolean;
}

export interface IncidentRecord {
  readonly intruder: string;
  readonly principal: string;
  readonly userId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly before: ObjectState;
  readonly after: ObjectState;
  /** The denylist statement as the bucket policy holds it. */
  readonly statement: unknown;
  /** The whole bucket policy before the upload, and after the response. */
  readonly policy: { readonly before: unknown; readonly after: unknown };
  /** ARNs, after the response. */
  readonly attachedPolicies: readonly string[];
  readonly attachedBefore: readonly string[];
  /** Places in `alerts`. */
  readonly alerts: readonly number[];
  /** From the accepted upload to the last alert. */
  readonly seconds: number;
}

export interface AlertRecord {
  /** When the topic sent it. */
  readonly sentAt: string;
  readonly receivedAt: string;
  /** The topic's name: with topics by severity it ends with one. */
  readonly topic: string;
  readonly subject: string;
  readonly stage: string;
  readonly severity: string;
  /** What a person reads. */
  readonly text: string;
  /** As SNS delivered it. */
  readonly message: string;
  /** The message as JSON; undefined when it is none. */
  readonly document: unknown;
}

/** A finding put on a bus, and what of it the security team came to read. */
export interface FindingRecord {
  readonly source: string;
  readonly severity: string;
  /** Whose default bus it was put on, and where. */
  readonly accountId: string;
  readonly region: string;
  readonly event: BusEvent;
  /** Whether somebody must be told: not below a threshold, and not about what was to be done. */
  readonly arrives: boolean;
  readonly routes: readonly Route[];
  readonly alerts: readonly AlertRecord[];
  /** What was not as it must be. */
  readonly faults: readonly string[];
}
