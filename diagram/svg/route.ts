import type { Point } from "../layout/placed";

const RADIUS = 6;

/** A path through the points, round at its corners. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...others] = points;
  const last = others.pop();
  if (!first || !last) return "";
  const corners = others.map((corner, index) => {
    const before = towards(corner, points[index] ?? first);
    const after = towards(corner, points[index + 2] ?? last);
    return `L${at(before)}Q${at(corner)} ${at(after)}`;
  });
  return `M${at(first)}${corners.join("")}L${at(last)}`;
}

const at = ({ x, y }: Point): string => `${tidy(x)} ${tidy(y)}`;
const tidy = (pixels: number): number => Math.round(pixels * 10) / 10;

/** Where the bend begins: at most halfway to the next corner. */
function towards(corner: Point, other: Point): Point {
  const [dx, dy] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(dx, dy);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + dx * part, y: corner.y + dy * part };
}
