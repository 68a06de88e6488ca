import { auditIn, has } from "./estate";
import { type Seat } from "./use";

/** Switched on by the account's own stack, or by the organization's configuration in the region. */
const isOn =
  (own: string, organizations: string) =>
  ({ place, estate }: Seat): boolean =>
    has(place, own) || has(auditIn(estate, place.region), organizations);

export const DETECTORS = [
  "aws_guardduty_detector",
  "aws_guardduty_organization_configuration",
] as const;
export const isDetecting = isOn(...DETECTORS);

export const S3_PROTECTIONS = [
  "aws_guardduty_detector_feature",
  "aws_guardduty_organization_configuration_feature",
] as const;
export const isProtectingS3 = isOn(...S3_PROTECTIONS);

export const SESSIONS = ["aws_macie2_account", "aws_macie2_organization_configuration"] as const;
export const isWatchingBuckets = isOn(...SESSIONS);

/** The organization's jobs stand in the audit account, each workload's own in its own. */
const JOB = "aws_macie2_classification_job";
export const isClassifying = isOn(JOB, JOB);

export const HUBS = ["aws_securityhub_account", "aws_securityhub_configuration_policy"] as const;
const [OWN_HUB, HUB_POLICY] = HUBS;

/** The policy holds in every region: the aggregator links them all. */
const isHubEverywhere = ({ estate }: Seat): boolean => has(auditIn(estate), HUB_POLICY);

export const isHubHere = (seat: Seat): boolean => has(seat.place, OWN_HUB) || isHubEverywhere(seat);

/** Enabled regions of the account in which Security Hub is on and nothing else is. */
export function idleHubRegions(seat: Seat): number {
  const { place, estate, inputs } = seat;
  if (place.scope !== "home" || !isHubEverywhere(seat)) return 0;
  const busy = estate.places.filter(
    ({ accountId, scope }) => accountId === place.accountId && scope !== "global-events",
  );
  return Math.max(0, inputs.hubRegions - busy.length);
}
