import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../config/package-root";

const text = (file: string): string => readFileSync(path.join(packageRoot(), file), "utf8");

/** Names that an entry point exports, types included. */
function exportedBy(file: string): string[] {
  const lists = text(file).matchAll(/export \{([^}]*)\}/g);
  return [...lists]
    .flatMap(([, names = ""]) => names.split(","))
    .map((name) => name.replace(/\btype\b/, "").trim())
    .filter((name) => name !== "")
    .sort();
}

/** Names in the first column of a section's table. */
function documentedIn(section: string): string[] {
  const [, after = ""] = text("docs/library.md").split(`\n## \`${section}\`\n`);
  const [own = ""] = after.split("\n## ");
  const cells = own.split("\n").flatMap((line) => /^\| (`.*?) +\|/.exec(line)?.[1] ?? []);
  return cells
    .flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name))
    .sort();
}

test.each([
  ["bucket-warden", "index.ts"],
  ["bucket-warden/constructs", "constructs/index.ts"],
  ["bucket-warden/stacks", "stacks/index.ts"],
])("what %s exports is what docs/library.md promises", (section, file) => {
  const exported = exportedBy(file);

  expect(exported.length).toBeGreaterThan(5);
  expect(documentedIn(section)).toEqual(exported);
});

test("every entry point of package.json has its section", () => {
  const { exports } = JSON.parse(text("package.json")) as { exports: Record<string, unknown> };
  const imports = Object.keys(exports)
    .filter((entry) => entry !== "./package.json")
    .map((entry) => path.join("bucket-warden", entry));
  const sections = [...text("docs/library.md").matchAll(/^## `(.+)`$/gm)].map(([, name]) => name);

  expect(sections).toEqual(imports);
});
