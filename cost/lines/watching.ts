import { activity, dataEvents, managementEvents, uploadedGigabytes, uploads } from "../activity";
import { has } from "../estate";
import {
  DETECTORS,
  HUBS,
  idleHubRegions,
  isClassifying,
  isDetecting,
  isHubHere,
  isProtectingS3,
  S3_PROTECTIONS,
} from "../services";
import { analyzedEvents, recordedManagement } from "../trails";
import { type Line, type Seat } from "../use";

const SCAN = "aws_guardduty_malware_protection_plan";

const ifScanned = (seat: Seat, quantity: number): number => (has(seat.place, SCAN) ? quantity : 0);

/** What the security services charge for looking. */
export const WATCHING: readonly Line[] = [
  {
    ...{ item: "CloudTrail's data events", price: "trailDataEvent", types: ["aws_cloudtrail"] },
    quantity: dataEvents,
    from: "`uploads` + `reads`",
  },
  {
    ...{ item: "CloudTrail's insights", price: "trailInsight", types: ["aws_cloudtrail"] },
    quantity: analyzedEvents,
    from: "`managementEvents`, those that write twice, and the schedule's own",
  },
  {
    ...{ item: "CloudTrail's further copies", price: "trailManagementCopy" },
    types: ["aws_cloudtrail"],
    quantity: (seat) => recordedManagement(seat) * seat.inputs.otherTrails,
    from: "`managementEvents` × `otherTrails`",
  },
  {
    ...{ item: "Config's recording", price: "configItem" },
    types: ["aws_config_configuration_recorder"],
    quantity: (seat) =>
      has(seat.place, "aws_config_configuration_recorder")
        ? seat.inputs.configItems * activity(seat)
        : 0,
    from: "`configItems`",
  },
  {
    ...{ item: "GuardDuty, management events", price: "guardDutyManagement", types: DETECTORS },
    quantity: (seat) => (isDetecting(seat) ? managementEvents(seat) : 0),
    from: "`managementEvents`, and the schedule's own",
  },
  {
    ...{ item: "GuardDuty, S3 protection", price: "guardDutyData", types: S3_PROTECTIONS },
    quantity: (seat) => (isProtectingS3(seat) ? dataEvents(seat) : 0),
    from: "`uploads` + `reads`",
  },
  {
    ...{ item: "GuardDuty, flow and DNS logs", price: "guardDutyFlow", types: DETECTORS },
    quantity: (seat) => (isDetecting(seat) ? seat.inputs.flowGigabytes * activity(seat) : 0),
    from: "`flowGigabytes`",
  },
  {
    ...{ item: "Malware protection, data", price: "malwareData", types: [SCAN] },
    quantity: (seat) => ifScanned(seat, uploadedGigabytes(seat)),
    from: "`uploads` × `objectKilobytes`",
  },
  {
    ...{ item: "Malware protection, objects", price: "malwareObject", types: [SCAN] },
    quantity: (seat) => ifScanned(seat, uploads(seat)),
    from: "`uploads`",
  },
  {
    ...{ item: "Macie's jobs", price: "macieData", types: ["aws_macie2_classification_job"] },
    quantity: (seat) => (isClassifying(seat) ? uploadedGigabytes(seat) : 0),
    from: "`uploads` × `objectKilobytes`: a job reads each object once",
  },
  {
    ...{ item: "Security Hub's checks", price: "securityCheck", types: HUBS },
    quantity: (seat) => (isHubHere(seat) ? seat.inputs.securityChecks * activity(seat) : 0),
    from: "`securityChecks`",
  },
  {
    ...{ item: "Security Hub's checks in idle regions", price: "securityCheck", types: HUBS },
    quantity: (seat) => idleHubRegions(seat) * seat.inputs.idleRegionChecks,
    from: "`hubRegions` without those with a stack × `idleRegionChecks`",
  },
];
