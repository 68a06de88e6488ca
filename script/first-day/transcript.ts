import { type Step } from "./steps";

export interface Told extends Step {
  readonly output: string;
  /** Mails that came. */
  readonly mails: readonly string[];
}

/** What differs from run to run, and what stands for it; tables keep their columns. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\u001b\[[\d;]*[A-Za-z]/g, ""],
  // Progress is told of what takes long, and that depends on the machine.
  [/^\[ *[\d.]+ s\] .*\n/gm, ""],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, "2026-01-01T12:00:00"],
  [/(?<=12:00:00\.)\d{3}(?=Z)/g, "000"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "…"],
  [/\b(AIDA|AROA|AKIA)[A-Z0-9]{16}\b/g, "$1EXAMPLE000000000"],
  [/\b[0-9a-f]{32}\b/g, "…"],
  [/\b\d+(\.\d+)? s\b/g, "… s"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1"],
];

export const masked = (text: string): string =>
  MASKS.reduce((rest, [what, by]) => rest.replaceAll(what, by), text);

/** The beginning and the end, with a sign for what is left out. */
export function cut(text: string, { first = 0, last }: NonNullable<Step["shown"]> = {}): string {
  const lines = text.trim().split("\n");
  const end = last ?? (first === 0 ? lines.length : 0);
  if (lines.length <= first + end) return lines.join("\n");
  return [...lines.slice(0, first), "…", ...lines.slice(lines.length - end)].join("\n");
}

/** The rest of a mail are commands and links. */
const MAIL = { first: 25 };

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const chapterOf = ({ title, why, command, shown, output, mails, code = 0 }: Told): string =>
  [
    `## ${title}`,
    why,
    fence("sh", command),
    fence("text", masked(cut(output, shown)) || "(it says nothing)"),
    ...(code === 0 ? [] : [`Exit code ${code}.`]),
    ...mailOf(mails),
  ].join("\n\n");

/** The last mail tells the most. */
function mailOf(mails: readonly string[]): readonly string[] {
  const last = mails.at(-1);
  if (last === undefined) return [];
  const told = `The security team gets ${mails.length} messages. The last one reads:`;
  return [told, fence("text", masked(cut(last, MAIL)))];
}

const INTRODUCTION = `# The first day

A new engineer, a fresh clone, \`npm ci\` done: from \`warden init\` to a block that is lifted again. Every
command was run, by \`npm run first-day\`, which writes this page; ids and times are made alike, and "…"
stands for lines left out. The emulator of the rehearsal stood for AWS: the profiles \`audit\` and
\`payments\` are operators of the two accounts. \`npm run rehearse -- --keep\` gives you the same to try.`;

export const transcript = (told: readonly Told[]): string =>
  `${[INTRODUCTION, ...told.map(chapterOf)].join("\n\n")}\n`;
