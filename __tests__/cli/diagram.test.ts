import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BadInput } from "../../cli/bad-input";
import { diagramCommand } from "../../cli/commands/diagram";
import { linesInFiles } from "../../cli/diagram/lines";
import { BUILT, packageRoot } from "../../config/package-root";
import { NoSuchStack } from "../../config/only-stacks";
import { PAGE_NAMES, PAGE_SCRIPTS, pageScript } from "../../html/page-script";

const folder = mkdtempSync(path.join(tmpdir(), "warden-diagram-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const config = path.join(packageRoot(), "warden.config.ts");

test("a file that is neither a page nor a picture is refused before anything is written", async () => {
  const out = path.join(folder, "warden.png");

  await expect(diagramCommand({ config, out })).rejects.toThrow(
    new BadInput(`--out: the file must end with .svg or .html, got ${out}`),
  );
  await expect(diagramCommand({ config, out: folder })).rejects.toThrow(
    `--out names a folder: ${folder}`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("a pattern that fits no stack is named", async () => {
  await expect(
    diagramCommand({ config, out: path.join(folder, "a.svg"), only: ["paymets"] }),
  ).rejects.toThrow(NoSuchStack);
});

test("an address is found on its line, of whichever file", () => {
  const file = path.join(folder, "cdk.tf.json");
  const resource = { aws_s3_bucket: { Other: {}, Production: {} } };
  writeFileSync(file, JSON.stringify({ resource }, null, 2));
  const lines = linesInFiles();

  expect(lines(file, "aws_s3_bucket.Production")).toBe(5);
  expect(lines(file, "aws_s3_bucket.Absent")).toBeUndefined();
});

test.each(PAGE_NAMES)("an installed package brings the %s's script ready made", (page) => {
  mkdirSync(path.join(folder, BUILT), { recursive: true });
  writeFileSync(path.join(folder, BUILT, PAGE_SCRIPTS[page].built), `ready("${page}")`);

  expect(pageScript(page, folder)).toBe(`ready("${page}")`);
  expect(pageScript(page)).toContain("addEventListener");
});
