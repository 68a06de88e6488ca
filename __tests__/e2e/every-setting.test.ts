import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { type Rehearsal } from "../../cli/rehearse/record";

const MINUTES = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "warden-every-setting-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test(
  "a configuration with every setting changed is applied, plans empty and passes the rehearsal",
  async () => {
    const config = path.join(__dirname, "every-setting.warden.config.ts");
    const report = path.join(folder, "report.html");
    const flags = ["--config", config, "--report", report, "--json"];
    const child = spawn("npm", ["run", "-s", "rehearse", "--", ...flags], {
      cwd: path.resolve(__dirname, "..", ".."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output, [status]] = await Promise.all([text(child.stdout), once(child, "close")]);
    const { timeline, plans, stacks } = JSON.parse(output) as Rehearsal;

    expect(timeline.filter(({ ok }) => !ok)).toEqual([]);
    expect(status).toBe(0);
    expect(stacks.map(({ name }) => name).sort()).toEqual([
      "audit",
      "workload-one",
      "workload-two",
    ]);
    expect(plans.flatMap(({ changes }) => changes)).toEqual([]);
  },
  12 * MINUTES,
);
