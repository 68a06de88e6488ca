import { html, type Html } from "../../html/html";
import type { Placed, PlacedEdge, Rectangle } from "../layout/placed";
import { edgeLabel, labelLines, LINE_HEIGHT } from "../layout/sizes";
import type { EdgeKind } from "../model/diagram";
import { roundedPath } from "./route";
import { rect, tidy } from "./shapes";

export const tipOf = (kind: EdgeKind): Html =>
  html`<marker
    id="tip-${kind}"
    viewBox="0 0 8 8"
    refX="7"
    refY="4"
    markerWidth="7"
    markerHeight="7"
    orient="auto-start-reverse"
    ><path class="tip-${kind}" d="M0 0.6 7.5 4 0 7.4z"
  /></marker> `;

export const lineOf = ({ edge, points }: PlacedEdge): Html =>
  html`<g class="edge ${edge.kind}" data-id="${edge.id}"
    ><title>${edge.labels.join(", ")}</title
    ><path d="${roundedPath(points)}" marker-end="url(#tip-${edge.kind})"
  /></g> `;

/** On a ground of the box's own colour, so that the line doesn't run through the words. */
export function labelOf({ edge, label }: PlacedEdge, { boxes }: Placed): readonly Html[] {
  if (!label) return [];
  const ground = boxes.find(({ at }) => contains(at, label))?.box.tone ?? "paper";
  const middle = tidy(label.x + label.width / 2);
  return [
    html`<g class="edge ${edge.kind} on-${ground}" data-id="${edge.id}"
      >${rect(label, 3)}${labelLines(edgeLabel(edge)).map(
        (line, index) =>
          html`<text
            text-anchor="middle"
            x="${middle}"
            y="${tidy(label.y + 14 + index * LINE_HEIGHT)}"
            >${line}</text
          >`,
      )}</g
    > `,
  ];
}

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
