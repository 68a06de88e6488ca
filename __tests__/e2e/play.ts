import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Progress } from "../../cli/progress/progress";
import { type Rehearsal } from "../../cli/rehearse/record";
import { startRecorder } from "../../cli/rehearse/recorder";
import { rehearse, type RehearseOptions } from "../../cli/rehearse/rehearse";
import { findTools } from "../../cli/rehearse/tools";
import { type WardenConfig } from "../../config/schema";

const quiet: Progress = {
  step: (_, work) => work(() => undefined),
  entry: () => undefined,
};

/**
 * The rehearsal of a configuration without the intrusions, which the committed example plays.
 * `whileStanding` takes the place of taking everything down, as the product's `--keep` does.
 */
export async function play(
  config: WardenConfig,
  hooks: Pick<RehearseOptions, "beforeDeploy" | "afterStory" | "whileStanding"> = {},
): Promise<Rehearsal> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-play-"));
  const { signal } = new AbortController();
  const say = () => undefined;
  const recorder = startRecorder({ config: "", now: () => new Date(), onEntry: say });
  try {
    const { providerVersion } = config;
    const tools = await findTools({ providerVersion, folder, signal, say });
    const common = { config, folder, tools, recorder, signal, progress: quiet, onLog: say };
    return (await rehearse({ ...common, ...hooks, chapters: "findings" })).record;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
