import { workloadStack } from "./names";

interface Named {
  readonly name: string;
}

/** Patterns that fit no stack; the message names each, with the stacks that come close. */
export class NoSuchStack extends Error {
  override readonly name = "NoSuchStack";
}

/**
 * The stacks that at least one pattern fits, in the order given; all of them without a pattern.
 * A pattern is a whole name, where `*` stands for any characters and `?` for one. `workload-` may
 * be left out where nothing else has the name: `payments-*`.
 * @throws NoSuchStack for patterns that fit none
 */
export function matchingStacks<S extends Named>(
  stacks: readonly S[],
  patterns: readonly string[],
): readonly S[] {
  if (patterns.length === 0) return stacks;
  const found = patterns.map((pattern) => ({ pattern, fitting: fitting(stacks, pattern) }));
  const faults = found.filter((one) => one.fitting.length === 0);
  if (faults.length > 0) {
    throw new NoSuchStack(faults.map(({ pattern }) => unmatched(pattern, stacks)).join("\n"));
  }
  const chosen = new Set(found.flatMap((one) => one.fitting));
  return stacks.filter((stack) => chosen.has(stack));
}

function fitting<S extends Named>(stacks: readonly S[], pattern: string): readonly S[] {
  const byName = stacks.filter(fits(pattern));
  return byName.length > 0 ? byName : stacks.filter(fits(workloadStack({ name: pattern })));
}

const WILDCARDS: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

function fits(pattern: string): (stack: Named) => boolean {
  // Two stars in a row fit what one does, in far longer time.
  const source = pattern
    .replaceAll(/\*+/g, "*")
    .replaceAll(/[^\w-]/g, (sign) => WILDCARDS[sign] ?? `\\${sign}`);
  const whole = new RegExp(`^${source}$`, "s");
  return ({ name }) => whole.test(name);
}

function unmatched(pattern: string, stacks: readonly Named[]): string {
  const close = closest(pattern, stacks);
  const hint = close.length > 0 ? `; close to it: ${close.join(", ")}` : "";
  return `no stack fits ${JSON.stringify(pattern)}${hint}; \`warden stacks\` lists all`;
}

const CLOSE_NAMES = 3;
/** From 0, nothing in common, to 1. */
const CLOSE = 0.4;

function closest(pattern: string, stacks: readonly Named[]): string[] {
  return stacks
    .map(({ name }) => ({ name, likeness: likeness(pattern, name) }))
    .filter((stack) => stack.likeness >= CLOSE)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, CLOSE_NAMES)
    .map(({ name }) => name);
}

/** Sørensen and Dice's: how many pairs of neighbouring characters two words share. */
function likeness(pattern: string, name: string): number {
  const [one, other] = [pairs(pattern), pairs(name)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return (2 * shared) / (one.size + other.size || 1);
}

const pairs = (word: string): ReadonlySet<string> =>
  new Set(Array.from(word.slice(1), (sign, index) => `${word[index] ?? ""}${sign}`));
