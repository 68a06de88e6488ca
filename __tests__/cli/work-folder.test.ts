import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { workFolder } from "../../cli/rehearse/work-folder";

const folder = mkdtempSync(path.join(tmpdir(), "warden-work-folder-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const made = (...names: string[]) => {
  const made = path.join(folder, ...names);
  mkdirSync(made, { recursive: true });
  return made;
};

test("a rehearsal of an installed package runs in its user's folder, not among the packages", () => {
  const installed = made("user", "node_modules", "bucket-warden");
  const working = made("user", "infra");

  expect(workFolder(installed, working)).toBe(path.join(working, ".rehearsal"));
});

test("in a checkout it runs beside the sources, whatever folder it is started in", () => {
  const checkout = made("checkout");
  writeFileSync(path.join(made("checkout", "script"), "start.mjs"), "");

  expect(workFolder(checkout, made("elsewhere"))).toBe(path.join(checkout, ".rehearsal"));
});

test("git leaves its folder alone, unless its user has said otherwise", () => {
  const working = made("mine");
  const ignored = path.join(workFolder(folder, working), ".gitignore");

  expect(readFileSync(ignored, "utf8")).toBe("*\n");
  writeFileSync(ignored, "");
  workFolder(folder, working);
  expect(readFileSync(ignored, "utf8")).toBe("");
});
