import type { WardenConfig } from "../schema";
import { bucketPage, consolePage } from "./console-links";
import { type Grades, gradedAlerts, gradesTold, toldSeverities } from "./graded";
import type { EventPattern, FindingSource, PickUp, Reading } from "./source";

/** GuardDuty guide, guardduty_findings-severity: 1.0 to 3.9 is low, 9.0 to 10.0 critical. */
const GUARDDUTY_BANDS: Grades = {
  LOW: [{ numeric: [">=", 0, "<", 4] }],
  MEDIUM: [{ numeric: [">=", 4, "<", 7] }],
  HIGH: [{ numeric: [">=", 7, "<", 9] }],
  CRITICAL: [{ numeric: [">=", 9] }],
};

/** Made beside each scan result that found malware, which is told by a source of its own. */
const TOLD_AS_MALWARE = ["Object:S3/MaliciousFile"];

const guardDutyFinding = (severity: readonly unknown[]): EventPattern => ({
  source: ["aws.guardduty"],
  "detail-type": ["GuardDuty Finding"],
  detail: { type: [{ "anything-but": TOLD_AS_MALWARE }], severity },
});

export const guardduty: FindingSource = {
  id: "guardduty",
  about: "GuardDuty's findings: credentials, networks and objects used as attackers use them",
  // An administrator's events include its members' (GuardDuty guide, guardduty_findings_eventbridge).
  pickedUp: { invitation: ["workload", "audit"], organization: ["audit"] },
  regions: "watched",
  forwards: ({ config }) => [
    {
      id: "guardduty",
      pattern: guardDutyFinding(gradesTold(config, "guardduty", GUARDDUTY_BANDS)),
    },
  ],
  alerts: (config) =>
    gradedAlerts(toldSeverities(config, "guardduty"), GUARDDUTY_BANDS, guardDutyFinding),
  reading: (config) => ({
    paths: {
      title: "$.detail.title",
      resource: "$.detail.resource.resourceType",
      type: "$.detail.type",
      finding: "$.detail.id",
      // The administrator's events carry its own account in their envelope.
      account: "$.detail.accountId",
      region: "$.detail.region",
    },
    title: "<title>",
    headline: "GuardDuty found <type>",
    resource: "<resource>",
    more: { type: "<type>" },
    nextStep: "Open the finding in GuardDuty and follow its remediation.",
    link: {
      title: "The finding in GuardDuty",
      url: consolePage(config, "guardduty", "/findings?macros=current&fId=<finding>"),
    },
  }),
};

/** Macie grades nothing critical (Macie guide, findings-severity). */
const MACIE_GRADES: Grades = { LOW: ["Low"], MEDIUM: ["Medium"], HIGH: ["High"] };

const macieFinding = (description: readonly unknown[], detail = {}): EventPattern => ({
  source: ["aws.macie"],
  "detail-type": ["Macie Finding"],
  detail: { ...detail, severity: { description } },
});

/**
 * With an organization the jobs are the audit account's, so it publishes what they find; what a
 * policy exposes is published by the account that owns the bucket.
 */
function maciePart({ config, bus, planned }: PickUp): object {
  if (config.membership === "invitation") return {};
  const exposed = { category: ["POLICY"], accountId: [planned.accountId] };
  return bus === "workload" ? exposed : { $or: [{ category: ["CLASSIFICATION"] }, exposed] };
}

export const macie: FindingSource = {
  id: "macie",
  about: "Macie's findings: sensitive data in objects, buckets that a policy exposes",
  // Sensitive-data findings don't reach Security Hub by default (Macie guide,
  // findings-publish-frequency), so both kinds are picked up here.
  pickedUp: { invitation: ["workload"], organization: ["workload", "audit"] },
  regions: "home",
  forwards: (at) => [
    {
      id: "macie",
      pattern: macieFinding(gradesTold(at.config, "macie", MACIE_GRADES), maciePart(at)),
    },
  ],
  alerts: (config) => gradedAlerts(toldSeverities(config, "macie"), MACIE_GRADES, macieFinding),
  reading: (config) => ({
    paths: {
      title: "$.detail.title",
      resource: "$.detail.resourcesAffected.s3Bucket.name",
      type: "$.detail.type",
      finding: "$.detail.id",
      account: "$.detail.accountId",
      region: "$.detail.region",
    },
    title: "<title>",
    headline: "Macie found <type>",
    resource: "<resource>",
    more: { type: "<type>" },
    nextStep:
      "Find out why the data is there, or who opened the bucket; move or close it with its owner.",
    link: {
      title: "The finding in Macie",
      url: consolePage(config, "macie", "findings?macros=current&itemId=<finding>"),
    },
  }),
};

const scanResult = (...results: readonly string[]): EventPattern => ({
  source: ["aws.guardduty"],
  "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
  detail: { scanResultDetails: { scanResultStatus: results } },
});

const NOT_SCANNED = ["ACCESS_DENIED", "FAILED"];

export const malware: FindingSource = {
  id: "malware",
  about: "Malware Protection's scan results: malware in an object, or a scan that failed",
  pickedUp: { invitation: ["workload"], organization: ["workload"] },
  regions: "home",
  // UNSUPPORTED is left out: what is too large or has a password is an object's everyday fate, and
  // its tag says so.
  forwards: () => [{ id: "malware", pattern: scanResult("THREATS_FOUND", ...NOT_SCANNED) }],
  alerts: () => [
    { severity: "CRITICAL", pattern: scanResult("THREATS_FOUND") },
    {
      severity: "HIGH",
      pattern: scanResult(...NOT_SCANNED),
      reading: {
        title: "An object wasn't scanned for malware: <result>",
        nextStep:
          "Mend the scan role's access to bucket and key (GuardDuty shows the plan's status), " +
          "then scan the object again by copying it onto itself.",
      },
    },
  ],
  reading: malwareReading,
};

function malwareReading(config: WardenConfig): Reading {
  return {
    paths: {
      key: "$.detail.s3ObjectDetails.objectKey",
      bucket: "$.detail.s3ObjectDetails.bucketName",
      result: "$.detail.scanResultDetails.scanResultStatus",
    },
    title: "Malware in an object: <result>",
    resource: "<key>",
    more: { bucket: "<bucket>" },
    nextStep:
      "Keep readers away from the object and delete the version; find out who uploaded it and " +
      "who has read it since.",
    link: { title: "Objects of the bucket", url: bucketPage(config) },
  };
}
