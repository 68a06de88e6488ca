import type { DiagramEdge } from "../../model/diagram";
import { drawn, only } from "./document";

const SVG = "http://www.w3.org/2000/svg";
const CLASS = "shown-for-now";

/** Lines that the layout left out, from middle to middle, while one of their ends is chosen. */
export function drawQuietLines(edges: readonly DiagramEdge[]): void {
  document.querySelectorAll(`.${CLASS}`).forEach((one) => {
    one.remove();
  });
  const all = only("#stage .all", SVGGElement);
  const before = all.querySelector(".node");
  for (const { from, to, kind } of edges) {
    const ends = [drawn(from)[0], drawn(to)[0]].map(middle);
    const [start, end] = ends;
    if (!start || !end) continue;
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", `edge near ${kind} ${CLASS}`);
    const path = document.createElementNS(SVG, "path");
    const bend = (start.y + end.y) / 2;
    path.setAttribute(
      "d",
      `M${start.x} ${start.y}C${start.x} ${bend} ${end.x} ${bend} ${end.x} ${end.y}`,
    );
    group.append(path);
    all.insertBefore(group, before);
  }
}

function middle(group: SVGGElement | undefined) {
  if (!group) return undefined;
  const { x, y, width, height } = group.getBBox();
  return { x: x + width / 2, y: y + height / 2 };
}
