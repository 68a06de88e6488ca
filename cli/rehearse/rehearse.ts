import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Interrupted } from "../interruption";
import { MissingPrerequisite } from "../prerequisites/missing";
import { type Progress } from "../progress/progress";
import { leaveMacie } from "./by-hand";
import { destroyAll, initializeAll } from "./deploy";
import { checkWhatIsLeft } from "./left";
import { type Rehearsal } from "./record";
import { type Recorder } from "./recorder";
import { retireWorkloads } from "./retire";
import { openStage, type Stage, type StageOptions } from "./stage";
import { type Chapters, tellStory } from "./story";
import { tidyUp } from "./tidy";

export interface RehearseOptions extends StageOptions {
  /** Takes the place of the destroying: everything stands as long as this takes. */
  readonly whileStanding?: (stage: Stage) => Promise<void>;
  /** What is told, for tests. @default "all" */
  readonly chapters?: Chapters;
  /** Runs before anything is deployed, for tests. */
  readonly beforeDeploy?: (stage: Stage) => Promise<void>;
  /** Runs when the story is told and everything still stands, for tests. */
  readonly afterStory?: (stage: Stage) => Promise<void>;
}

export interface Ended {
  readonly record: Rehearsal;
  /** The folder of the run, when it was left for a look. */
  readonly kept?: string;
}

/** Deploys, plays the intrusion, checks, and takes everything down again whatever happened. */
export async function rehearse(options: RehearseOptions): Promise<Ended> {
  const { recorder, signal, whileStanding } = options;
  const progress = inChapters(options.progress, recorder);
  const { record } = recorder;
  sweep(options.folder);
  const run = path.join(options.folder, `run-${process.pid}`);
  try {
    await onStage({ ...options, progress, folder: run });
    record.verdict = record.timeline.every(({ ok }) => ok) ? "passed" : "failed";
  } catch (error) {
    if (error instanceof MissingPrerequisite) {
      rmSync(run, { recursive: true, force: true });
      throw error;
    }
    report(error, recorder);
    record.verdict = signal.aborted ? "interrupted" : "failed";
  }
  // A folder that somebody may want to look into: what went wrong, or what was to be kept.
  const keep = record.verdict === "failed" || (whileStanding && record.verdict === "passed");
  if (keep) return { record, kept: run };
  rmSync(run, { recursive: true, force: true });
  return { record };
}

/** Removes what earlier runs kept for a look, or could not remove because they were killed. */
function sweep(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = /^run-(\d+)$/.exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) rmSync(path.join(folder, name), { recursive: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Each step that a person sees is a chapter of the record. */
const inChapters = (progress: Progress, recorder: Recorder): Progress => ({
  ...progress,
  step: (title, work) => {
    recorder.begin(title);
    return progress.step(title, work);
  },
});

async function onStage(options: RehearseOptions): Promise<void> {
  const { recorder, progress, signal, whileStanding, afterStory, chapters = "all" } = options;
  const stage = await openStage(options);
  try {
    await progress.step("Get the AWS provider", () => initializeAll(stage));
    await options.beforeDeploy?.(stage);
    await go(() => tellStory(stage, progress, chapters), options);
    if (afterStory) await go(() => afterStory(stage), options);
    if (whileStanding && !signal.aborted) await whileStanding(stage);
    else {
      await go(() => progress.step("Retire the workloads", () => retireWorkloads(stage)), options);
      await go(() => progress.step("Tidy up as an operator would", () => tidyUp(stage)), options);
      await go(() => leaveMacie(stage), options);
      await go(
        () => progress.step("Destroy every stack", (say) => destroyAll(stage, say)),
        options,
      );
      await go(() => checkWhatIsLeft(stage), options);
    }
  } finally {
    recorder.record.decisions.push(...stage.emulator.decisions);
    await progress.step("Stop the emulator", () => stage.close());
  }
}

/** A part that breaks off is told, and the next one still comes. */
async function go(
  part: () => Promise<void>,
  { recorder, signal }: Pick<RehearseOptions, "recorder" | "signal">,
): Promise<void> {
  try {
    signal.throwIfAborted();
    await part();
  } catch (error) {
    signal.throwIfAborted();
    report(error, recorder);
  }
}

function report(error: unknown, recorder: Recorder): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Interrupted) recorder.fail("Interrupted", message);
  else recorder.fail("Broken off", message);
}
