import { createInterface } from "node:readline/promises";
import { BadInput } from "../bad-input";
import { Interrupted } from "../interruption";
import { type Person } from "./interview";

export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Lets `work` ask the person at the terminal.
 * @throws Interrupted at Ctrl-C, BadInput when the input ends, each in the middle of a question
 */
export async function atTerminal<T>(
  { input, output }: Streams,
  work: (person: Person) => Promise<T>,
): Promise<T> {
  const terminal = createInterface({ input, output });
  const left = new AbortController();
  terminal.once("SIGINT", () => {
    left.abort(new Interrupted("SIGINT"));
  });
  terminal.once("close", () => {
    left.abort(new BadInput("the input ended before the last answer; nothing is written"));
  });
  try {
    return await work({
      ask: (text) => terminal.question(text, { signal: left.signal }),
      tell: (text) => output.write(text),
    });
  } catch (error) {
    if (!left.signal.aborted) throw error;
    // The cursor stands behind the question.
    output.write("\n");
    throw left.signal.reason;
  } finally {
    terminal.close();
  }
}
