import { CommanderError } from "commander";
import { anchorsOf, readOptions, runsOf } from "../../../bench/synth/options";

/** What commander says on standard error isn't for the report of the tests. */
function refusalOf(...args: string[]): string {
  const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    readOptions(args);
    return "accepted";
  } catch (error) {
    return error instanceof CommanderError ? error.message : String(error);
  } finally {
    stderr.mockRestore();
  }
}

test("five sizes are measured unless told otherwise", () => {
  expect(readOptions([])).toEqual({
    accounts: [1, 10, 100, 300, 1000],
    regions: [],
    json: false,
  });
});

test("a list has commas", () => {
  const options = readOptions([
    ...["--accounts", "1, 20", "--regions", "eu-west-1,eu-central-1"],
    ...["--anchors", "floor, template", "--runs", "2", "--json"],
  ]);

  expect(options).toMatchObject({
    accounts: [1, 20],
    regions: ["eu-west-1", "eu-central-1"],
    anchors: ["template", "floor"],
    runs: 2,
    json: true,
  });
});

test("no anchor can be asked for, and all of them", () => {
  expect(readOptions(["--anchors", "none"]).anchors).toEqual([]);
  expect(readOptions(["--anchors", "all"]).anchors).toHaveLength(3);
});

test("the template's way, which takes minutes for many accounts, is then left out unless asked for", () => {
  expect(anchorsOf({}, 300)).toEqual(["template", "cdktf", "floor"]);
  expect(anchorsOf({}, 301)).toEqual(["cdktf", "floor"]);
  expect(anchorsOf({ anchors: ["template"] }, 1000)).toEqual(["template"]);
});

test.each([
  ["--accounts", "0", '"0" is no whole number above 0'],
  ["--accounts", "1,ten", '"ten" is no whole number above 0'],
  ["--accounts", "", '"" is no whole number above 0'],
  ["--runs", "1.5", '"1.5" is no whole number above 0'],
  ["--anchors", "floor,tsx", '"tsx" is none of all, none, template, cdktf, floor'],
])("%s %j is refused with its rule", (setting, value, rule) => {
  const refusal = refusalOf(setting, value);

  expect(refusal).toContain(`'${setting} <`);
  expect(refusal).toContain(rule);
});

test.each(["--accounts", "--regions"])("a configuration has its own %s", (setting) => {
  expect(refusalOf("--config", "warden.config.ts", setting, "1")).toContain("cannot be used with");
});

test("up to 100 accounts three runs are made, above one, and any number when asked", () => {
  expect([1, 100, 101, 1000].map((accounts) => runsOf({}, accounts))).toEqual([3, 3, 1, 1]);
  expect(runsOf({ runs: 5 }, 1000)).toBe(5);
});
