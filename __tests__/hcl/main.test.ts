import { spawnSync } from "node:child_process";
import { packageRoot } from "../../config/package-root";

test("cdktf synth --hcl is refused with the way that works", () => {
  const { status, stderr } = spawnSync(process.execPath, ["script/start.mjs", "main.ts"], {
    cwd: packageRoot(),
    encoding: "utf8",
    env: { ...process.env, SYNTH_HCL_OUTPUT: "true" },
  });

  expect(stderr).toContain("use npm run hcl");
  expect(status).toBe(2);
});
