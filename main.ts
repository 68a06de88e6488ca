import { isMainThread } from "node:worker_threads";
import { synthesizeSideBySide, writeShare } from "./cli/synth/side-by-side";
import { workOn } from "./cli/workers";
import { ConfigError } from "./config/faults";
import { loadConfig } from "./config/load";
import { isHclAskedFor, synthesizeByCdktf } from "./stacks/cdktf-synthesis";

const synth = async (): Promise<void> => {
  const config = loadConfig();
  if (isHclAskedFor()) synthesizeByCdktf(config);
  else await synthesizeSideBySide(config);
};

(isMainThread ? synth() : workOn({ "write stacks": writeShare })).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
