import { readFileSync } from "node:fs";
import path from "node:path";
import { applyAll, initializeAll } from "../cli/rehearse/deploy";
import { startRecorder } from "../cli/rehearse/recorder";
import { setTheScene } from "../cli/rehearse/scene";
import { openStage, type StageOptions } from "../cli/rehearse/stage";
import { type Deployed } from "./planning";

/** Every stack of a configuration as an apply to the emulator leaves it; minutes. */
export async function applied(
  options: Pick<StageOptions, "config" | "folder" | "tools" | "signal">,
  say: (text: string) => void,
): Promise<readonly Deployed[]> {
  const recorder = startRecorder({ config: "", now: () => new Date(), onEntry: () => undefined });
  const progress = {
    step: <T>(_: string, work: (say: (text: string) => void) => Promise<T>) => work(say),
    entry: () => undefined,
  };
  const stage = await openStage({ ...options, recorder, progress, onLog: () => undefined });
  try {
    await initializeAll(stage);
    await setTheScene(stage);
    await applyAll(stage, () => undefined);
    const wrong = recorder.record.timeline.filter(({ ok }) => !ok);
    if (wrong.length > 0) throw new Error(wrong.map(({ title }) => title).join("; "));
    return stage.stacks.map(({ name, directory }) => ({
      name,
      json: readJson(path.join(directory, "cdk.tf.json")),
      state: readJson(path.join(directory, "rehearsal.tfstate")),
    }));
  } finally {
    await stage.close();
  }
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
