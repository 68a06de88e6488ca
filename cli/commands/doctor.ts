import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { matchingStacks } from "../../config/only-stacks";
import type { WardenConfig } from "../../config/schema";
import { readStack, type StackJson } from "../../stacks/read-stack";
import { sendCanaries } from "../doctor/canary/send";
import { clientsBy } from "../doctor/clients";
import { credentialsOf } from "../doctor/credentials";
import { examine } from "../doctor/examine";
import { diagnosisText } from "../doctor/text";
import { EXIT, type ExitCode } from "../exit-codes";
import { interruptible, unlessAborted } from "../interruption";
import { paintFor } from "../progress/paint";
import { type Progress } from "../progress/progress";
import { progressOn } from "../progress/progress-on";
import { synthesizeSideBySide } from "../synth/side-by-side";

export interface DoctorFlags {
  readonly config?: string;
  readonly only?: readonly string[];
  /** Sends a test event down each alert path besides. */
  readonly canary?: true;
  readonly json?: true;
  readonly quiet?: true;
}

export async function doctorCommand(flags: DoctorFlags): Promise<ExitCode> {
  const config = loadConfig(flags.config);
  // Standard output belongs to the answer alone.
  const progress = await progressOn(process.stderr, flags);
  const diagnosis = await interruptible((signal) => {
    const steps: Progress = {
      ...progress,
      step: (title, work) => progress.step(title, (say) => unlessAborted(signal, work(say))),
    };
    return diagnose(config, flags, { signal, progress: steps });
  });
  const answer = flags.json
    ? `${JSON.stringify({ schema: "bucket-warden/diagnosis/1", ...diagnosis }, null, 2)}\n`
    : diagnosisText(diagnosis, paintFor(process.stdout, process.env));
  process.stdout.write(answer);
  return diagnosis.findings.length === 0 ? EXIT.fine : EXIT.wrong;
}

interface Underway {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

async function diagnose(config: WardenConfig, flags: DoctorFlags, { signal, progress }: Underway) {
  const all = await progress.step("Synthesize the stacks", () => deployedBy(config, signal));
  const stacks = matchingStacks(all, flags.only ?? []);
  const clientsAt = clientsBy(await unlessAborted(signal, credentialsOf(config)));
  const looked = await progress.step("Look at what is deployed", (say) =>
    examine({ config, stacks, clientsAt, say }),
  );
  if (!flags.canary) return looked;
  const flown = await progress.step("Send a canary down each alert path", (say) =>
    sendCanaries({ config, stacks, clientsAt, say }),
  );
  const findings = [...looked.findings, ...flown.findings];
  return { ...looked, findings, canaries: flown.canaries };
}

/** What the configuration deploys, down to each queue: the stacks are synthesized and read. */
async function deployedBy(
  config: WardenConfig,
  signal: AbortSignal,
): Promise<readonly StackJson[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-doctor-"));
  try {
    const stacks = await synthesizeSideBySide(config, { outdir: folder, signal });
    return stacks.map(readStack);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
