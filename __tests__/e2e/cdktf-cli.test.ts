import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

/** The files that the command writes, by their SHA-256. */
function filesOf(command: (folder: string) => [string, ...string[]]): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-cdktf-"));
  const [program, ...args] = command(folder);
  execFileSync(program, args, {
    cwd: root,
    // Nothing is reported to the makers of the command line.
    env: { ...process.env, CDKTF_OUTDIR: folder, CHECKPOINT_DISABLE: "1", CI: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [
        path.relative(folder, file),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ];
    }),
  );
}

test("the cdktf command line and a direct run write the same stacks, byte for byte", () => {
  const direct = filesOf(() => ["npm", "run", "-s", "synth"]);
  const viaCli = filesOf((folder) => ["npx", "cdktf", "synth", "--output", folder]);

  expect(Object.keys(direct).filter((file) => file.endsWith("cdk.tf.json"))).toHaveLength(3);
  expect(viaCli).toEqual(direct);
}, 120_000);
