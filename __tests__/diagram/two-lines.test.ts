import fc from "fast-check";
import { twoLines, widest } from "../../diagram/layout/two-lines";

const SIZE = 14;

test.each([
  ["API calls", 100, ["API calls"]],
  ["compliance changes", 100, ["compliance", "changes"]],
  ["security events go on", 100, ["security", "events go on"]],
  ["lambda:InvokeFunction", 100, ["lambda:", "InvokeFunction"]],
  ["s3:DeleteObject +11", 100, ["s3:DeleteObject", "+11"]],
  ["ConfigurationAggregator", 100, ["ConfigurationAggregator"]],
])("%s has its place in %d pixels", (text, width, lines) => {
  expect(twoLines(text, SIZE, width)).toEqual(lines);
});

test("no letter is lost, and two lines are never wider than one", () => {
  const words = fc.array(fc.constantFrom("s3:", "Put ", "object ", "+2 ", "calls "), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 300 }), (parts, width) => {
      const text = parts.join("").trim();
      const lines = twoLines(text, SIZE, width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      expect(lines.length).toBeLessThanOrEqual(2);
      expect(widest(lines, SIZE)).toBeLessThanOrEqual(widest([text], SIZE));
    }),
  );
});
