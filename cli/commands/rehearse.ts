import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DEFAULT_CONFIG_FILE, loadConfig } from "../../config/load";
import { pageScript } from "../../html/page-script";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { abortOnSignals } from "../interruption";
import { type Output } from "../progress/paint";
import { progressOn } from "../progress/progress-on";
import { guardedOf } from "../rehearse/backstage";
import { liveEvents } from "../rehearse/live/live";
import { standing } from "../rehearse/live/standing";
import { type Verdict } from "../rehearse/record";
import { startRecorder } from "../rehearse/recorder";
import { type Ended, rehearse } from "../rehearse/rehearse";
import { findTools } from "../rehearse/tools";
import { workFolder } from "../rehearse/work-folder";
import { reportPage } from "../report/page";

export interface RehearseFlags {
  readonly config?: string;
  readonly keep?: true;
  readonly json?: true;
  readonly report: string;
  readonly verbose?: true;
  readonly quiet?: true;
}

const EXITS: Readonly<Record<Verdict, ExitCode>> = {
  running: EXIT.wrong,
  passed: EXIT.fine,
  failed: EXIT.wrong,
  interrupted: EXIT.interrupted,
};

export async function rehearseCommand(flags: RehearseFlags): Promise<ExitCode> {
  checkReport(flags.report);
  const config = loadConfig(flags.config);
  // Throws now, and not after minutes, when there is no bucket to play in.
  guardedOf(config);
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  // With --json standard output belongs to the record alone.
  const output = flags.json ? process.stderr : process.stdout;
  const progress = await progressOn(process.stderr, { quiet: flags.quiet, timeline: output });
  const folder = workFolder();
  const tools = await progress.step("Look for Terraform, its AWS provider and moto", (say) =>
    findTools({ providerVersion: config.providerVersion, folder, signal, say }),
  );
  const recorder = startRecorder({
    config: flags.config ?? process.env.WARDEN_CONFIG ?? DEFAULT_CONFIG_FILE,
    now: () => new Date(),
    onEntry: (entry) => {
      progress.entry(entry);
    },
  });
  const live = liveEvents();
  const ended = await rehearse({
    config,
    folder,
    tools,
    recorder,
    progress,
    signal,
    onLog: (line) => {
      if (flags.verbose) process.stderr.write(`${line}\n`);
    },
    onCall: live.onCall,
    ...(flags.keep && { whileStanding: (stage) => standing(stage, { live, folder, output }) }),
  });
  tellResult(ended, flags, output);
  return EXITS[ended.record.verdict];
}

const CLOSING: Readonly<Record<Verdict, string>> = {
  running: "The rehearsal did not come to its end.",
  passed: "The rehearsal passed.",
  failed: "The rehearsal found something wrong; the lines marked ✗ say what.",
  interrupted: "Interrupted: Terraform, the function and the emulator are stopped.",
};

function tellResult({ record, kept }: Ended, flags: RehearseFlags, output: Output): void {
  const { verdict, seconds } = record;
  const lines = [`${CLOSING[verdict]} ${Math.round(seconds)} s`];
  if (verdict !== "interrupted") {
    writeReport(flags.report, reportPage(record, pageScript("report")));
    lines.push(`Report: ${flags.report}`);
  }
  lines.push(
    kept === undefined
      ? "Its working folder is removed."
      : `Working folder, kept until the next rehearsal: ${kept}`,
  );
  output.write(`\n${lines.join("\n")}\n`);
  if (flags.json) process.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
}

/** Minutes of work must not end at a path that was wrong from the beginning. */
function checkReport(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BadInput(`--report names a folder: ${file}`);
  }
}

function writeReport(file: string, page: string): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, page);
}
