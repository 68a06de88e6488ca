import { type DenylistChange, type Release } from "../../lambda/responder/contain/denylist-item";
import { describeError } from "../../lambda/responder/outcome";
import {
  admitWaiting,
  type GuardedBucket,
  reconcile,
  type ReconcilePorts,
} from "../../lambda/responder/contain/reconcile";
import { type Say } from "../progress/progress";
import { type ReleasePlan } from "./plan-release";

export interface ReleasePorts extends ReconcilePorts {
  /** Records who lifted the block and why; the first release of a block stands. */
  readonly markReleased: (userId: string, release: Release) => Promise<void>;
  /** `identity`: `user <name>` or `role <name>`. */
  readonly detachQuarantine: (identity: string) => Promise<"detached" | "not-attached">;
}

export interface ReleaseStep {
  readonly step: "record" | "denylist" | "bucket-policy" | "quarantine";
  /** `left`: not begun, because an earlier step failed, or somebody pressed Ctrl-C. */
  readonly status: "done" | "nothing-to-do" | "failed" | "left";
  /** What was done, or is to be done. */
  readonly what: string;
  readonly error?: string;
}

interface Task {
  readonly step: ReleaseStep["step"];
  readonly what: string;
  /** What there is to say when it is done; undefined when nothing was to be done. */
  readonly run: () => Promise<string | undefined>;
}

export interface ReleaseOrder {
  readonly plan: ReleasePlan;
  readonly guarded: GuardedBucket;
  readonly release: Release;
}

export interface Watching {
  /** Hears what is being done. */
  readonly say?: Say;
  /** Leaves the steps undone that aren't begun. */
  readonly signal?: AbortSignal;
}

/**
 * Lifts a block step by step, the record first: whatever fails, a second run knows what to
 * complete, and the responder knows that the block is to be lifted.
 */
export async function carryOut(
  order: ReleaseOrder,
  ports: ReleasePorts,
  { say, signal }: Watching = {},
): Promise<readonly ReleaseStep[]> {
  const steps: ReleaseStep[] = [];
  for (const task of tasksOf(order, ports)) {
    if (signal?.aborted) steps.push(leftOf(task));
    else {
      say?.(task.what);
      steps.push(await advance(task, steps));
    }
  }
  const kept = order.plan.kept.map(({ identity, because }): ReleaseStep => {
    const what = `${identity} stays quarantined: ${because} is blocked too`;
    return { step: "quarantine", status: "nothing-to-do", what };
  });
  return [...steps, ...kept];
}

export const isComplete = (steps: readonly ReleaseStep[]): boolean =>
  steps.every(({ status }) => status === "done" || status === "nothing-to-do");

const leftOf = ({ step, what }: Task): ReleaseStep => ({ step, status: "left", what });

async function advance(task: Task, earlier: readonly ReleaseStep[]): Promise<ReleaseStep> {
  if (!isComplete(earlier)) return leftOf(task);
  const { step, what, run } = task;
  try {
    const done = await run();
    if (done === undefined) return { step, status: "nothing-to-do", what };
    return { step, status: "done", what: done };
  } catch (error) {
    return { step, status: "failed", what, error: describeError(error) };
  }
}

const tasksOf = (order: ReleaseOrder, ports: ReleasePorts): Task[] => [
  {
    step: "record",
    what: "record the release",
    run: async () => {
      const { toRecord } = order.plan;
      await Promise.all(toRecord.map((userId) => ports.markReleased(userId, order.release)));
      return toRecord.length > 0 ? `recorded: ${toRecord.join(" ")}` : undefined;
    },
  },
  {
    step: "denylist",
    what: "take the entry off the list",
    run: async () => {
      const { listed } = order.plan;
      if (listed.length === 0) return undefined;
      await ports.changeDenylist(order.guarded.bucket, takenOff(listed));
      return `off the list: ${listed.join(" ")}`;
    },
  },
  {
    step: "bucket-policy",
    what: "bring the bucket policy in line with the list",
    run: async () => {
      const admitted = await admitWaiting(order.guarded, ports);
      const { wrote } = await reconcile(order.guarded, ports, admitted);
      if (!wrote) return undefined;
      return `rewritten${admitted.length > 0 ? `; in force now: ${admitted.join(" ")}` : ""}`;
    },
  },
  ...order.plan.detach.map((identity): Task => ({
    step: "quarantine",
    what: `detach the quarantine policy from ${identity}`,
    run: async () =>
      (await ports.detachQuarantine(identity)) === "detached"
        ? `detached from ${identity}`
        : undefined,
  })),
];

const takenOff = (take: readonly string[]): DenylistChange => ({
  userIds: { take },
  resting: { take },
  waiting: { take },
});
