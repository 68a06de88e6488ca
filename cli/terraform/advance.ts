import { type TerraformMessage } from "./messages";

/** How far a run is. `running` holds each resource being worked on, with its seconds so far. */
export interface Advance {
  readonly total: number;
  readonly done: number;
  readonly running: ReadonlyMap<string, number>;
}

export const NOT_STARTED: Advance = { total: 0, done: 0, running: new Map() };

type Step = (advance: Advance, message: TerraformMessage) => Advance;

const underway: Step = (advance, { hook }) =>
  hook
    ? {
        ...advance,
        running: new Map(advance.running).set(hook.resource.addr, hook.elapsed_seconds),
      }
    : advance;

const ended: Step = (advance, { hook }) => ({
  ...advance,
  done: advance.done + 1,
  running: new Map([...advance.running].filter(([address]) => address !== hook?.resource.addr)),
});

const STEPS: Readonly<Record<string, Step>> = {
  change_summary: (advance, { changes }) =>
    changes?.operation === "plan"
      ? { ...advance, total: changes.add + changes.change + changes.remove }
      : advance,
  apply_start: underway,
  apply_progress: underway,
  apply_complete: ended,
  apply_errored: ended,
};

/** A data source that waits for a resource is read while applying, but isn't among the planned. */
const isRead = ({ hook }: TerraformMessage): boolean => hook?.action === "read";

export const advance: Step = (before, message) =>
  isRead(message) ? before : (STEPS[message.type]?.(before, message) ?? before);

/** `31 of 84 resources, waiting for aws_sqs_queue.inbox (20 s)` */
export function describeAdvance({ total, done, running }: Advance): string {
  if (total === 0) return "planning";
  const [slowest] = [...running].sort(([, left], [, right]) => right - left);
  const waiting = slowest && slowest[1] > 0 ? `, waiting for ${slowest[0]} (${slowest[1]} s)` : "";
  return `${done} of ${total} resources${waiting}`;
}
