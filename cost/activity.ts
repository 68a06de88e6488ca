import { has } from "./estate";
import { EMPTY_SWEEP } from "./responder-calls";
import { type Seat } from "./use";

export const HOURS_A_MONTH = 730;
export const DAYS_A_MONTH = HOURS_A_MONTH / 24;
export const KILOBYTES_A_GIGABYTE = 1_000_000;
const MEGABYTES_A_GIGABYTE = 1_024;

/** How busy the place is, of 1 in the home region. */
export function activity({ place, inputs }: Seat): number {
  const further = place.scope === "everything" ? inputs.furtherRegionPercent / 100 : 0;
  return place.scope === "home" ? 1 : further;
}

/** The production bucket is here, and with it the responder. */
export const isGuarded = ({ place }: Seat): boolean => has(place, "aws_lambda_function");

export const uploads = (seat: Seat): number => (isGuarded(seat) ? seat.inputs.uploads : 0);

export const uploadedGigabytes = (seat: Seat): number =>
  (uploads(seat) * seat.inputs.objectKilobytes) / KILOBYTES_A_GIGABYTE;

/** Calls on the bucket's objects, which its trail records. */
export const dataEvents = (seat: Seat): number =>
  isGuarded(seat) ? seat.inputs.uploads + seat.inputs.reads : 0;

/**
 * Runs a month of the responder's schedule, `rate(5 minutes)`.
 * @throws at a schedule of another form
 */
export const sweeps = ({ place }: Seat): number =>
  place
    .all("aws_cloudwatch_event_rule")
    .flatMap(([, { schedule_expression: schedule }]) =>
      typeof schedule === "string" ? [runsOf(schedule)] : [],
    )
    .reduce((sum, runs) => sum + runs, 0);

function runsOf(schedule: string): number {
  const [, minutes] = /^rate\((\d+) minutes\)$/.exec(schedule) ?? [];
  if (minutes === undefined) throw new Error(`how often is ${schedule}? Only minutes are known`);
  return (HOURS_A_MONTH * 60) / Number(minutes);
}

/** The account's own, and the schedule's looks at the bucket policy. */
export const managementEvents = (seat: Seat): number =>
  seat.inputs.managementEvents * activity(seat) + sweeps(seat) * EMPTY_SWEEP["s3:GetBucketPolicy"];

/** S3's notification and CloudTrail's event of each upload, and the schedule. */
export const invocations = (seat: Seat): number => 2 * uploads(seat) + sweeps(seat);

/** GB of the function. */
export const memory = ({ place }: Seat): number =>
  Number(place.all("aws_lambda_function")[0]?.[1].memory_size ?? 0) / MEGABYTES_A_GIGABYTE;
