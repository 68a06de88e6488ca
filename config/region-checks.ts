import { z } from "zod";
import { region } from "./aws-rules";
import type { Fault } from "./faults";
import { partitionOf, workloadStack } from "./names";
import { REGIONS, type RegionalService, watchedRegions } from "./regions";

const UNREADABLE = "";
/** What can be read of a configuration even where parts of it are wrong. */
const readable = z.object({
  homeRegion: region,
  furtherRegions: z.array(region.catch(UNREADABLE)).catch([]),
  optInRegions: z.array(region.catch(UNREADABLE)).catch([]),
  workloads: z.array(z.object({ name: z.string() }).catch({ name: UNREADABLE })).catch([]),
});
type Readable = z.output<typeof readable>;

const TITLES: Readonly<Record<RegionalService, string>> = {
  config: "AWS Config",
  guardduty: "Amazon GuardDuty",
  macie: "Amazon Macie",
  securityhub: "AWS Security Hub",
};

/** The bucket, and so what scans it, is in the home region only. */
const NEEDED_EVERYWHERE: readonly RegionalService[] = ["config", "guardduty", "securityhub"];
const NEEDED_AT_HOME: readonly RegionalService[] = [...NEEDED_EVERYWHERE, "macie"];

const UNKNOWN =
  "no region of AWS, or one newer than this version: config/regions.ts lists what it knows";

/** Regions that AWS doesn't have, hasn't switched on, or that lack a service needed there. */
export function regionChecks(input: unknown): Fault[] {
  const config = readable.safeParse(input).data;
  if (!config) return [];
  const { homeRegion, furtherRegions, optInRegions } = config;
  return [
    ...told("homeRegion", homeRegion, unfit(config, homeRegion, NEEDED_AT_HOME)),
    ...furtherRegions.flatMap((value, index) => {
      const rule = unfit(config, value, NEEDED_EVERYWHERE) ?? repeated(config, index);
      return told(`furtherRegions[${index}]`, value, rule);
    }),
    ...optInRegions.flatMap((value, index) =>
      told(`optInRegions[${index}]`, value, REGIONS[value] ? undefined : UNKNOWN),
    ),
    ...sameStack(config),
  ];
}

const told = (path: string, value: string, rule: string | undefined): Fault[] =>
  rule === undefined || value === UNREADABLE ? [] : [{ path, value, rule }];

function unfit(
  { homeRegion, optInRegions }: Readable,
  name: string,
  needed: readonly RegionalService[],
): string | undefined {
  const facts = REGIONS[name];
  if (!facts) return UNKNOWN;
  if (facts.newerThanProvider) return "newer than AWS provider 5.100.0, which refuses it";
  const [own, homes] = [partitionOf(name), partitionOf(homeRegion)];
  if (own !== homes) {
    return `of the partition ${own}, and no account of ${homes} reaches it: give it a configuration of its own`;
  }
  const missing = needed.filter((service) => facts.without?.includes(service));
  if (missing.length > 0) {
    const titles = missing.map((service) => TITLES[service]).join(", ");
    return `AWS doesn't offer ${titles} there, which is needed there: choose another region (config/regions.ts)`;
  }
  if (facts.optIn && !optInRegions.includes(name)) {
    return "off until somebody enables it: enable it in every account, then name it in optInRegions too";
  }
  return undefined;
}

function repeated({ homeRegion, furtherRegions }: Readable, index: number): string | undefined {
  const name = furtherRegions[index];
  if (name === homeRegion) return "the home region is watched anyway: leave it out";
  const first = furtherRegions.findIndex((candidate) => candidate === name);
  return first < index ? `named twice; furtherRegions[${first}] has it already` : undefined;
}

/** `workload-x-eu-west-1` is x in eu-west-1, and so can't be the name of another workload's stack. */
function sameStack(config: Readable): Fault[] {
  const { workloads } = config;
  return workloads.flatMap(({ name }, index) =>
    watchedRegions(config).flatMap((watched) => {
      const other = workloads.findIndex(
        (workload) => name === `${workload.name}-${watched.region}`,
      );
      const rule = `its stack would be ${workloadStack({ name })}, which workloads[${other}] has in ${watched.region}: choose another name`;
      return other < 0 ? [] : told(`workloads[${index}].name`, name, rule);
    }),
  );
}
