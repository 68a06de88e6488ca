import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../config/package-root";

const root = packageRoot();
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Made, fetched, or another's. */
const NOT_OURS = new Set(["node_modules", "cdktf.out", "dist"]);

function filesBelow(folder: string, suffix: RegExp): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (NOT_OURS.has(entry.name) || entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return filesBelow(name, suffix);
    return suffix.test(entry.name) && !/\.tmp\.\w+$/.test(entry.name) ? [name] : [];
  });
}

const withoutCode = (text: string) =>
  text.replaceAll(/^ *(```+)[^]*?^ *\1/gm, "").replaceAll(/`[^`\n]*`/g, "");

/** As GitHub makes them of headings; of two alike, the second bears a number. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.replaceAll(/^ *(```+)[^]*?^ *\1/gm, "").matchAll(HEADING)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

const HEADING = /^#{1,6} +(.+?) *$/gm;

const slugOf = (heading: string) =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");

interface Link {
  readonly target: string;
  readonly anchor?: string;
}

/** Links into the repository, pictures among them. */
const linksOf = (text: string): readonly Link[] =>
  [...withoutCode(text).matchAll(/\]\(\s*([^)\s]+)[^)]*\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = "", anchor] = link.split("#");
      return { target, ...(anchor !== undefined && { anchor }) };
    });

function faultOf(file: string, { target, anchor }: Link): string | undefined {
  const found = target === "" ? file : path.join(path.dirname(file), decodeURI(target));
  if (found.startsWith("..")) return `${target} lies outside`;
  if (!existsSync(path.join(root, found))) return `${target} isn't there`;
  if (anchor === undefined) return undefined;
  if (!found.endsWith(".md")) return `#${anchor}: ${target} has no headings`;
  return anchorsOf(read(found)).has(anchor) ? undefined : `${target} has no heading #${anchor}`;
}

const faultsIn = (file: string, text: string) =>
  linksOf(text).flatMap((link) => faultOf(file, link) ?? []);

const PAGES = filesBelow("", /\.md$/);

test.each(PAGES)("every link of %s leads somewhere", (file) => {
  expect(faultsIn(file, read(file))).toEqual([]);
});

test("there are pages with links", () => {
  expect(PAGES).toEqual(expect.arrayContaining(["README.md", "docs/operating.md"]));
  expect(PAGES.flatMap((file) => linksOf(read(file))).length).toBeGreaterThan(100);
});

test("README leads to every page of docs/", () => {
  const linked = new Set(linksOf(read("README.md")).map(({ target }) => target));
  const pages = PAGES.filter((file) => path.dirname(file) === "docs");

  expect(pages.filter((file) => !linked.has(file))).toEqual([]);
});

test("messages and comments name pages that there are", () => {
  const named = filesBelow("", /\.([cm]?[jt]s|tf|ya?ml|json)$/)
    .filter((file) => !file.startsWith("__tests__") && statSync(path.join(root, file)).size < 1e6)
    .flatMap((file) =>
      [...read(file).matchAll(/(?<![\w/.-])docs\/[\w/-]+\.md/g)].map(([page]) => ({ file, page })),
    );

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ page }) => !existsSync(path.join(root, page)))).toEqual([]);
});

describe("a link is refused", () => {
  test.each([
    ["to a page that isn't there", "[x](docs/gone.md)", "docs/gone.md isn't there"],
    ["to a picture that isn't there", "![x](docs/gone.svg)", "docs/gone.svg isn't there"],
    [
      "to a heading that isn't there",
      "[x](docs/keys.md#gone)",
      "docs/keys.md has no heading #gone",
    ],
    ["to a heading of its own page", "[x](#gone)", " has no heading #gone"],
    ["to what lies outside", "[x](../other.md)", "../other.md lies outside"],
    ["into a file without headings", "[x](LICENSE#mit)", "#mit: LICENSE has no headings"],
  ])("%s", (_, text, fault) => {
    expect(faultsIn("README.md", text)).toEqual([fault]);
  });
});

test.each([
  ["of two headings alike, the second has a number", "# A b\n\n# A b", ["a-b", "a-b-1"]],
  ["marks are left out, hyphens stay", "## S3's own (MFA) `a-b`", ["s3s-own-mfa-a-b"]],
  ["a comment in a block of code is no heading", "```sh\n# no\n```\n# Yes", ["yes"]],
])("%s", (_, text, anchors) => {
  expect([...anchorsOf(text)]).toEqual(anchors);
});
