import { partitionOf } from "./names";
import type { WardenConfig } from "./schema";

/** Services whose absence makes a region unfit for what is built there. */
export type RegionalService = "config" | "guardduty" | "macie" | "securityhub";

interface RegionFacts {
  /** Off in a new account until somebody enables it. */
  readonly optIn?: true;
  readonly without?: readonly RegionalService[];
  /** AWS provider 5.100.0 answers "invalid AWS Region" (tried with all regions of this list). */
  readonly newerThanProvider?: true;
}

const DEFAULT: RegionFacts = {};
const OPT_IN: RegionFacts = { optIn: true };
const OPT_IN_NO_MACIE: RegionFacts = { optIn: true, without: ["macie"] };
const NO_MACIE: RegionFacts = { without: ["macie"] };

/**
 * Every region of AWS's three public partitions, as of 2026-11. Opt-in: what came after March 2019
 * (Account Management guide, manage-acct-regions). Services: the endpoint pages of the General
 * Reference (awsconfig, guardduty, macie, sec-hub) and the endpoints in botocore 1.43.
 */
export const REGIONS: Readonly<Record<string, RegionFacts>> = {
  "us-east-1": DEFAULT,
  "us-east-2": DEFAULT,
  "us-west-1": DEFAULT,
  "us-west-2": DEFAULT,
  "ca-central-1": DEFAULT,
  "ca-west-1": OPT_IN_NO_MACIE,
  "mx-central-1": OPT_IN_NO_MACIE,
  "sa-east-1": DEFAULT,
  "eu-central-1": DEFAULT,
  "eu-central-2": OPT_IN_NO_MACIE,
  "eu-north-1": DEFAULT,
  "eu-south-1": OPT_IN,
  "eu-south-2": OPT_IN_NO_MACIE,
  "eu-west-1": DEFAULT,
  "eu-west-2": DEFAULT,
  "eu-west-3": DEFAULT,
  "af-south-1": OPT_IN,
  "il-central-1": OPT_IN,
  "me-central-1": OPT_IN_NO_MACIE,
  "me-south-1": OPT_IN,
  "ap-east-1": OPT_IN,
  "ap-east-2": OPT_IN_NO_MACIE,
  "ap-northeast-1": DEFAULT,
  "ap-northeast-2": DEFAULT,
  "ap-northeast-3": DEFAULT,
  "ap-south-1": DEFAULT,
  "ap-south-2": OPT_IN_NO_MACIE,
  "ap-southeast-1": DEFAULT,
  "ap-southeast-2": DEFAULT,
  "ap-southeast-3": OPT_IN_NO_MACIE,
  "ap-southeast-4": OPT_IN_NO_MACIE,
  "ap-southeast-5": OPT_IN_NO_MACIE,
  "ap-southeast-6": { ...OPT_IN_NO_MACIE, newerThanProvider: true },
  "ap-southeast-7": OPT_IN_NO_MACIE,
  "us-gov-east-1": NO_MACIE,
  "us-gov-west-1": NO_MACIE,
  "cn-north-1": NO_MACIE,
  "cn-northwest-1": NO_MACIE,
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

/** The home region first, then every watched one. */
export const allRegions = (
  config: Pick<WardenConfig, "homeRegion" | "furtherRegions">,
): readonly string[] => [config.homeRegion, ...watchedRegions(config).map(({ region }) => region)];
