import fc from "fast-check";
import { stableJson } from "../../stacks/stable-json";

test("keys are sorted as text, at every depth", () => {
  expect(stableJson({ b: 1, a: { "9": 1, "10": [{ d: 1, c: 2 }] } })).toBe(
    `{
  "a": {
    "10": [
      {
        "c": 2,
        "d": 1
      }
    ],
    "9": 1
  },
  "b": 1
}`,
  );
});

test("what is empty takes two lines, what is undefined none", () => {
  expect(stableJson({ a: [], b: {}, c: undefined, d: null })).toBe(
    '{\n  "a": [\n  ],\n  "b": {\n  },\n  "d": null\n}',
  );
});

test("any plain value is read back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = stableJson(value);

      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
