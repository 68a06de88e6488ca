import { type Rehearsal, type TimelineEntry } from "./record";

export interface Recorder {
  readonly record: Rehearsal;
  /** What is recorded from now on belongs to this part of the story. */
  begin(chapter: string): void;
  /** Something that happened. */
  note(title: string, detail?: string): void;
  /** Something that must hold. When it doesn't, the story goes on and the verdict is `failed`. */
  check(title: string, outcome: CheckOutcome): void;
  /** Something that went wrong unexpectedly. */
  fail(title: string, detail: string): void;
}

export interface CheckOutcome {
  readonly ok: boolean;
  readonly expected: string;
  readonly found: string;
}

export interface RecorderOptions {
  readonly config: string;
  readonly now: () => Date;
  readonly onEntry: (entry: TimelineEntry) => void;
}

export function startRecorder({ config, now, onEntry }: RecorderOptions): Recorder {
  const started = now();
  const record: Rehearsal = {
    schema: "bucket-warden/rehearsal/1",
    startedAt: started.toISOString(),
    config,
    verdict: "running",
    seconds: 0,
    timeline: [],
    stacks: [],
    plans: [],
    uploads: [],
    deliveries: [],
    incidents: [],
    alerts: [],
    findings: [],
    decisions: [],
  };
  let chapter = "";
  const add = (title: string, detail: string, ok: boolean) => {
    const at = now();
    const seconds = secondsBetween(started, at);
    record.seconds = seconds;
    const entry = { at: at.toISOString(), seconds, chapter, title, detail, ok };
    record.timeline.push(entry);
    onEntry(entry);
  };
  return {
    record,
    begin: (next) => {
      chapter = next;
    },
    note: (title, detail = "") => {
      add(title, detail, true);
    },
    check: (title, { ok, expected, found }) => {
      add(title, ok ? found : `expected ${expected}; found ${found}`, ok);
    },
    fail: (title, detail) => {
      add(title, detail, false);
    },
  };
}

export const secondsBetween = (start: Date, end: Date): number =>
  Math.round((end.getTime() - start.getTime()) / 100) / 10;

/** Runs `work` and tells how long it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = new Date();
  const value = await work();
  return { value, seconds: secondsBetween(start, new Date()) };
}
