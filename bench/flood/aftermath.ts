import { type Actor } from "../../cli/rehearse/actor";
import { blockedByLedger, blockedByPolicy, versionsIn } from "../stage/observe";
import { type GuardedWorkload } from "../stage/workload";
import { type FloodReport } from "./report";
import { BYSTANDERS } from "./uploads";

/** What a flood left behind. */
export const aftermath = async (
  guarded: GuardedWorkload,
  intruders: readonly Actor[],
): Promise<Pick<FloodReport, "versionsLeft" | "blocks">> => ({
  versionsLeft: await leftOvers(guarded),
  blocks: {
    expected: intruders.length,
    inPolicy: await named(blockedByPolicy(guarded), intruders),
    inLedger: await named(blockedByLedger(guarded), intruders),
  },
});

async function leftOvers(guarded: GuardedWorkload): Promise<FloodReport["versionsLeft"]> {
  const keys = (await versionsIn(guarded)).map(({ key }) => key);
  return {
    intruders: keys.filter((key) => key.startsWith("loot/")).length,
    allowed: keys.filter((key) => key.startsWith("reports/")).length,
    allowedExpected: BYSTANDERS,
  };
}

async function named(blocked: Promise<string[]>, intruders: readonly Actor[]): Promise<number> {
  const userIds = await blocked;
  return intruders.filter(({ userId }) => userIds.includes(userId)).length;
}
