import { randomUUID } from "node:crypto";
import { canarySeverities } from "../../../config/findings/canary";
import type { Severity } from "../../../config/findings-schema";
import type { WardenConfig } from "../../../config/schema";
import { type StackJson } from "../../../stacks/read-stack";

/** One event for one way: from a stack's account and region to the topic of one severity. */
export interface Canary {
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly severity: Severity;
  /** By which its own are known again: others may be testing at the same time. */
  readonly id: string;
}

/** Where events of findings start: the accounts' default buses, one for each region. */
const STARTS: readonly StackJson["kind"][] = ["audit", "workload"];

export const flockOf = (
  config: WardenConfig,
  stacks: readonly Pick<StackJson, "name" | "kind" | "accountId" | "region">[],
  newId: () => string = randomUUID,
): readonly Canary[] =>
  stacks
    .filter(({ kind }) => STARTS.includes(kind))
    .flatMap(({ name, accountId, region }) =>
      canarySeverities(config).map((severity) => ({
        ...{ stack: name, accountId, region, severity },
        id: newId(),
      })),
    );
