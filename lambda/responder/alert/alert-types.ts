import { type Link } from "./alert-links";
import { type Severity } from "./alert-steps";
import { type Episode, type Telling } from "./alert-text";
import { type Filing, type Steps } from "../outcome";
import { type DeniedAttempt, type PolicyChange, type Principal } from "../events/upload";

/** How far the response had come when the alert was sent; each stage is told at most once. */
export type Stage = "observed" | "contained" | "quarantined" | "recovered";

/** Where the guarded bucket is: account, the workload's name, region. */
export interface Place {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

/** One incident, to be told. */
export interface Told extends Telling {
  readonly id: string;
  readonly stage: Stage;
  readonly filing?: Filing;
}

/** An episode is over: what happened in it altogether. */
export interface Summary {
  readonly id: string;
  readonly bucket: string;
  readonly uploads: number;
  /** Uploads of which an alert of their own was sent. */
  readonly told: number;
  readonly since: string;
  readonly until: string;
}

export interface DeniedAttempts {
  readonly id: string;
  readonly last: DeniedAttempt;
  readonly count: number;
  readonly since: string;
}

/** Blocks that somebody had taken out of the bucket policy, and that are back. */
export interface RestoredBlocks {
  readonly id: string;
  readonly lifted: readonly string[];
  readonly cause: Cause;
}

interface Cause extends Partial<Pick<PolicyChange, "principal">> {
  readonly eventId: string;
  readonly time: string;
  readonly call: string;
}

/** What every alert has; fields are only ever added under one `schema`. */
interface Common {
  readonly schema: "bucket-warden/alert/1";
  /** The same in every alert about one thing. */
  readonly incident: string;
  readonly severity: Severity;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  readonly bucket: string;
  /** When it happened, as AWS says it. */
  readonly time: string;
  readonly nextStep: string;
  /** Lines for a shell, exactly as they are to be typed. */
  readonly commands: readonly string[];
  readonly links: readonly Link[];
  /** All of it for a person to read. */
  readonly text: string;
  /** Present when texts were cut short, because SNS wouldn't have taken them whole. */
  readonly cut?: true;
}

export interface IncidentAlert extends Common {
  readonly kind: "incident";
  readonly stage: Stage;
  readonly key: string;
  readonly versionId?: string;
  readonly principal: Principal;
  readonly sourceIp?: string;
  readonly how: string;
  readonly authentication?: string;
  /** What was really done; a step that failed says so. */
  readonly steps: Steps;
  readonly late: boolean;
  readonly episode?: Episode;
  readonly filing?: Filing;
  /** From the upload to this alert; null when the event's time can't be read. */
  readonly seconds: number | null;
}

export interface SummaryAlert
  extends Common, Pick<Summary, "uploads" | "told" | "since" | "until"> {
  readonly kind: "summary";
}

export interface DeniedAlert
  extends
    Common,
    Pick<DeniedAttempts, "count" | "since">,
    Pick<DeniedAttempt, "key" | "principal" | "sourceIp" | "how" | "error"> {
  readonly kind: "denied-attempts";
}

export interface RestorationAlert extends Common, Pick<RestoredBlocks, "lifted" | "cause"> {
  readonly kind: "restoration";
}

/** The JSON document that subscribers receive; `docs/alert.schema.json` describes it. */
export type Alert = IncidentAlert | SummaryAlert | DeniedAlert | RestorationAlert;
