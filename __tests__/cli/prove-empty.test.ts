import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { proveCommand } from "../../cli/commands/prove";
import { packageRoot } from "../../config/package-root";
import { COMMITTED, committed } from "../support/proof";

jest.mock("../../proof/paths", () => ({ PATH_SOURCES: [] }));

const folder = mkdtempSync(path.join(tmpdir(), "warden-prove-"));
const outdir = process.env.CDKTF_OUTDIR;

beforeAll(() => {
  for (const { name, json } of committed("invitation").stacks) {
    mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(json));
  }
  process.env.CDKTF_OUTDIR = folder;
});
afterAll(() => {
  if (outdir === undefined) delete process.env.CDKTF_OUTDIR;
  else process.env.CDKTF_OUTDIR = outdir;
  rmSync(folder, { recursive: true });
});

test("a family without a single path is no proof, whatever else is fine", async () => {
  const written: string[] = [];
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });

  const code = await proveCommand({
    config: path.join(packageRoot(), COMMITTED.invitation),
    skipSynth: true,
    family: ["alarms", "invariants"],
  });

  expect(code).toBe(1);
  expect(written.join("")).toContain("✗ Not proved: nothing was found to prove of alarms.");
});
