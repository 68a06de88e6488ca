import { type Say } from "../../progress/progress";
import { type Canary } from "./flock";

/** A canary that a rule couldn't hand on. */
export interface DeadLetter {
  /** The stack with the rule. */
  readonly stack: string;
  readonly rule: string;
  readonly target: string;
  readonly because: string;
}

/** What became of a canary. */
export type Flight =
  | { readonly canary: Canary; readonly end: "back"; readonly seconds: number }
  | { readonly canary: Canary; readonly end: "refused"; readonly because: string }
  | { readonly canary: Canary; readonly end: "lost"; readonly deadLetter?: DeadLetter };

export interface CanaryPorts {
  readonly now: () => number;
  /** @returns why EventBridge didn't take it; nothing where it did */
  readonly put: (canary: Canary) => Promise<string | undefined>;
  /** Ids of canaries that came back since the last call; waits for the first for some seconds. */
  readonly fetch: (own: ReadonlySet<string>) => Promise<readonly string[]>;
  /** What a queue of undeliverable events on the canary's way holds of it. */
  readonly deadLetter: (canary: Canary) => Promise<DeadLetter | undefined>;
}

export interface Patience {
  readonly seconds: number;
  readonly say: Say;
}

/** Sends every canary, waits till all are back or patience ends, and looks for those that aren't. */
export async function fly(
  ports: CanaryPorts,
  flock: readonly Canary[],
  patience: Patience,
): Promise<readonly Flight[]> {
  const refused = new Map<string, string>();
  const started = new Map<string, number>();
  for (const canary of flock) {
    started.set(canary.id, ports.now());
    const because = await ports.put(canary);
    if (because !== undefined) refused.set(canary.id, because);
  }
  const flying = flock.filter(({ id }) => !refused.has(id));
  const back = await awaited(ports, flying, patience);
  const flights = flock.map(async (canary): Promise<Flight> => {
    const because = refused.get(canary.id);
    if (because !== undefined) return { canary, end: "refused", because };
    const at = back.get(canary.id);
    if (at !== undefined) {
      const milliseconds = at - (started.get(canary.id) ?? at);
      return { canary, end: "back", seconds: Math.round(milliseconds / 100) / 10 };
    }
    const deadLetter = await ports.deadLetter(canary);
    return { canary, end: "lost", ...(deadLetter && { deadLetter }) };
  });
  return Promise.all(flights);
}

/** When each of them was fetched. */
async function awaited(
  { now, fetch }: CanaryPorts,
  flying: readonly Canary[],
  { seconds, say }: Patience,
): Promise<ReadonlyMap<string, number>> {
  const own = new Set(flying.map(({ id }) => id));
  const back = new Map<string, number>();
  const end = now() + seconds * 1000;
  while (back.size < own.size && now() < end) {
    say(`${back.size} of ${own.size} canaries are back`);
    for (const id of await fetch(own)) if (!back.has(id)) back.set(id, now());
  }
  return back;
}
