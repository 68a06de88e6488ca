import { onceFor, onceForEach, onceForText } from "../../decisions/known";

test("of an object it is worked out once, also where nothing is found", () => {
  const work = jest.fn(() => undefined);
  const found = onceFor(work);
  const given = {};

  found(given);
  found(given);
  found({});

  expect(work).toHaveBeenCalledTimes(2);
});

test("of an object and a text beside it, once for each", () => {
  const work = jest.fn((given: { readonly id: number }, about: string) => `${given.id} ${about}`);
  const found = onceForEach(work);
  const [one, other] = [{ id: 1 }, { id: 2 }];

  expect([found(one, "a"), found(one, "a"), found(one, "b"), found(other, "a")]).toEqual([
    "1 a",
    "1 a",
    "1 b",
    "2 a",
  ]);
  expect(work).toHaveBeenCalledTimes(3);
});

describe("of texts", () => {
  test("the newest are kept, and the oldest is worked out again", () => {
    const work = jest.fn((text: string) => text.length);
    const found = onceForText(2, work);

    for (const text of ["a", "bb", "a", "ccc", "bb"]) found(text);
    expect(work).toHaveBeenCalledTimes(3);

    expect(found("a")).toBe(1);
    expect(work).toHaveBeenCalledTimes(4);
  });

  test("what failed is tried again", () => {
    const work = jest.fn((text: string) => JSON.parse(text) as unknown);
    const found = onceForText(2, work);

    expect(() => found("{")).toThrow(SyntaxError);
    expect(() => found("{")).toThrow(SyntaxError);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
