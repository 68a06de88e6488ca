import { INPUT_NAMES, inputsWith } from "../../cost/inputs";
import { costOptions, USAGE } from "../../cost/options";

test("takes every input by its flag, and the defaults of the others", () => {
  const { inputs, accounts, config } = costOptions([
    ...["--accounts", "1000", "--uploads", "5", "--object-kilobytes", "0.5"],
    ...["--config", "my.config.ts"],
  ]);

  expect(inputs).toEqual({ ...inputsWith(), uploads: 5, objectKilobytes: 0.5 });
  expect([accounts, config]).toEqual([1000, "my.config.ts"]);
});

test.each([
  [["--uploads", "many"], "--uploads must be a number: many"],
  [["--uploads", ""], "--uploads must be a number: "],
  [["--uploads=-1"], "--uploads must be a number, 0 or more: -1"],
  [["--write-percent", "101"], "--write-percent must be a number, from 0 to 100: 101"],
  [["--accounts", "0"], "--accounts must be a whole number from 1 to 9999999: 0"],
  [["--accounts", "1.5"], "--accounts must be a whole number from 1 to 9999999: 1.5"],
  [["--write", "--uploads", "5"], "--write takes no other option"],
  [["--upload", "5"], "Unknown option '--upload'"],
])("refuses %j, and says why", (args, message) => {
  expect(() => costOptions(args)).toThrow(message);
});

test("help names every input with its default", () => {
  for (const name of INPUT_NAMES) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(USAGE).toMatch(new RegExp(`--${flag} .*\\(default: ${inputsWith()[name]}\\)`));
  }
});
