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

export type Removal =
  /** S3 confirmed the deletion; it answers the same when the version was gone before. */
  | { readonly status: "gone"; readonly versionId: string }
  /** Object Lock or a legal hold keeps the version: nobody can delete it now. */
  | { readonly status: "locked"; readonly message: string }
  /** The bucket demands the root user's MFA device for deletions. */
  | { readonly status: "mfa-protected"; readonly message: string }
  /** A newer object has taken the place of the upload, which is lost anyway. */
  | { readonly status: "superseded"; readonly why: string }
  | { readonly status: "version-unknown"; readonly why: string };

export type Containment =
  | { readonly status: "blocked"; readonly userId: string }
  | { readonly status: "already-blocked"; readonly userId: string }
  | Impossible;

export type Quarantine =
  | { readonly status: "attached"; readonly to: string }
  /** The user or role was deleted in the meantime. */
  | { readonly status: "no-such-principal"; readonly to: string }
  | { readonly status: "awaiting-trail"; readonly why: string }
  | Impossible;

export interface Steps {
  readonly remove: Removal | Failed | NotAttempted;
  readonly contain: Containment | Failed | NotAttempted;
  readonly quarantine: Quarantine | Failed | NotAttempted;
}

export const STEPS = ["remove", "contain", "quarantine"] as const;
export type Step = (typeof STEPS)[number];

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

export function failedSteps(steps: Steps): Step[] {
  return STEPS.filter((step) => steps[step].status === "failed");
}
