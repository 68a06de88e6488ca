import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { packageRoot } from "../../config/package-root";
import { commentsOf } from "../../script/configuration/comments";
import { reference, sectionsOfRows, SECTIONS } from "../../script/configuration/reference";
import { exampleConfig } from "../support/example";

const read = (...file: readonly string[]) => readFileSync(join(packageRoot(), ...file), "utf8");
/** Prettier widens the columns, and can't be called from within jest. */
const unpadded = (text: string) =>
  text
    .replace(/(?<=\S) +/g, " ")
    .replace(/-{3,}/g, "---")
    .replace(/\\(.)/g, "$1")
    .trim();

const sections = sectionsOfRows();

test("docs/configuration.md is what `npm run configuration` writes", () => {
  expect(unpadded(read("docs", "configuration.md"))).toBe(unpadded(reference()));
});

test.each(sections)("every setting of $title says what it is", ({ rows }) => {
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ told }) => !told?.text).map(({ path }) => path)).toEqual([]);
});

test.each(SECTIONS)("every comment in the schema of $title is about a setting", (section) => {
  const [file, constant] = section.source;
  const known = sections.find(({ title }) => title === section.title)?.rows ?? [];
  const paths = [...commentsOf(read("config", file), constant).keys()];
  // The constant of another section in the same file is told there.
  const own = paths.filter((path) => !path.startsWith("backend."));

  expect(own.filter((path) => !known.some((row) => row.path === path))).toEqual([]);
});

test("the defaults are what a configuration without them is loaded with", () => {
  const config = exampleConfig();
  const loaded: Readonly<Record<string, unknown>> = {
    "The whole": config,
    auditAccount: config.auditAccount,
    workloads: config.workloads[0],
    findings: config.findings,
    proof: config.proof,
  };
  const told = sections.flatMap(({ title, rows }) =>
    rows.flatMap(({ path, fallback }) => {
      const keys = path.split(".");
      const whole = keys
        .slice(0, -1)
        .reduce((value, key) => (value as typeof loaded | undefined)?.[key], loaded[title]);
      const value = (whole as typeof loaded | undefined)?.[keys.at(-1) ?? ""];
      // An object's default is that of its settings, which are rows too.
      const isGiven =
        path === "prefix" ||
        value === undefined ||
        isDeepStrictEqual(fallback, { is: "value", value: {} });
      return fallback.is === "value" && !isGiven ? [[path, fallback.value, value] as const] : [];
    }),
  );

  expect(told.length).toBeGreaterThan(25);
  expect(told.filter(([, said, value]) => !isDeepStrictEqual(said, value))).toEqual([]);
});
