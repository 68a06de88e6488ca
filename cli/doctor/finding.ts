/** What is wrong with one part, and what to do about it. */
export interface Problem {
  readonly what: string;
  readonly remedy: string;
}

export interface Finding extends Problem {
  /** Which check found it: `trail`, `queue` … */
  readonly check: string;
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  /** The part by its name in AWS. */
  readonly subject: string;
}

/** Everything that was looked at, and all that was found. */
export interface Diagnosis {
  /** Parts that were looked at. */
  readonly examined: number;
  readonly stacks: readonly string[];
  readonly findings: readonly Finding[];
  /** What came back by the alert path, in which time; nothing where none was sent. */
  readonly canaries?: readonly ReturnedCanary[];
}

export interface ReturnedCanary {
  readonly stack: string;
  readonly severity: string;
  readonly seconds: number;
}
