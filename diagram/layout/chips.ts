import type { Diagram, DiagramNode } from "../model/diagram";
import type { Rectangle } from "./placed";
import { BOX, CHIP } from "./sizes";

/** A box that is narrower than this many chips has room for them all the same. */
const FEWEST_PER_ROW = 4;

/** Nodes of a box that no line reaches at first. */
export interface Chips {
  readonly nodes: readonly DiagramNode[];
  /** The side of the box by which no line comes or goes. */
  readonly side: "head" | "foot";
  /** Pixels of the box's height that are theirs. */
  readonly height: number;
}

export function chipsOf({ nodes, edges }: Diagram, box: string): Chips {
  const loud = edges.filter(({ quiet }) => !quiet);
  const reached = new Set(loud.flatMap(({ from, to }) => [from, to]));
  const inside = nodes.filter((node) => node.box === box);
  const ids = new Set(inside.map(({ id }) => id));
  const comesIn = loud.some(({ from, to }) => ids.has(to) && !ids.has(from));
  const chips = inside.filter(({ id, stacks }) => !stacks && !reached.has(id));
  const height = Math.ceil(chips.length / FEWEST_PER_ROW) * (CHIP.height + CHIP.gap);
  return { nodes: chips, side: comesIn ? "foot" : "head", height };
}

/** In rows from the left, in the box that holds them. */
export function chipPlace({ side, height: its }: Chips, index: number, box: Rectangle): Rectangle {
  const { width, height, gap } = CHIP;
  const perRow = Math.max(1, Math.floor((box.width - 2 * BOX.side + gap) / (width + gap)));
  const foot = box.y + box.height - BOX.bottom - its + gap;
  return {
    x: box.x + BOX.side + (index % perRow) * (width + gap),
    y: (side === "head" ? box.y + BOX.top : foot) + Math.floor(index / perRow) * (height + gap),
    ...{ width, height },
  };
}
