import type { ELK, ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api";
import type { Diagram, DiagramEdge, DiagramNode } from "../model/diagram";
import { chipPlace, type Chips, chipsOf } from "./chips";
import type { Placed, PlacedEdge, Point, Rectangle } from "./placed";
import { BOX, edgeLabel, labelSize, NODE } from "./sizes";

/** https://eclipse.dev/elk/reference.html */
const OPTIONS: Readonly<Record<string, string>> = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "LINEAR_SEGMENTS",
  "elk.layered.spacing.edgeNodeBetweenLayers": "12",
  "elk.layered.spacing.nodeNodeBetweenLayers": "22",
  "elk.layered.thoroughness": "40",
  "elk.padding": "[top=12,left=12,bottom=12,right=12]",
  "elk.randomSeed": "1",
  "elk.spacing.edgeEdge": "10",
  "elk.spacing.edgeLabel": "4",
  "elk.spacing.edgeNode": "12",
  "elk.spacing.nodeNode": "12",
};

/** Finds a place for everything that is drawn at once; the same one each time. */
export async function layout(elk: ELK, diagram: Diagram): Promise<Placed> {
  const chips = new Map(diagram.boxes.map(({ id }) => [id, chipsOf(diagram, id)]));
  const inBox = (id: string) =>
    diagram.nodes
      .filter((node) => node.box === id && !chips.get(id)?.nodes.includes(node))
      .map(elkNode);
  const boxes = [...chips].map(([id, its]) => ({ ...elkBox(id, its), children: inBox(id) }));
  const found = await elk.layout({
    id: "root",
    layoutOptions: OPTIONS,
    children: [...boxes, ...inBox("")],
    edges: diagram.edges.filter(({ quiet }) => !quiet).map(elkEdge),
  });
  return placed(diagram, chips, found);
}

const elkNode = ({ id }: DiagramNode): ElkNode => ({ id, width: NODE.width, height: NODE.height });

function elkBox(id: string, { side, height }: Chips): ElkNode {
  const top = BOX.top + (side === "head" ? height : 0);
  const bottom = BOX.bottom + (side === "foot" ? height : 0);
  const padding = `[top=${top},left=${BOX.side},bottom=${bottom},right=${BOX.side}]`;
  return { id, layoutOptions: { "elk.padding": padding } };
}

function elkEdge(edge: DiagramEdge): ElkExtendedEdge {
  const text = edgeLabel(edge);
  const layoutOptions = { "elk.edgeLabels.inline": "true" };
  const labels = text === "" ? [] : [{ text, ...labelSize(text), layoutOptions }];
  return { id: edge.id, sources: [edge.from], targets: [edge.to], labels };
}

function placed(diagram: Diagram, chips: ReadonlyMap<string, Chips>, root: ElkNode): Placed {
  const shapes = new Map(flat(root).map((one) => [one.id, rectangle(one)]));
  const at = (id: string) => shapes.get(id) ?? rectangle({});
  for (const [box, its] of chips)
    for (const [index, { id }] of its.nodes.entries())
      shapes.set(id, chipPlace(its, index, at(box)));
  const routes = new Map((root.edges ?? []).map((one) => [one.id, one]));
  return {
    width: Math.ceil(root.width ?? 0),
    height: Math.ceil(root.height ?? 0),
    boxes: diagram.boxes.map((box) => ({ box, at: at(box.id) })),
    nodes: diagram.nodes.map((node) => ({ node, at: at(node.id) })),
    edges: diagram.edges.flatMap((edge) => {
      const route = routes.get(edge.id);
      return route ? [placedEdge(edge, route)] : [];
    }),
  };
}

const flat = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(flat)];

const rectangle = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle => ({
  ...{ x, y, width, height },
});

function placedEdge(edge: DiagramEdge, route: ElkExtendedEdge): PlacedEdge {
  const points = (route.sections ?? []).flatMap(
    ({ startPoint, bendPoints = [], endPoint }): Point[] => [startPoint, ...bendPoints, endPoint],
  );
  const [label] = route.labels ?? [];
  return { edge, points, ...(label && { label: rectangle(label) }) };
}
