/**
 * What became of each step. Outcomes are flat and hold only text: they are written to the ledger
 * and sent in alerts as they are.
 */
export interface Failed {
  readonly status: "failed";
  readonly error: string;
}

/** The step was not for this upload; `why` says so to whoever reads the alert. */
export interface NotAttempted {
  readonly status: "not-attempted";
  readonly why: string;
}

export interface Impossible {
  readonly status: "impossible";
  readonly why: string;
}

/** What keeps readers away from a version that can't be deleted. */
interface Kept {
  readonly message: string;
  /** Whether a delete marker hides it, or why not. */
  readonly marker: string;
  /** Whether it carries the tag that the bucket policy refuses to serve, or why not. */
  readonly tag: string;
}

export type Removal =
  /** S3 confirmed the deletion; for a version it answers the same when it was gone before. */
  | { readonly status: "gone"; readonly versionId: string }
  /** Found to be gone already: nothing was left to delete. */
  | { readonly status: "already-gone"; readonly why: string }
  /** COMPLIANCE retention keeps the version: nobody can delete it before `until` (ISO 8601). */
  | ({ readonly status: "locked"; readonly until: string } & Kept)
  /** A legal hold keeps the version until somebody lifts it. */
  | ({ readonly status: "held" } & Kept)
  /** The bucket demands the root user's MFA device for deletions. */
  | ({ readonly status: "mfa-protected" } & Kept)
  /** A newer object has taken the place of the upload, which is lost anyway. */
  | { readonly status: "superseded"; readonly why: string }
  /** Which version was created can't be told for certain: nothing is deleted blindly. */
  | { readonly status: "version-unknown"; readonly why: string };

export type Containment =
  /** `userId`: the denylist's entries for this caller, separated by blanks. */
  | { readonly status: "blocked"; readonly userId: string; readonly warning?: string }
  | {
      readonly status: "already-blocked";
      readonly userId: string;
      /** When the block was made (ISO 8601). */
      readonly since?: string;
    }
  /** The block was lifted after this upload: an old event doesn't put it back. */
  | { readonly status: "released"; readonly why: string }
  /** The bucket policy has no room and nobody in it is quarantined by IAM. */
  | { readonly status: "no-room"; readonly userId: string; readonly why: string }
  | Impossible;

export type Quarantine =
  | { readonly status: "attached"; readonly to: string }
  /** The user or role was deleted in the meantime. */
  | { readonly status: "no-such-principal"; readonly to: string }
  | { readonly status: "awaiting-trail"; readonly why: string }
  | { readonly status: "released"; readonly why: string }
  | Impossible;

/** The principal's unfinished multipart uploads: their parts are no objects and raise no event. */
export type Abortion =
  | { readonly status: "aborted"; readonly uploads: string }
  | { readonly status: "none-unfinished" }
  | { readonly status: "awaiting-trail"; readonly why: string }
  | Impossible;

export interface Steps {
  readonly remove: Removal | Failed | NotAttempted;
  readonly contain: Containment | Failed | NotAttempted;
  readonly quarantine: Quarantine | Failed | NotAttempted;
  readonly abort: Abortion | Failed | NotAttempted;
}

export const STEPS = ["remove", "contain", "quarantine", "abort"] as const;
export type Step = (typeof STEPS)[number];

/** The incident's finding in Security Hub. */
export type Filing =
  | { readonly status: "filed"; readonly finding: string }
  /** Security Hub isn't switched on here. */
  | Impossible
  | Failed;

const ERROR_TEXT_LIMIT = 1_000;

/** An error's name and message on one line of bounded length, fit for logs, ledger and alerts. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(/\s+/g, " ").slice(0, ERROR_TEXT_LIMIT);
}

/** Runs a step; whatever it throws becomes its outcome, so that no step can stop another. */
export async function attempt<T>(step: () => Promise<T>): Promise<T | Failed> {
  try {
    return await step();
  } catch (error) {
    return { status: "failed", error: describeError(error) };
  }
}

/** What a failed measure against reading a kept version begins with. */
export const FAILED_MEASURE = "failed: ";

/** A version that stays, and that readers aren't kept away from yet, is to be tried again too. */
function isFailed(outcome: Steps[Step]): boolean {
  if (outcome.status === "failed") return true;
  if (!("marker" in outcome)) return false;
  return [outcome.marker, outcome.tag].some((text) => text.startsWith(FAILED_MEASURE));
}

export function failedSteps(steps: Steps): Step[] {
  return STEPS.filter((step) => isFailed(steps[step]));
}
