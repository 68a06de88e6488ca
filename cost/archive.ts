import { DAYS_A_MONTH, KILOBYTES_A_GIGABYTE } from "./activity";
import { type Arguments, auditIn, type Estate } from "./estate";
import { compressed, trailGigabytes, trailsOver } from "./trails";
import { type Seat } from "./use";

/** For each object in Glacier: 8 KB of Standard for its name, 32 KB of Glacier for its index. */
const GLACIER_OVERHEAD = { standard: 8, glacier: 32 } as const;

const isHome = ({ place }: Seat): boolean => place.scope === "home";

/** A month's files in the archives and the access logs, which all have the same lifecycle. */
export const archivedFiles = (seat: Seat): number =>
  isHome(seat) ? trailsOver(seat).length * seat.inputs.trailFiles + seat.inputs.otherFiles : 0;

const arrivingGigabytes = (seat: Seat): number =>
  compressed(seat, trailGigabytes(seat)) + (isHome(seat) ? seat.inputs.otherGigabytes : 0);

const ofTrailArchive = (estate: Estate, type: string): Arguments | undefined =>
  auditIn(estate)
    ?.all(type)
    .find(([id]) => id.startsWith("TrailArchive_"))?.[1];

interface LifecycleRule {
  readonly transition?: readonly { readonly days: number }[];
  readonly expiration?: readonly { readonly days: number }[];
}

/** Months that a file spends in Standard, and in Glacier after it. */
function monthsArchived(estate: Estate): { readonly standard: number; readonly glacier: number } {
  const lifecycle = ofTrailArchive(estate, "aws_s3_bucket_lifecycle_configuration");
  const [rule] = (lifecycle?.rule ?? []) as readonly LifecycleRule[];
  const end = rule?.expiration?.[0]?.days ?? 0;
  const change = Math.min(end, rule?.transition?.[0]?.days ?? end);
  return { standard: change / DAYS_A_MONTH, glacier: (end - change) / DAYS_A_MONTH };
}

export function standardGigabytes(seat: Seat): number {
  const { standard, glacier } = monthsArchived(seat.estate);
  const names = (archivedFiles(seat) * GLACIER_OVERHEAD.standard) / KILOBYTES_A_GIGABYTE;
  return arrivingGigabytes(seat) * standard + names * glacier;
}

export function glacierGigabytes(seat: Seat): number {
  const indexes = (archivedFiles(seat) * GLACIER_OVERHEAD.glacier) / KILOBYTES_A_GIGABYTE;
  return (arrivingGigabytes(seat) + indexes) * monthsArchived(seat.estate).glacier;
}

export const transitions = (seat: Seat): number =>
  monthsArchived(seat.estate).glacier > 0 ? archivedFiles(seat) : 0;

/** Without a bucket key, S3 asks for a data key for each file. */
export function archiveKeyRequests(seat: Seat): number {
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  const rules = ofTrailArchive(seat.estate, type)?.rule ?? [];
  const hasBucketKey = JSON.stringify(rules).includes('"bucket_key_enabled":true');
  return hasBucketKey ? 0 : archivedFiles(seat);
}
