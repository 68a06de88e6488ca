import type { SourceId, Severity } from "../findings-schema";
import type { WardenConfig } from "../schema";
import type { PlannedStack } from "../stack-plan";

/** Whose default bus a finding is picked up from. */
export type Bus = "workload" | "audit";
export type Membership = WardenConfig["membership"];

export interface EventPattern {
  readonly source: readonly unknown[];
  readonly "detail-type": readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A rule on one account's default bus in one region, which sends to the security bus. */
export interface ForwardedFinding {
  /** Names the rule: `<prefix>-forward-<id>`. */
  readonly id: string;
  readonly pattern: EventPattern;
}

export interface PickUp {
  readonly config: WardenConfig;
  readonly bus: Bus;
  readonly planned: PlannedStack;
}

/**
 * How an alert reads. A value that is one placeholder and nothing else becomes whatever the event
 * says, quoted and escaped by EventBridge. In a text with placeholders nothing is escaped, so that
 * only what can't hold a quote may stand there; a path that the event lacks leaves nothing behind
 * (EventBridge guide, eb-transform-target-input).
 */
export interface Reading {
  /** Placeholder to JSON path, besides `account`, `region`, `time` and `event`. */
  readonly paths: Readonly<Record<string, string>>;
  readonly title: string;
  /** The title in words that hold no quote, for the text. @default the title */
  readonly headline?: string;
  readonly resource: string;
  readonly nextStep: string;
  readonly link: { readonly title: string; readonly url: string };
  /** Fields that only this source has. */
  readonly more?: Readonly<Record<string, string>>;
}

/** What becomes an alert of this severity, among all that reaches the security bus. */
export interface AlertPattern {
  readonly severity: Severity;
  readonly pattern: EventPattern;
  /** Where this severity reads otherwise than the rest of its source. */
  readonly reading?: Partial<Reading>;
}

/** Which of an account's stacks pick a source up: `watched` leaves out regions of global events. */
export type Regions = "home" | "watched" | "every";

/** A kind of finding that reaches the security team: what it is, where it comes from, how it reads. */
export interface FindingSource {
  readonly id: SourceId;
  /** For docs/findings.md. */
  readonly about: string;
  /** Exactly one path a finding: no event is picked up by two of these. */
  readonly pickedUp: Readonly<Record<Membership, readonly Bus[]>>;
  readonly regions: Regions;
  readonly forwards: (at: PickUp) => readonly ForwardedFinding[];
  readonly alerts: (config: WardenConfig) => readonly AlertPattern[];
  readonly reading: (config: WardenConfig) => Reading;
}
