/** Stands in a text for what could not be resolved; no value of AWS holds these characters. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const MARK = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");
/** A text of JSON, whose marks are within it, or a mark that is a value of its own. */
const TEXT_OR_MARK = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|${OPEN}[^${CLOSE}]*${CLOSE}`, "g");

/** A mark may come to stand within JSON, where quotes and backslashes of its own would be read. */
const SAFE = { '"': "\uE002", "\\": "\uE003" } as const;

export const marked = (expression: string): string => {
  const safe = expression
    .replaceAll('"', SAFE['"'])
    .replaceAll("\\", SAFE["\\"])
    .replaceAll(/\s+/g, " ");
  return `${OPEN}${safe}${CLOSE}`;
};

export const isMarked = (text: string): boolean => text.includes(OPEN);

/** What the marks of a text stand for, each once. */
export const marksIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(MARK)].map(([, safe = ""]) =>
      safe.replaceAll(SAFE['"'], '"').replaceAll(SAFE["\\"], "\\"),
    ),
  ),
];

export const withoutMarks = (text: string, replacement: string): string =>
  text.replaceAll(MARK, replacement);

/** Quotes marks that stand for a whole JSON value, so that the text around them can be read. */
export const quoteMarks = (json: string): string =>
  json.replaceAll(TEXT_OR_MARK, (found) => (found.startsWith(OPEN) ? `"${found}"` : found));
