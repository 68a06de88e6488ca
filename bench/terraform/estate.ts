import { parseConfig } from "../../config/load";
import { type WardenConfig } from "../../config/schema";
import { type EstateOptions, estateInput } from "../estate";

export const MEMBERSHIPS = ["organization", "invitation"] as const;

export interface Estate extends EstateOptions {
  readonly membership: (typeof MEMBERSHIPS)[number];
  readonly workloads: number;
}

/** As many workload accounts as are asked for, all with the default settings: each costs the same. */
export function estateOf({ membership, workloads, ...options }: Estate): WardenConfig {
  const { organization, ...input } = estateInput(workloads, options);
  return parseConfig("bench", {
    ...input,
    membership,
    ...(membership === "organization" && { organization }),
    workloads: input.workloads.map((workload) => ({
      ...workload,
      responseMode: "respond",
      malwareProtection: false,
    })),
  });
}
