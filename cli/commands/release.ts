import { loadConfig } from "../../config/load";
import { readBlock } from "../../lambda/responder/contain/block";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { interruptible, unlessAborted } from "../interruption";
import { type Ledger, withLedger } from "../ledger/aws";
import { planRelease, type ReleasePlan, type Standing } from "../ledger/plan-release";
import { carryOut, isComplete, type Watching } from "../ledger/release";
import { type Released, releaseJson, releaseText } from "../ledger/release-text";
import { type Target, targetOf } from "../ledger/target";
import { lateProgress } from "../progress/late";
import { progressOn } from "../progress/progress-on";

export interface ReleaseFlags {
  readonly config?: string;
  readonly workload?: string;
  readonly userId: string;
  readonly reason: string;
  readonly json?: true;
  readonly quiet?: true;
}

const LONGEST_REASON = 1_000;

export async function releaseCommand(flags: ReleaseFlags): Promise<ExitCode> {
  const reason = flags.reason.trim();
  if (reason === "" || reason.length > LONGEST_REASON) {
    throw new BadInput(`--reason takes 1 to ${LONGEST_REASON} characters: why the block is lifted`);
  }
  const target = targetOf(loadConfig(flags.config), flags.workload);
  const progress = lateProgress(await progressOn(process.stderr, flags));
  return interruptible(async (signal) => {
    const released = await progress.step(`Lift the block of ${flags.userId}`, (say) =>
      lift(target, { userId: flags.userId, reason }, { signal, say }),
    );
    process.stdout.write(flags.json ? releaseJson(released) : releaseText(released));
    if (isComplete(released.steps)) return EXIT.fine;
    return signal.aborted ? EXIT.interrupted : EXIT.wrong;
  });
}

/** Ctrl-C ends it at once before the first step, and behind the step that it is at afterwards. */
async function lift(
  target: Target,
  { userId, reason }: Pick<ReleaseFlags, "userId" | "reason">,
  watching: Required<Watching>,
): Promise<Released> {
  const { signal } = watching;
  const use = async (ledger: Ledger): Promise<Released> => {
    const plan = planned(userId, await unlessAborted(signal, standing(target, ledger)));
    const release = { releasedAt: new Date().toISOString(), releasedBy: ledger.caller, reason };
    const steps = await carryOut({ plan, guarded: target.guarded, release }, ledger, watching);
    return { bucket: target.names.bucket, plan, release, steps };
  };
  return withLedger(target, use, signal);
}

function planned(userId: string, standing: Standing): ReleasePlan {
  const plan = planRelease(userId, standing);
  if ("refused" in plan) throw new BadInput(plan.refused);
  return plan;
}

/** Every block is looked at: entries of sessions leave the list when their role is blocked whole. */
async function standing({ names: { bucket } }: Target, ledger: Ledger): Promise<Standing> {
  const blocks = [];
  for await (const items of ledger.scan(`block#${bucket}#`)) {
    blocks.push(...items.flatMap((item) => readBlock(item) ?? []));
  }
  return { denylist: await ledger.readDenylist(bucket), blocks };
}
