import { html, type Html } from "../../html/html";
import type { Rectangle } from "../layout/placed";
import { BOLD, CHIP, FONT, LINE_HEIGHT, NODE } from "../layout/sizes";
import { twoLines } from "../layout/two-lines";
import type { DiagramNode } from "../model/diagram";
import { fitted } from "./fit";
import { iconAt, rect, tidy } from "./shapes";

const MARGIN = 8;

/** A card; a folded node is a stack of them. */
export function nodeOf(node: DiagramNode, at: Rectangle): Html {
  const behind = node.stacks ? [8, 4].map((by) => rect(moved(at, by), 9)) : [];
  const inside = at.height === CHIP.height ? chipWords(node, at) : nodeWords(node, at);
  return html`<g class="node" data-id="${node.id}"
    ><title>${node.title} ${node.name}</title>${behind}${rect(at, 9)}${inside}</g
  > `;
}

const moved = ({ x, y, width, height }: Rectangle, by: number): Rectangle => ({
  ...{ x: x + by, y: y + by, width, height },
});

/** The icon above the words: a title of one or two lines, and the name. */
function nodeWords({ icon, title, name }: DiagramNode, at: Rectangle): Html {
  const middle = tidy(at.x + at.width / 2);
  const room = at.width - MARGIN;
  const lines = twoLines(title, FONT.title * BOLD, room);
  const top = at.y + NODE.icon + 6;
  const words = (text: string, line: number, kind: "title" | "name") =>
    html`<text
      class="${kind}"
      text-anchor="middle"
      x="${middle}"
      y="${tidy(top + line * LINE_HEIGHT)}"
      >${fitted(text, kind === "title" ? FONT.title * BOLD : FONT.name, room)}</text
    >`;
  // With one line there is as much room above as below.
  const first = lines.length === 1 ? 1.5 : 1;
  return html`${iconAt(icon, at.x + (at.width - NODE.icon) / 2, at.y + 6, NODE.icon)}${lines.map(
    (line, index) => words(line, first + index, "title"),
  )}${words(name, first + lines.length, "name")}`;
}

/** The icon beside the words. */
function chipWords({ icon, title, name }: DiagramNode, at: Rectangle): Html {
  const x = tidy(at.x + CHIP.icon + 2 * MARGIN);
  const room = at.width - CHIP.icon - 3 * MARGIN;
  return html`${iconAt(icon, at.x + MARGIN, at.y + (CHIP.height - CHIP.icon) / 2, CHIP.icon)}<text
      class="title"
      x="${x}"
      y="${tidy(at.y + 21)}"
      >${fitted(title, FONT.title * BOLD, room)}</text
    ><text class="name" x="${x}" y="${tidy(at.y + 39)}">${fitted(name, FONT.name, room)}</text>`;
}
