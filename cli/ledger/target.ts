import { sparedArns, workloadNames, type WorkloadNames } from "../../config/names";
import type { WardenConfig, Workload } from "../../config/schema";
import { type GuardedBucket } from "../../lambda/responder/contain/contain";
import { BadInput } from "../bad-input";

/** The workload whose ledger is meant, and what a block is made of there. */
export interface Target {
  readonly workload: Workload;
  readonly names: WorkloadNames;
  readonly guarded: GuardedBucket;
}

/** @throws BadInput when the configuration has no such workload, or several and none is named */
export function targetOf(config: WardenConfig, name: string | undefined): Target {
  const workload = chosen(config.workloads, name);
  const names = workloadNames(config, workload);
  const { bucket, bucketArn } = names;
  return {
    workload,
    names,
    guarded: { bucket, bucketArn, sparedArns: sparedArns(names, workload) },
  };
}

function chosen(workloads: readonly Workload[], name: string | undefined): Workload {
  const list = workloads.map((each) => each.name).join(", ");
  const [only, ...more] = name ? workloads.filter((each) => each.name === name) : workloads;
  if (!only) throw new BadInput(`--workload: no workload is called ${name}; there are: ${list}`);
  if (more.length > 0) throw new BadInput(`--workload is missing: name one of ${list}`);
  return only;
}

/** @throws BadInput when the credentials are another account's: its ledger isn't the one meant */
export function checkAccount({ workload }: Target, account: string | undefined): void {
  if (account === workload.accountId) return;
  throw new BadInput(
    `the AWS credentials are for account ${account ?? "unknown"}, ` +
      `the workload ${workload.name} is account ${workload.accountId}`,
  );
}
