import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../config/package-root";
import type { WritingCost } from "./floor";
import { CommandFailed, costOf } from "./process-tree";
import { type Anchor, environmentOf, type Program, PROGRAMS } from "./programs";
import type { Cost } from "./medians";
import type { Outcome, Round } from "./summary";
import { isIdentical, writtenIn, type Written } from "./written";

export interface Stage {
  /** Whose code is run. */
  readonly project: string;
  /** The configuration's file. */
  readonly config: string;
  readonly anchors: readonly Anchor[];
  /** Everything is written below it. */
  readonly scratch: string;
  readonly onProgress: (program: Program | "again" | "floor") => void;
  readonly signal: AbortSignal;
}

/** Runs everything once. */
export async function round(stage: Stage): Promise<Round> {
  const { anchors, scratch, onProgress } = stage;
  const outdir = path.join(scratch, "ours");
  try {
    onProgress("ours");
    const cold = await synth(stage, "ours", outdir);
    const written = writtenIn(outdir);
    onProgress("again");
    const again = await synth(stage, "ours", outdir);
    const beside = async (anchor: "template" | "cdktf") =>
      anchors.includes(anchor) && { [anchor]: await outcome(stage, anchor, written) };
    return {
      bytes: written.bytes,
      stacks: Object.keys(written.digests).filter(isStack).length,
      cold,
      again: { cost: again, identical: isIdentical(writtenIn(outdir), written) },
      ...(await beside("template")),
      ...(await beside("cdktf")),
      ...(anchors.includes("floor") && { floor: await floor(stage, outdir) }),
    };
  } finally {
    remove(outdir);
  }
}

const isStack = (file: string): boolean => path.basename(file) === "cdk.tf.json";

const synth = (stage: Stage, program: Program, outdir: string): Promise<Cost> =>
  costOf(PROGRAMS[program](outdir), {
    cwd: stage.project,
    env: environmentOf(stage.config, outdir),
    log: logIn(stage),
    signal: stage.signal,
  });

/** An anchor may run out of memory where ours doesn't: that is told, and the rest goes on. */
async function outcome(
  stage: Stage,
  program: "template" | "cdktf",
  ours: Written,
): Promise<Outcome> {
  stage.onProgress(program);
  const outdir = path.join(stage.scratch, program);
  try {
    const cost = await synth(stage, program, outdir);
    return { cost, identical: isIdentical(writtenIn(outdir), ours) };
  } catch (error) {
    if (error instanceof CommandFailed) return { failed: error.message };
    throw error;
  } finally {
    remove(outdir);
  }
}

async function floor(stage: Stage, source: string): Promise<WritingCost> {
  stage.onProgress("floor");
  const target = path.join(stage.scratch, "floor");
  const report = path.join(stage.scratch, "floor.json");
  const start = ["node", "script/start.mjs", "bench/synth/write-floor.ts"];
  try {
    await costOf([...start, source, target, report], {
      cwd: packageRoot(),
      env: environmentOf(stage.config, target),
      log: logIn(stage),
      signal: stage.signal,
    });
    return JSON.parse(readFileSync(report, "utf8")) as WritingCost;
  } finally {
    remove(target);
  }
}

const logIn = ({ scratch }: Stage): string => path.join(scratch, "log");

/** What was ended by force may still be dying. */
const remove = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};
