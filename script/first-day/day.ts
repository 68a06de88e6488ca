import path from "node:path";
import { startRecorder } from "../../cli/rehearse/recorder";
import { loadConfig } from "../../config/load";
import { openPlayground, type Playground } from "./playground";
import { copyProject } from "./project";
import { type as typeIn, type Typed } from "./shell";
import { type Step, STEPS } from "./steps";
import { type Told } from "./transcript";

export interface Day {
  /** The clone. */
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whatever the emulator's events came to that should not have been. */
  faults(): readonly string[];
  /** Types a command, and waits till all its events have arrived. */
  type(command: string, env?: NodeJS.ProcessEnv): Promise<Typed>;
  play(step: Step): Promise<Told>;
  end(): Promise<void>;
}

/** @param folder ours to write to: the clone goes there, and what Terraform and Python need */
export async function beginDay(folder: string, signal: AbortSignal): Promise<Day> {
  const project = path.join(folder, "bucket-warden");
  copyProject(project);
  const recorder = startRecorder({ config: "", now: () => new Date(), onEntry: () => undefined });
  const { alerts, timeline } = recorder.record;
  // The accounts are those that the first step describes: it is played before there are any.
  const [first] = STEPS;
  const described =
    first && (await typeIn(first.command, { env: process.env, cwd: project, signal }));
  const config = loadConfig(path.join(project, "warden.config.ts"));
  const playground: Playground = await openPlayground({
    ...{ config, recorder, signal },
    folder: path.join(folder, "aws"),
  });
  const type: Day["type"] = async (command, env = {}) => {
    const typed = await typeIn(command, {
      env: { ...playground.env, ...env },
      cwd: project,
      signal,
    });
    await playground.settled();
    return typed;
  };
  return {
    project,
    env: playground.env,
    type,
    faults: () =>
      timeline.filter(({ ok }) => !ok).map(({ title, detail }) => `${title}: ${detail}`),
    play: async (step) => {
      const before = alerts.length;
      const { code, output } = step === first && described ? described : await type(step.command);
      const wanted = step.code ?? 0;
      if (code !== wanted) {
        throw new Error(`"${step.title}" ended with ${code}, not ${wanted}:\n${output}`);
      }
      return { ...step, output, mails: alerts.slice(before).map(({ text }) => text) };
    },
    end: () => playground.close(),
  };
}
