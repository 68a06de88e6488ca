import type { DiagramBox, DiagramEdge, DiagramNode } from "../model/diagram";

/** Pixels from the picture's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: DiagramEdge;
  readonly points: readonly Point[];
  /** Where its label stands, if it has one. */
  readonly label?: Rectangle;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly box: DiagramBox; readonly at: Rectangle }[];
  readonly nodes: readonly { readonly node: DiagramNode; readonly at: Rectangle }[];
  readonly edges: readonly PlacedEdge[];
}
