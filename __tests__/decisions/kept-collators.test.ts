import fc from "fast-check";
import { keepCollators } from "../../decisions/kept-collators";

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its text below
const original = String.prototype.localeCompare;
const made = jest.spyOn(Intl, "Collator");

beforeAll(() => {
  keepCollators();
  keepCollators();
});

const OPTIONS: readonly Intl.CollatorOptions[] = [
  { sensitivity: "accent" },
  { sensitivity: "base" },
  { sensitivity: "case" },
  { sensitivity: "variant" },
  { sensitivity: "base", numeric: true },
  { numeric: true },
  { sensitivity: "accent", ignorePunctuation: true },
  {},
];

test("texts compare as they did, whatever is asked of the comparison", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a", "A", "á", "a2", "a10", ":", "/", "ß", "SS", "ı", "I"),
  );
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom(undefined, "en", "sv", "tr"),
      fc.option(fc.constantFrom(...OPTIONS), { nil: undefined }),
      (one, other, locale, options) => {
        expect(one.localeCompare(other, locale, options)).toBe(
          original.call(one, other, locale, options),
        );
      },
    ),
  );
});

test.each([
  ["a language of their own", "ä", "z", "sv", { sensitivity: "accent" }],
  ["numbers in them", "a2", "a10", undefined, { sensitivity: "base", numeric: true }],
  ["nothing in particular", "a", "A", undefined, undefined],
] as const)("also with %s", (_, one, other, locale, options) => {
  const before = original.call(one, other, locale, options);

  expect(before).not.toBe(
    new Intl.Collator(undefined, { sensitivity: "base" }).compare(one, other),
  );
  expect(one.localeCompare(other, locale, options)).toBe(before);
});

test("a bad sensitivity is refused as it was", () => {
  const options = { sensitivity: "none" } as unknown as Intl.CollatorOptions;
  expect(() => "a".localeCompare("b", undefined, options)).toThrow(RangeError);
});

test("one collator answers for all comparisons of a kind", () => {
  expect("a".localeCompare("A", undefined, { sensitivity: "accent" })).toBe(0);
  expect(made).toHaveBeenCalledWith(undefined, { sensitivity: "accent" });
  made.mockClear();

  for (let times = 0; times < 100; times += 1)
    "a".localeCompare("b", undefined, { sensitivity: "accent" });

  expect(made).not.toHaveBeenCalled();
});
