import type { Resource } from "../../proof/model/resource";
import { type DiagramEdge, EDGE_KINDS, type EdgeKind } from "./diagram";
import type { Line } from "./lines";
import type { Places } from "./places";

const order = ({ kind }: Line): number => EDGE_KINDS.indexOf(kind);

/** One edge for all lines from one node to another. */
export function edgesOf(
  lines: readonly Line[],
  ids: ReadonlyMap<Resource, string>,
  places: Places,
): readonly DiagramEdge[] {
  const folds = new Set(places.folds.map(({ id }) => id));
  const boxes = new Set(places.boxes.map(({ id }) => id));
  const found = new Map<string, { from: string; to: string; lines: Line[] }>();
  for (const line of lines) {
    const from = ids.get(line.from) ?? "";
    const to = ids.get(line.to) ?? "";
    if (from === to || [from, to].some((id) => id === "" || boxes.has(id))) continue;
    const id = `${from} → ${to}`;
    found.set(id, { from, to, lines: [...(found.get(id)?.lines ?? []), line] });
  }
  return [...found].map(([id, { from, to, lines: its }]) => {
    const sorted = its.toSorted((one, other) => order(one) - order(other));
    const kind = isKey(sorted) ? "key" : (sorted[0]?.kind ?? "event");
    return {
      ...{ id, from, to, kind },
      labels: [...new Set(sorted.flatMap(({ labels }) => telling(labels)))],
      quiet:
        kind === "key" || sorted.every(({ quiet }) => quiet) || isMinor(kind, [from, to], folds),
    };
  });
}

/** What changes something before what reads it. */
const WEIGHTS: readonly RegExp[] = [
  /:Delete/,
  /:(Put|Update|Send|Publish)/,
  /^(?!.*:(Get|List|Batch))/,
];

const weight = (label: string): number => {
  const found = WEIGHTS.findIndex((pattern) => pattern.test(label));
  return found < 0 ? WEIGHTS.length : found;
};

const telling = (labels: readonly string[]): readonly string[] =>
  labels.toSorted((one, other) => weight(one) - weight(other));

const isKey = (lines: readonly Line[]): boolean =>
  lines.some(({ to, kind }) => to.type === "aws_kms_key" || kind === "key");

/** Of a fold only the events are drawn at once: it does what its like, drawn in full, does. */
const isMinor = (kind: EdgeKind, ends: readonly string[], folds: ReadonlySet<string>): boolean =>
  kind !== "event" && ends.some((id) => folds.has(id));
