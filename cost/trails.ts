import {
  DAYS_A_MONTH,
  dataEvents,
  invocations,
  KILOBYTES_A_GIGABYTE,
  managementEvents,
} from "./activity";
import { type Arguments, auditIn, homeOf } from "./estate";
import { type Seat } from "./use";

const recordsManagement = ({ advanced_event_selector = [] }: Arguments): boolean =>
  JSON.stringify(advanced_event_selector).includes('"Management"');

const isOfOrganization = (trail: Arguments): boolean => trail.is_organization_trail === true;

/** The trails that record what happens in the place's account: its own and the organization's. */
export function trailsOver({ place, estate }: Seat): readonly Arguments[] {
  const trailsIn = (home: ReturnType<typeof homeOf>) =>
    (home?.all("aws_cloudtrail") ?? []).map(([, trail]) => trail);
  return [
    ...trailsIn(homeOf(estate, place)).filter((trail) => !isOfOrganization(trail)),
    ...trailsIn(auditIn(estate)).filter(isOfOrganization),
  ];
}

export const recordedManagement = (seat: Seat): number =>
  trailsOver(seat).some(recordsManagement) ? managementEvents(seat) : 0;

/** Both kinds of insights look at a write, one at a read (CloudTrail guide, insights-events-costs). */
export function analyzedEvents(seat: Seat): number {
  const kinds = trailsOver(seat).map(({ insight_selector }) =>
    Array.isArray(insight_selector) ? insight_selector.length : 0,
  );
  const most = Math.max(0, ...kinds);
  const writes = seat.inputs.writePercent / 100;
  return most === 0 ? 0 : recordedManagement(seat) * (1 + (most - 1) * writes);
}

export const trailGigabytes = (seat: Seat): number =>
  ((recordedManagement(seat) + dataEvents(seat)) * seat.inputs.eventKilobytes) /
  KILOBYTES_A_GIGABYTE;

export const logGigabytes = (seat: Seat): number =>
  trailGigabytes(seat) + (invocations(seat) * seat.inputs.logKilobytes) / KILOBYTES_A_GIGABYTE;

export const compressed = ({ inputs }: Seat, gigabytes: number): number =>
  (gigabytes * inputs.compressedPercent) / 100;

/** All log groups are kept as long. */
export function keptLogGigabytes(seat: Seat): number {
  const groups = seat.estate.places.flatMap(({ all }) => all("aws_cloudwatch_log_group"));
  const days = Math.max(0, ...groups.map(([, group]) => Number(group.retention_in_days)));
  return compressed(seat, logGigabytes(seat)) * (days / DAYS_A_MONTH);
}
