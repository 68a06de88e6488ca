import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { matchingStacks } from "../../config/only-stacks";
import type { WardenConfig } from "../../config/schema";
import { readStack, type StackJson } from "../../stacks/read-stack";
import { synthesize } from "../../stacks/synthesize";
import { sendCanaries } from "../doctor/canary/send";
import { clientsBy } from "../doctor/clients";
import { credentialsOf } from "../doctor/credentials";
import { examine } from "../doctor/examine";
import { diagnosisText } from "../doctor/text";
import { EXIT, type ExitCode } from "../exit-codes";
import { paintFor } from "../progress/paint";
import { progressOn } from "../progress/progress-on";

export interface DoctorFlags {
  readonly config?: string;
  readonly only?: readonly string[];
  /** Sends a test event down each alert path besides. */
  readonly canary?: true;
  readonly json?: true;
  readonly quiet?: true;
}

const NO_CANARIES = { findings: [], canaries: [] };

export async function doctorCommand(flags: DoctorFlags): Promise<ExitCode> {
  const config = loadConfig(flags.config);
  const stacks = matchingStacks(deployedBy(config), flags.only ?? []);
  const clientsAt = clientsBy(await credentialsOf(config));
  // Standard output belongs to the answer alone.
  const progress = await progressOn(process.stderr, flags);
  const diagnosis = await progress.step("Look at what is deployed", (say) =>
    examine({ config, stacks, clientsAt, say }),
  );
  const flown = flags.canary
    ? await progress.step("Send a canary down each alert path", (say) =>
        sendCanaries({ config, stacks, clientsAt, say }),
      )
    : NO_CANARIES;
  const whole = {
    ...diagnosis,
    findings: [...diagnosis.findings, ...flown.findings],
    ...(flags.canary && { canaries: flown.canaries }),
  };
  const answer = flags.json
    ? `${JSON.stringify({ schema: "bucket-warden/diagnosis/1", ...whole }, null, 2)}\n`
    : diagnosisText(whole, paintFor(process.stdout, process.env));
  process.stdout.write(answer);
  return whole.findings.length === 0 ? EXIT.fine : EXIT.wrong;
}

/** What the configuration deploys, down to each queue: the stacks are synthesized and read. */
function deployedBy(config: WardenConfig): readonly StackJson[] {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-doctor-"));
  try {
    return synthesize(config, folder).map(readStack);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
