import type { WardenConfig, Workload } from "../config/schema";
import type { Estate } from "./model/estate";
import type { TerraformStack } from "./model/stack";
import type { Path } from "./path";

/**
 * What is proved together: the stacks that every workload shares, alone or with those of one
 * workload. So the proof of many accounts needs no more memory than that of one.
 */
export interface Scope {
  readonly config: WardenConfig;
  /** All stacks that bear on the proof. */
  readonly estate: Estate;
  /** The stacks that this scope answers for: those of its workload, or the shared ones. */
  readonly own: readonly TerraformStack[];
  readonly workload?: Workload;
}

export type WorkloadScope = Scope & { readonly workload: Workload };

/** The paths of one family: of what the accounts share, and of each workload. */
export interface PathSource {
  readonly shared?: (scope: Scope) => readonly Path[];
  readonly ofWorkload?: (scope: WorkloadScope) => readonly Path[];
}
