import { Lazy } from "cdktf";
import { withoutTraces } from "../../stacks/without-traces";

const traceOfToken = (): readonly string[] => {
  const token = Lazy.anyValue({ produce: () => 1 });
  return (token as unknown as { creationStack: readonly string[] }).creationStack;
};

function traceOf(failing: () => void): string | undefined {
  try {
    failing();
  } catch (error) {
    return (error as Error).stack;
  }
  return undefined;
}

const fail = () => {
  throw new Error("no such account");
};

test("tokens have no trace, and have one again afterwards", () => {
  expect(withoutTraces(traceOfToken)).toEqual([]);
  expect(traceOfToken().length).toBeGreaterThan(1);
});

test("what throws keeps its message and its trace, and tokens have theirs again", () => {
  expect(() => withoutTraces(fail)).toThrow("no such account");
  expect(traceOf(() => withoutTraces(fail))).toMatch(/\n {4}at fail/);
  expect(traceOfToken().length).toBeGreaterThan(1);
});
