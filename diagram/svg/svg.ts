import { html, type Html } from "../../html/html";
import type { Placed } from "../layout/placed";
import { EDGE_KINDS } from "../model/diagram";
import { ACCOUNT_ICON, boxOf, headOf } from "./boxes";
import { iconSymbols, type ReadIcon } from "./icons";
import { legend, LEGEND_HEIGHT } from "./legend";
import { labelOf, lineOf, tipOf } from "./lines";
import { nodeOf } from "./nodes";

/** The picture as an `svg` element; its colours are the page's, or `svgFile`'s. */
export function picture(placed: Placed, readIcon: ReadIcon, styles: Html = html``): Html {
  const { width, boxes, nodes, edges } = placed;
  const height = placed.height + LEGEND_HEIGHT;
  const icons = [ACCOUNT_ICON, ...nodes.map(({ node }) => node.icon)];
  const kinds = legend(
    edges.map(({ edge }) => edge.kind),
    placed.height + 10,
  );
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="picture"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="What Bucket Warden sets up, and how it works together"
  >
    ${styles}
    <defs>${EDGE_KINDS.map(tipOf)} ${iconSymbols(icons, readIcon)}</defs>
    <rect class="paper" width="${width}" height="${height}" />
    <g class="all">
      ${boxes.map(({ box, at }) => boxOf(box, at))} ${edges.map(lineOf)}
      ${edges.flatMap((edge) => labelOf(edge, placed))}
      ${boxes.map(({ box, at }) => headOf(box, at))}
      ${nodes.map(({ node, at }) => nodeOf(node, at))} ${kinds}
    </g>
  </svg> `;
}
