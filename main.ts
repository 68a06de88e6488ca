import { isMainThread } from "node:worker_threads";
import { BadInput } from "./cli/bad-input";
import { synthesizeSideBySide, writeShare } from "./cli/synth/side-by-side";
import { workOn } from "./cli/workers";
import { ConfigError } from "./config/faults";
import { loadConfig } from "./config/load";

const synth = async (): Promise<void> => {
  // So `cdktf synth --hcl` tells the program.
  if (process.env.SYNTH_HCL_OUTPUT === "true") {
    throw new BadInput(
      "--hcl: Terraform refuses what CDKTF writes of these stacks; use npm run hcl",
    );
  }
  await synthesizeSideBySide(loadConfig());
};

(isMainThread ? synth() : workOn({ "write stacks": writeShare })).catch((error: unknown) => {
  if (!(error instanceof ConfigError || error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
