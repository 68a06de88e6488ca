/** An expression whose value can't be known before Terraform runs: named, and never guessed. */
export class Unresolved extends Error {
  override readonly name = "Unresolved";

  constructor(
    readonly expression: string,
    readonly why: string,
  ) {
    super(`${expression}: ${why}`);
  }
}
