/** An argument that can't be used; the message says why. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}
