import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type FailureRecord, failureRecord } from "./failure-record";
import { type LambdaProcess, type LambdaResult } from "./lambda-runtime";

export interface FleetOptions {
  readonly functionArn: string;
  /** Reserved concurrency: environments at most, one event at a time each. */
  readonly concurrency: number;
  /** Each environment is a process with credentials of its own. */
  readonly startEnvironment: () => Promise<LambdaProcess>;
  /** Milliseconds that are waited for each second of Lambda's waits. @default 1000, as on AWS */
  readonly millisecondsPerSecond?: number;
  readonly onFailure: (record: FailureRecord) => Promise<void>;
}

export interface FleetCounts {
  accepted: number;
  succeeded: number;
  retried: number;
  /** Left at the failure destination. */
  deadLettered: number;
  /** Not even there: lost, as it would be on AWS. */
  dropped: number;
  peakQueue: number;
}

/** A function with its queue of asynchronous invocations. */
export interface Fleet {
  readonly counts: Readonly<FleetCounts>;
  /**
   * Takes an event, as Lambda does: at once; nobody waits for what becomes of it. It may come
   * later by the function's clock.
   */
  accept(event: unknown, secondsLater?: number): void;
  /** Waits until nothing is queued, running, or about to be tried again. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/** Before the second and the third try of an event (Lambda guide, asynchronous invocation). */
const RETRY_SECONDS = [60, 120] as const;

interface Queued {
  readonly requestId: string;
  readonly event: unknown;
  readonly tries: number;
  /** Seconds that have passed for the function and not for us. */
  readonly skipped: number;
}

/** Lambda's asynchronous invocation: a queue, bounded concurrency, two more tries, a destination. */
export function startFleet(options: FleetOptions): Fleet {
  const queue = new InvocationQueue(options);
  return {
    counts: queue.counts,
    accept: (event, secondsLater = 0) => {
      queue.add({ requestId: randomUUID(), event, tries: 0, skipped: secondsLater });
    },
    drained: () => queue.drained(),
    stop: () => queue.stop(),
  };
}

class InvocationQueue {
  readonly counts: FleetCounts = {
    accepted: 0,
    succeeded: 0,
    retried: 0,
    deadLettered: 0,
    dropped: 0,
    peakQueue: 0,
  };
  private readonly waiting: Queued[] = [];
  private readonly idle: Promise<LambdaProcess>[] = [];
  private readonly environments: Promise<LambdaProcess>[] = [];
  /** Accepted, and neither done nor given up. */
  private open = 0;
  private whenDrained: (() => void)[] = [];

  constructor(private readonly options: FleetOptions) {}

  add(queued: Queued): void {
    this.counts.accepted += 1;
    this.open += 1;
    this.enqueue(queued);
  }

  drained(): Promise<void> {
    if (this.open === 0) return Promise.resolve();
    return new Promise((resolve) => this.whenDrained.push(resolve));
  }

  async stop(): Promise<void> {
    await Promise.all(this.environments.map(async (environment) => (await environment).stop()));
  }

  private enqueue(queued: Queued): void {
    this.waiting.push(queued);
    this.counts.peakQueue = Math.max(this.counts.peakQueue, this.waiting.length);
    this.pump();
  }

  private pump(): void {
    if (this.waiting.length === 0) return;
    const environment = this.idle.pop() ?? this.startAnother();
    const queued = environment && this.waiting.shift();
    if (queued !== undefined && environment !== undefined) void this.run(queued, environment);
  }

  /** The last used is used first, so that no more are started than are needed. */
  private startAnother(): Promise<LambdaProcess> | undefined {
    if (this.environments.length >= this.options.concurrency) return undefined;
    const environment = this.options.startEnvironment();
    this.environments.push(environment);
    return environment;
  }

  private async run(queued: Queued, environment: Promise<LambdaProcess>): Promise<void> {
    const result = await invoke(environment, queued);
    this.idle.push(environment);
    this.pump();
    if (result.ok) {
      this.counts.succeeded += 1;
      this.close();
      return;
    }
    await this.failed({ ...queued, tries: queued.tries + 1 }, result);
  }

  /** Waits without an environment: other events take it meanwhile. */
  private async failed(queued: Queued, result: LambdaResult & { ok: false }): Promise<void> {
    const seconds = RETRY_SECONDS[queued.tries - 1];
    if (seconds === undefined) {
      await this.giveUp(queued, result);
      this.close();
      return;
    }
    this.counts.retried += 1;
    const waited = seconds * (this.options.millisecondsPerSecond ?? 1_000);
    await sleep(waited);
    this.enqueue({ ...queued, skipped: queued.skipped + seconds - waited / 1_000 });
  }

  private async giveUp(queued: Queued, result: LambdaResult & { ok: false }): Promise<void> {
    try {
      await this.options.onFailure(failureRecord(this.options.functionArn, queued, result));
      this.counts.deadLettered += 1;
    } catch {
      this.counts.dropped += 1;
    }
  }

  private close(): void {
    this.open -= 1;
    if (this.open > 0) return;
    for (const resolve of this.whenDrained.splice(0)) resolve();
  }
}

/** An environment that can't even be started fails its event. */
async function invoke(
  environment: Promise<LambdaProcess>,
  { event, skipped }: Queued,
): Promise<LambdaResult> {
  try {
    return await (await environment).invoke(event, skipped * 1_000);
  } catch (error) {
    return { ok: false, errorType: "Sandbox.InitError", errorMessage: String(error) };
  }
}
