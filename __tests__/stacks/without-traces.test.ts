import { withoutTraces } from "../../stacks/without-traces";

const tracesNow = (): number => (new Error("now").stack ?? "").split("\n").length;

test("traces are one line long, and whole again afterwards", () => {
  expect(withoutTraces(tracesNow)).toBe(1);
  expect(tracesNow()).toBeGreaterThan(1);
});

test("whatever throws keeps its message, and leaves traces as they were", () => {
  const fail = () => {
    throw new Error("no such account");
  };

  expect(() => withoutTraces(fail)).toThrow("no such account");
  expect(tracesNow()).toBeGreaterThan(1);
});
