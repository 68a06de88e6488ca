import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { costOfWriting } from "../../../bench/synth/floor";
import { filesIn, isIdentical, writtenIn } from "../../../bench/synth/written";

const scratch = mkdtempSync(path.join(tmpdir(), "warden-written-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(scratch, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  return folder;
}

const FILES = { "manifest.json": "{}", "stacks/audit/cdk.tf.json": "[1]" };
const original = folderOf("original", FILES);

test("all bytes of all files count", () => {
  expect(writtenIn(original).bytes).toBe(5);
});

test.each([
  ["a changed byte", { ...FILES, "manifest.json": "[]" }],
  ["a file more", { ...FILES, "stacks/audit/more": "" }],
  ["a file less", { "manifest.json": "{}" }],
  ["another place", { "manifest.json": "{}", "stacks/other/cdk.tf.json": "[1]" }],
])("%s isn't the same", (name, files) => {
  expect(isIdentical(writtenIn(folderOf(name, files)), writtenIn(original))).toBe(false);
});

test("the floor writes the same files with the same bytes", () => {
  const target = path.join(scratch, "floor");

  const { wallSeconds, cpuSeconds } = costOfWriting(original, target);

  expect(filesIn(target)).toEqual(Object.keys(FILES));
  expect(isIdentical(writtenIn(target), writtenIn(original))).toBe(true);
  expect(readFileSync(path.join(target, "manifest.json"), "utf8")).toBe("{}");
  expect(wallSeconds).toBeGreaterThan(0);
  expect(cpuSeconds).toBeGreaterThan(0);
});
