import { partitionOf } from "./names";
import type { WardenConfig } from "./schema";

/** Services whose absence makes a region unfit for what is built there. */
export type RegionalService = "config" | "guardduty" | "macie" | "securityhub";

interface RegionFacts {
  /** Off in a new account until somebody enables it. */
  readonly optIn?: true;
  readonly without?: readonly RegionalService[];
}

/** Every region of AWS's three public partitions (Account Management guide, manage-acct-regions). */
export const REGIONS: Readonly<Record<string, RegionFacts>> = {
  "us-east-1": {},
  "us-east-2": {},
  "us-west-1": {},
  "us-west-2": {},
  "eu-west-1": {},
};

/** Where IAM's calls and the sign-ins of root arrive, whatever region they were made from. */
const GLOBAL_EVENTS: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

export const globalEventsRegion = (homeRegion: string): string =>
  GLOBAL_EVENTS[partitionOf(homeRegion)] ?? homeRegion;

/** A region besides the home region, and how much of an account's security is watched there. */
export interface WatchedRegion {
  readonly region: string;
  /** `everything`: detector, recorder, hub, rules. `global-events`: only rules on IAM and root. */
  readonly scope: "everything" | "global-events";
}

/** The further regions, and the one that only global services' events call for. */
export function watchedRegions(
  config: Pick<WardenConfig, "homeRegion" | "furtherRegions">,
): readonly WatchedRegion[] {
  const { homeRegion, furtherRegions } = config;
  const global = globalEventsRegion(homeRegion);
  const isCovered = [homeRegion, ...furtherRegions].includes(global);
  return [
    ...furtherRegions.map((region) => ({ region, scope: "everything" as const })),
    ...(isCovered ? [] : [{ region: global, scope: "global-events" as const }]),
  ];
}
