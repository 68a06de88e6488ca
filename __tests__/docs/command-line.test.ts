import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../cli/exit-codes";
import { EXIT_CODES } from "../../cli/help";
import { createProgram } from "../../cli/program";
import { packageRoot } from "../../config/package-root";
import { reference } from "../../script/command-line/reference";

/** Prettier widens the columns, and can't be called from within jest. */
const unpadded = (text: string) =>
  text
    .replace(/(?<=\S) +/g, " ")
    .replace(/-{3,}/g, "---")
    .replace(/\\(.)/g, "$1")
    .trim();

const document = readFileSync(join(packageRoot(), "docs", "command-line.md"), "utf8");

test("docs/command-line.md is what `npm run command-line` writes", () => {
  expect(unpadded(document)).toBe(unpadded(reference()));
});

describe.each(createProgram(() => undefined).commands.map((one) => [one.name(), one] as const))(
  "warden %s",
  (name, command) => {
    const [, section = ""] = document.split(`\n## \`warden ${name}\`\n`);
    const [own = ""] = section.split("\n## ");

    test("has its synopsis, every option and an example", () => {
      const told = own.split("\n").flatMap((line) => /^\| `(--[\w-]+)/.exec(line)?.[1] ?? []);

      expect(own).toContain(`\nwarden ${name} ${command.usage()}\n`);
      expect(told).toEqual(command.options.map(({ long }) => long));
      expect(own).toMatch(/\n```sh\n.*\bwarden|rehearse\b/);
    });

    test("tells the defaults, and what is required", () => {
      const rows = own.split("\n").filter((line) => line.startsWith("| `--"));
      const defaults = rows.map((row) =>
        row
          .split(/(?<!\\)\|/)
          .at(-2)
          ?.trim(),
      );

      expect(defaults).toEqual(
        command.options.map(({ mandatory, defaultValue, description }) =>
          mandatory
            ? "**required**"
            : typeof defaultValue === "string"
              ? `\`${defaultValue}\``
              : (/\(default: (.*)\)/.exec(description)?.[1] ?? ""),
        ),
      );
    });
  },
);

test("exit codes stand in one place, with the words that every --help has", () => {
  const [, section = ""] = document.split("\n## Exit codes\n");
  const [own = ""] = section.split("\n## ");

  expect(exitCodes().map(([code]) => code)).toEqual([0, 1, 2, 130]);
  for (const [code, meaning] of exitCodes()) {
    expect(unpadded(own)).toContain(`| ${code} | ${meaning} |`);
    expect(EXIT_CODES).toContain(`  ${String(code).padEnd(5)}${meaning}\n`);
  }
});
