import type { ProviderPlace } from "../../proof/model/stack";

/** A resource or data source as the page shows it. */
export interface Part {
  /** `aws_s3_bucket.Production_Bucket_2FDEFCB8` */
  readonly address: string;
  readonly stack: string;
  /** `cdktf.out/stacks/audit/cdk.tf.json`, and where in it; counted from 1. */
  readonly file: string;
  readonly line?: number;
  /** Policies parsed; what Terraform alone knows stands as its expression. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Something drawn with an icon: a resource with its settings, or several of one purpose. */
export interface DiagramNode {
  readonly id: string;
  /** Of the box that it stands in. */
  readonly box: string;
  readonly title: string;
  /** As AWS knows it: a bucket's name, an address; with many members, how many. */
  readonly name: string;
  /** Below the icons' folder, without the ending. */
  readonly icon: string;
  readonly parts: readonly Part[];
  /** Of a folded node: the stacks that it stands for. */
  readonly stacks?: readonly string[];
}

/** The more telling first: of a line with several reasons it is the first one's. */
export const EDGE_KINDS = [
  "event",
  "delivery",
  "membership",
  "permission",
  "failure",
  "key",
] as const;

export type EdgeKind = (typeof EDGE_KINDS)[number];

export interface DiagramEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Events and actions, the more telling ones first. */
  readonly labels: readonly string[];
  /** Drawn only while one of its ends is chosen: it would hide the others. */
  readonly quiet: boolean;
}

/** An account in a region; accounts in one region have one box. */
export interface DiagramBox {
  readonly id: string;
  readonly title: string;
  readonly place: ProviderPlace;
  /** Whose hands: the audit account, the management account, a workload. */
  readonly tone: "audit" | "organization" | "workload";
  readonly stacks: readonly string[];
  /** What belongs to no node: lookups, roles of services that another account switches on. */
  readonly parts: readonly Part[];
}

export interface Diagram {
  readonly boxes: readonly DiagramBox[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
