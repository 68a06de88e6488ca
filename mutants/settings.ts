import { isBare, renamed } from "./documents";
import type { Edit } from "./mutant";
import { childrenOf, INSIDE, type Node, nodesOf, REMOVED, type Steps, valueAt } from "./tree";

/** Says nothing of what is deployed, or only in which order. */
const SILENT: ReadonlySet<string> = new Set(["//", "depends_on"]);

/** Texts for people's eyes: altering them as a whole says as much as altering their parts. */
const WHOLE_TEXTS: ReadonlySet<string> = new Set(["dashboard_body"]);

/** Statements of policies have mutators of their own. */
const isStatements = (steps: Steps): boolean =>
  steps.at(-2) === INSIDE && steps.at(-1) === "Statement";

const isSilent = (steps: Steps): boolean => steps.length === 1 && SILENT.has(String(steps[0]));

const isClosed = (steps: Steps): boolean =>
  isSilent(steps) || isStatements(steps) || WHOLE_TEXTS.has(String(steps.at(-1)));

/** What can be spoiled in any resource: each value altered or removed, each block removed. */
export function* settingsIn(given: unknown): Generator<Edit> {
  for (const node of nodesOf(given, isClosed)) {
    if (node.steps.length === 0 || isSilent(node.steps) || isStatements(node.steps)) continue;
    yield* removals(given, node);
    yield* alterations(node);
  }
}

/** A list's only element goes with the list. */
function* removals(given: unknown, { steps }: Node): Generator<Edit> {
  if (steps.at(-1) === INSIDE) return;
  const siblings = valueAt(given, steps.slice(0, -1));
  if (Array.isArray(siblings) && siblings.length === 1) return;
  yield { steps, change: "removed", to: () => REMOVED };
}

function* alterations({ steps, value }: Node): Generator<Edit> {
  if (typeof value === "boolean") yield { steps, change: "flipped", to: () => !value };
  if (typeof value === "number") yield { steps, change: "one more", to: () => value + 1 };
  const isText = typeof value === "string";
  if (!isText || (childrenOf(value).length > 0 && !WHOLE_TEXTS.has(String(steps.at(-1))))) return;
  yield { steps, change: "altered", to: () => altered(value) };
}

/** Another text of the same kind; truth in a text turns over. */
export function altered(value: string): string {
  if (isBare(value)) return renamed(value);
  if (value === "true" || value === "false") return value === "true" ? "false" : "true";
  return `${value}-x`;
}

/** References to another resource of the same type: things that exist, and are the wrong ones. */
export function* misdirections(
  given: unknown,
  siblings: (type: string) => readonly string[],
): Generator<Edit> {
  for (const { steps, value } of nodesOf(given, isClosed)) {
    if (typeof value !== "string" || isSilent(steps)) continue;
    const [whole, type = "", id = "", attribute = ""] = REFERENCE.exec(value) ?? [];
    const ids = siblings(type);
    const next = ids[(ids.indexOf(id) + 1) % ids.length];
    if (whole === undefined || next === undefined || next === id) continue;
    const to = value.replace(whole, `\${${type}.${next}.${attribute}}`);
    yield { steps, change: `pointed at ${type}.${next}`, to: () => to };
  }
}

const REFERENCE = /^\$\{(aws_\w+)\.([\w-]+)\.(\w+)\}/;
