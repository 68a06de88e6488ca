import { ConfigError } from "./config/faults";
import { loadConfig } from "./config/load";
import { synthesize } from "./stacks/synthesize";

try {
  synthesize(loadConfig());
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
