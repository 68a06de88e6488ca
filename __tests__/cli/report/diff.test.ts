import fc from "fast-check";
import { type DiffLine, diffLines, hunksOf } from "../../../cli/report/diff";

const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
const without = (diff: readonly DiffLine[], kind: DiffLine["kind"]) =>
  diff.filter((line) => line.kind !== kind).map(({ text }) => text);

test("a diff holds both texts, each in its order", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      expect(without(diff, "added")).toEqual(before);
      expect(without(diff, "removed")).toEqual(after);
    }),
  );
});

test("what stayed is the same line, and not taken away and put back", () => {
  expect(diffLines(["a", "b", "c"], ["a", "x", "c"])).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "x" },
    { kind: "same", text: "c" },
  ]);
  fc.assert(fc.property(lines, (all) => diffLines(all, all).every(({ kind }) => kind === "same")));
});

describe("of a long text", () => {
  const text = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  text[2] = '    "Sid": "TlsOnly",';
  text[10] = '    "Sid": "Denylist",';
  const changed = [...text.slice(0, 20), "new", ...text.slice(20)];

  test("only what is near a change is shown, and how much is left out", () => {
    const { hunks, rest } = hunksOf(diffLines(text, changed));

    expect(hunks.map((hunk) => hunk.lines.map((line) => line.text))).toEqual([
      ["line 17", "line 18", "line 19", "new", "line 20", "line 21", "line 22"],
    ]);
    expect(hunks[0]?.skipped).toBe(17);
    expect(rest).toBe(17);
  });

  test("a change is told by the statement that it is in", () => {
    const { hunks } = hunksOf(diffLines(text, changed));

    expect(hunks[0]?.sid).toBe("Denylist");
    expect(hunksOf(diffLines(["a"], ["b"])).hunks[0]?.sid).toBeUndefined();
  });

  test("changes far from one another are shown apart", () => {
    const { hunks } = hunksOf(diffLines(text, [...changed.slice(0, 30), ...changed.slice(31)]));

    expect(hunks.map(({ skipped }) => skipped)).toEqual([17, 3]);
  });

  test("texts that are alike have nothing to show", () => {
    expect(hunksOf(diffLines(text, text))).toEqual({ hunks: [], rest: 40 });
  });
});
