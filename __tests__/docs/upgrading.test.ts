import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createProgram } from "../../cli/program";
import { packageRoot } from "../../config/package-root";
import { ITEM_VERSIONS } from "../../lambda/responder/ledger/version";

const ROOT = packageRoot();
const TEXT = readFileSync(path.join(ROOT, "docs", "upgrading.md"), "utf8");
/** Folders of the product's own code: what is made, installed or a test publishes nothing. */
const OTHERS = /^(\..*|__tests__|node_modules|dist|cdktf\.out.*|docs|coverage)$/;

const NAME = /bucket-warden\/[a-z-]+\/\d+/g;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return OTHERS.test(entry.name) ? [] : sources(file);
    return entry.name.endsWith(".ts") ? [file] : [];
  });
}

const namesIn = (text: string): string[] => [...new Set(text.match(NAME) ?? [])].sort();

describe("docs/upgrading.md", () => {
  test("names every document with a version, and no other", () => {
    const published = sources(ROOT).map((file) => readFileSync(file, "utf8"));

    expect(namesIn(TEXT)).toEqual(namesIn(published.join("\n")));
    expect(namesIn(TEXT).length).toBeGreaterThan(3);
  });

  test("names every command that prints JSON", () => {
    const printing = createProgram(() => undefined)
      .commands.filter(({ options }) => options.some(({ long }) => long === "--json"))
      .map((command) => `warden ${command.name()} --json`);

    expect(printing.filter((command) => !TEXT.includes(command))).toEqual([]);
    expect(printing.length).toBeGreaterThan(5);
  });

  test("names every kind of item of the ledger with its version", () => {
    const rows = [...TEXT.matchAll(/^\| `(\w+)` +\| (\d+) +\|/gm)].map(([, kind, version]) => [
      kind,
      Number(version),
    ]);
    expect(Object.fromEntries(rows)).toEqual(ITEM_VERSIONS);
  });
});
