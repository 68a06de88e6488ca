import { loadConfig } from "../../config/load";
import { readBlock } from "../../lambda/responder/contain/block";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { type Ledger, withLedger } from "../ledger/aws";
import { planRelease, type ReleasePlan, type Standing } from "../ledger/plan-release";
import { carryOut, isComplete } from "../ledger/release";
import { type Released, releaseJson, releaseText } from "../ledger/release-text";
import { type Target, targetOf } from "../ledger/target";

export interface ReleaseFlags {
  readonly config?: string;
  readonly workload?: string;
  readonly userId: string;
  readonly reason: string;
  readonly json?: true;
}

const LONGEST_REASON = 1_000;

export async function releaseCommand(flags: ReleaseFlags): Promise<ExitCode> {
  const reason = flags.reason.trim();
  if (reason === "" || reason.length > LONGEST_REASON) {
    throw new BadInput(`--reason takes 1 to ${LONGEST_REASON} characters: why the block is lifted`);
  }
  const target = targetOf(loadConfig(flags.config), flags.workload);
  const released = await withLedger(target, async (ledger): Promise<Released> => {
    const plan = planned(flags.userId, await standing(target, ledger));
    const { caller: releasedBy } = ledger;
    const release = { releasedAt: new Date().toISOString(), releasedBy, reason };
    const steps = await carryOut({ plan, guarded: target.guarded, release }, ledger);
    return { bucket: target.names.bucket, plan, release, steps };
  });
  process.stdout.write(flags.json ? releaseJson(released) : releaseText(released));
  return isComplete(released.steps) ? EXIT.fine : EXIT.wrong;
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
