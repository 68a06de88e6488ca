/** A pattern uses something that isn't documented: better said than guessed. */
export class UnknownPattern extends Error {
  override readonly name = "UnknownPattern";
}
