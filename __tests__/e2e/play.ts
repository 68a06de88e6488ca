import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Progress } from "../../cli/progress/progress";
import { type Rehearsal } from "../../cli/rehearse/record";
import { startRecorder } from "../../cli/rehearse/recorder";
import { rehearse } from "../../cli/rehearse/rehearse";
import { type Stage } from "../../cli/rehearse/stage";
import { findTools } from "../../cli/rehearse/tools";
import { type WardenConfig } from "../../config/schema";

const quiet: Progress = {
  step: (_, work) => work(() => undefined),
  entry: () => undefined,
};

/** The rehearsal of a configuration without the intrusions, which the committed example plays. */
export async function play(
  config: WardenConfig,
  afterStory?: (stage: Stage) => Promise<void>,
): Promise<Rehearsal> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-play-"));
  const { signal } = new AbortController();
  const say = () => undefined;
  const recorder = startRecorder({ config: "", now: () => new Date(), onEntry: say });
  try {
    const { providerVersion } = config;
    const tools = await findTools({ providerVersion, folder, signal, say });
    const common = { config, folder, tools, recorder, signal, progress: quiet, onLog: say };
    const hook = afterStory ? { afterStory } : {};
    return (await rehearse({ ...common, ...hook, chapters: "findings" })).record;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
