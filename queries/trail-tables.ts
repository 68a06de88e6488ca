import { auditNames, partitionOf } from "../config/names";
import { REGIONS } from "../config/regions";
import type { WardenConfig } from "../config/schema";

/** Logs of the accounts' own trails. */
export const TRAIL_TABLE = "trail";
/** Logs of the organization's trail. */
export const ORGANIZATION_TRAIL_TABLE = "organization_trail";

/** Partition columns of every table, in the order of the archive's folders. */
export const PARTITIONS = ["account", "region", "day"] as const;

export interface TrailTable {
  readonly name: string;
  readonly description: string;
  readonly location: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** No trail of this product is older. */
const FIRST_DAY = "2024/01/01";

/**
 * The archive's tables. Athena computes the partitions from these settings (Athena guide,
 * partition-projection): nothing crawls the archive, and a new account needs no new table, since
 * any account can be asked for.
 */
export function trailTables(config: WardenConfig): readonly TrailTable[] {
  const { trailArchive, place } = auditNames(config);
  const regions = Object.keys(REGIONS).filter((region) => partitionOf(region) === place.partition);
  const logs = `s3://${trailArchive}/AWSLogs/`;
  const { organization } = config;
  return [
    {
      name: TRAIL_TABLE,
      description: "What the accounts' own trails recorded",
      ...projected(logs, regions),
    },
    ...(organization
      ? [
          {
            name: ORGANIZATION_TRAIL_TABLE,
            description: "What the organization's trail recorded, of every account",
            ...projected(`${logs}${organization.id}/`, regions),
          },
        ]
      : []),
  ];
}

/** A trail of all regions also writes to those where nothing of ours is: hence the whole list. */
const projected = (location: string, regions: readonly string[]) => ({
  location,
  parameters: {
    EXTERNAL: "TRUE",
    classification: "cloudtrail",
    // Otherwise Athena skips, without a word, even what was brought back from Glacier
    // (Athena guide, querying-glacier).
    read_restored_glacier_objects: "true",
    "projection.enabled": "true",
    // A query must name its accounts: `account = …` or `account IN (…)`.
    "projection.account.type": "injected",
    "projection.region.type": "enum",
    "projection.region.values": regions.join(","),
    "projection.day.type": "date",
    "projection.day.range": `${FIRST_DAY},NOW`,
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "storage.location.template": `${location}\${account}/CloudTrail/\${region}/\${day}/`,
  },
});
