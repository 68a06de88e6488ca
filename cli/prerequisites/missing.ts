export interface Missing {
  /** What is needed: `Terraform 1.10 or newer`. */
  readonly what: string;
  /** What was found instead. */
  readonly why: string;
  /** The command to run, or the page to open. */
  readonly remedy: string;
}

/** The machine lacks something; the message says what to do about it. */
export class MissingPrerequisite extends Error {
  override readonly name = "MissingPrerequisite";

  constructor({ what, why, remedy }: Missing) {
    super(`${what} is needed: ${why}\n  ${remedy}`);
  }
}
