import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DEFAULT_CONFIG_FILE, loadConfig } from "../../config/load";
import { partitionOf } from "../../config/names";
import { packageRoot } from "../../config/package-root";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { abortOnSignals } from "../interruption";
import { type Output } from "../progress/paint";
import { progressOn } from "../progress/progress-on";
import { guardedOf } from "../rehearse/backstage";
import { type Verdict } from "../rehearse/record";
import { startRecorder } from "../rehearse/recorder";
import { type Ended, rehearse } from "../rehearse/rehearse";
import { type Stage } from "../rehearse/stage";
import { findTools } from "../rehearse/tools";
import { reportPage } from "../report/page";

export interface RehearseFlags {
  readonly config?: string;
  readonly keep?: true;
  readonly json?: true;
  readonly report: string;
  readonly verbose?: true;
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
  const progress = await progressOn(output);
  const folder = path.join(packageRoot(), ".rehearsal");
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
    ...(flags.keep && { whileStanding: (stage) => standing(stage, output) }),
  });
  tellResult(ended, flags, output);
  return EXITS[ended.record.verdict];
}

/** Leaves everything standing for a look around, until the person has seen enough. */
async function standing(stage: Stage, output: Output): Promise<void> {
  output.write(invitation(stage));
  // A listener alone doesn't keep the process alive, but the emulator does.
  await new Promise<void>((resolve) => {
    if (stage.signal.aborted) resolve();
    stage.signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

function invitation({ config, emulator, stacks }: Stage): string {
  const partition = partitionOf(config.homeRegion);
  const roleOf = (accountId: string) =>
    `arn:${partition}:iam::${accountId}:role/${config.deploymentRole}`;
  const lines = [
    "",
    `Everything is left standing at ${emulator.url}. To look around in another terminal:`,
    `  export AWS_ENDPOINT_URL=${emulator.url} AWS_REGION=${config.homeRegion}`,
    "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
    ...stacks.flatMap(({ name, accountId, directory }) => [
      `${name}:`,
      `  aws sts assume-role --role-session-name me --role-arn ${roleOf(accountId)}`,
      `  terraform -chdir=${directory} state list`,
    ]),
    "Ctrl-C ends it.",
    "",
  ];
  return lines.join("\n");
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
    writeReport(flags.report, reportPage(record));
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
