import { type Entry, matches } from "./changelog";
import { type Loss } from "./losses";

/** What is wrong with an upgrade, a sentence each: losses that nobody is told of, and bad entries. */
export function untold(losses: readonly Loss[], entries: readonly Entry[]): string[] {
  const empty = entries.filter((entry) => !isComplete(entry)).map(incomplete);
  const good = entries.filter(isComplete);
  return [...empty, ...losses.filter((loss) => !isTold(loss, good)).map(remedy)];
}

/** Entries that name nothing which was ever released. */
export const pointless = (entries: readonly Entry[], released: readonly Place[]): string[] =>
  entries
    .filter((entry) => isComplete(entry) && !released.some((place) => isAbout(entry, place)))
    .map(({ text }) => `CHANGELOG.md names nothing that is deployed: ${text}`);

export type Place = Pick<Loss, "stack" | "address">;

/** Fewer words don't say what an operator sees. */
const MIN_WORDS = 3;

const isComplete = ({ addresses, seen }: Entry): boolean =>
  addresses.length > 0 && seen.split(" ").length >= MIN_WORDS;

const incomplete = ({ text }: Entry): string =>
  `CHANGELOG.md: an entry names addresses and, after a colon, what operators see: ${text}`;

/** Evidence goes by no entry: Terraform refuses such a plan, or worse, carries it out. */
const isTold = (loss: Loss, entries: readonly Entry[]): boolean =>
  !loss.isProtected && entries.some((entry) => entry.how === loss.how && isAbout(entry, loss));

const isAbout = ({ addresses, stacks }: Entry, { stack, address }: Place): boolean =>
  addresses.some((pattern) => matches(pattern, address)) &&
  (stacks.length === 0 || stacks.some((pattern) => matches(pattern, stack)));

function remedy({ stack, address, how, because, isProtected }: Loss): string {
  const { keep, leave, word } = WAYS[how];
  const tell = `- ${word}: \`${address}\` in \`${stack}\`: what they see`;
  return [
    `${stack}: ${address} would be ${how}${because.length > 0 ? ` by ${because.join(", ")}` : ""}. Ways out:`,
    `  ${keep};`,
    `  ${leave};`,
    isProtected
      ? "  and no third one: it is protected, and no words make up for evidence."
      : `  tell operators, in CHANGELOG.md under Unreleased: ${tell}`,
  ].join("\n");
}

const WAYS = {
  destroyed: {
    word: "Destroyed",
    keep: "give the resource its id back, or say where it is now: moveFromId(address)",
    leave: "let it stay behind: leave() of constructs/adoption.ts",
  },
  replaced: {
    word: "Replaced",
    keep: "give the argument its value back",
    leave: "make another resource, and let this one stay behind: leave() of constructs/adoption.ts",
  },
} as const;
