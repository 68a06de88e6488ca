import type { Resource } from "../../proof/model/resource";
import type { EdgeKind } from "./diagram";

/** One reason for a line: what a resource, or a statement of its policy, says. */
export interface Line {
  readonly from: Resource;
  readonly to: Resource;
  readonly kind: EdgeKind;
  readonly labels: readonly string[];
  readonly quiet?: boolean;
}

/** What lines are read from. */
export interface Drawn {
  /** Every resource and data source. */
  readonly all: readonly Resource[];
  /** See `namesOf`. */
  readonly named: (text: string) => Resource | undefined;
}
