import { type ServedCall } from "../../emulator";

/** The responder's calls by kind, refused ones by themselves. */
export type Calls = Readonly<Record<string, number>>;

/** Counts the calls that the stage's responders make. */
export function callCounter() {
  const calls = new Map<string, number>();
  return {
    onCall: ({ call, principal, status }: ServedCall): void => {
      if (!principal.includes(":assumed-role/stage-responder/")) return;
      const name =
        status !== undefined && status < 400 ? call : `${call} (${status ?? "no answer"})`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
    },
    /** The most frequent first. */
    counted: (): Calls => Object.fromEntries([...calls].sort(([, one], [, other]) => other - one)),
  };
}

export const callCount = (calls: Calls): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);
