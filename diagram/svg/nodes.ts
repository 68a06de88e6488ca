import { html, type Html } from "../../cli/report/html";
import type { Rectangle } from "../layout/placed";
import { BOLD, CHIP, FONT, NODE } from "../layout/sizes";
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

/** The icon above the words. */
function nodeWords({ icon, title, name }: DiagramNode, at: Rectangle): Html {
  const middle = tidy(at.x + at.width / 2);
  const room = at.width - MARGIN;
  return html`${iconAt(icon, at.x + (at.width - NODE.icon) / 2, at.y + 8, NODE.icon)}<text
      class="title"
      text-anchor="middle"
      x="${middle}"
      y="${tidy(at.y + 55)}"
      >${fitted(title, FONT.title * BOLD, room)}</text
    ><text class="name" text-anchor="middle" x="${middle}" y="${tidy(at.y + 69)}"
      >${fitted(name, FONT.name, room)}</text
    >`;
}

/** The icon beside the words. */
function chipWords({ icon, title, name }: DiagramNode, at: Rectangle): Html {
  const x = tidy(at.x + CHIP.icon + 2 * MARGIN);
  const room = at.width - CHIP.icon - 3 * MARGIN;
  return html`${iconAt(icon, at.x + MARGIN, at.y + MARGIN, CHIP.icon)}<text
      class="title"
      x="${x}"
      y="${tidy(at.y + 18)}"
      >${fitted(title, FONT.title * BOLD, room)}</text
    ><text class="name" x="${x}" y="${tidy(at.y + 32)}">${fitted(name, FONT.name, room)}</text>`;
}
