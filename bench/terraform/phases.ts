import { atATime } from "../../cli/at-a-time";
import { endedChildrenSeconds, type Memory, terraformMemory } from "./processes";

export const PHASES = ["init", "plan", "apply", "second plan", "destroy"] as const;
export type Phase = (typeof PHASES)[number];

const COMMON = ["-input=false", "-no-color", "-json"];
const PLAN_FILE = "bench.tfplan";
export const ARGUMENTS: Readonly<Record<Phase, readonly string[]>> = {
  init: ["init", ...COMMON],
  plan: ["plan", ...COMMON, `-out=${PLAN_FILE}`],
  apply: ["apply", ...COMMON, PLAN_FILE],
  // Ends with an exit code of its own when something would change.
  "second plan": ["plan", ...COMMON, "-detailed-exitcode"],
  destroy: ["destroy", ...COMMON, "-auto-approve"],
};

export interface PhaseReport {
  readonly phase: Phase;
  readonly wallSeconds: number;
  /** Of Terraform and its providers, and of the small process that each Terraform is tied to. */
  readonly cpuSeconds: number;
  /** Most that all of them had at one time. */
  readonly peak: Memory;
  /** Requests to AWS by service, the most frequent first. */
  readonly calls: Readonly<Record<string, number>>;
  /** The same by operation; services that name none have method and path. */
  readonly operations: Readonly<Record<string, number>>;
}

/** Counts what comes through the emulator's gateway. */
export class CallCounter {
  private calls = new Map<string, number>();

  /** @param call `s3:PutBucketPolicy`, `macie2 POST /jobs` */
  readonly count = (call: string): void => {
    this.calls.set(call, (this.calls.get(call) ?? 0) + 1);
  };

  /** Those since it was last asked. */
  taken(): Pick<PhaseReport, "calls" | "operations"> {
    const operations = [...this.calls];
    this.calls = new Map();
    const services = new Map<string, number>();
    for (const [call, count] of operations) {
      const [service = ""] = call.split(/[: ]/, 1);
      services.set(service, (services.get(service) ?? 0) + count);
    }
    return { calls: mostFirst([...services]), operations: mostFirst(operations) };
  }
}

const mostFirst = (counts: [string, number][]): Readonly<Record<string, number>> =>
  Object.fromEntries(counts.sort(([, one], [, other]) => other - one));

export interface PhaseOptions<T> {
  readonly phase: Phase;
  readonly items: readonly T[];
  readonly atOnce: number;
  readonly calls: CallCounter;
  readonly work: (item: T) => Promise<void>;
}

const SAMPLE_MILLISECONDS = 250;

/** Runs a phase for all stacks, a few at a time. Nothing else may be started meanwhile. */
export async function measurePhase<T>(options: PhaseOptions<T>): Promise<PhaseReport> {
  const { phase, items, atOnce, calls, work } = options;
  calls.taken();
  const memory = watchMemory();
  const [started, cpu] = [performance.now(), endedChildrenSeconds()];
  try {
    await atATime(Math.min(atOnce, items.length), items, work);
  } finally {
    memory.stop();
  }
  return {
    phase,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: endedChildrenSeconds() - cpu,
    peak: memory.peak(),
    ...calls.taken(),
  };
}

function watchMemory() {
  let peak: Memory = { megabytes: 0, ownMegabytes: 0 };
  const timer = setInterval(() => {
    const { megabytes, ownMegabytes } = terraformMemory();
    peak = {
      megabytes: Math.max(peak.megabytes, megabytes),
      ownMegabytes: Math.max(peak.ownMegabytes, ownMegabytes),
    };
  }, SAMPLE_MILLISECONDS);
  return {
    stop: () => {
      clearInterval(timer);
    },
    peak: () => peak,
  };
}
