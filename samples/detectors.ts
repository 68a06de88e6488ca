import type { Severity } from "../config/findings-schema";
import { partitionOf } from "../config/names";
import { eventAt, idOf, isTold, type Place, type SampleFinding, type Scene, TIME } from "./place";

interface GuardDuty {
  readonly about: Place;
  readonly severity: number;
  readonly type?: string;
}

/** GuardDuty guide, "Processing findings with EventBridge". */
const guardDuty = (bus: Place, { about, severity, type }: GuardDuty) =>
  eventAt(bus, {
    source: "aws.guardduty",
    "detail-type": "GuardDuty Finding",
    detail: {
      schemaVersion: "2.0",
      accountId: about.account,
      region: about.region,
      partition: partitionOf(about.region),
      id: idOf([about, severity, type]).replaceAll("-", ""),
      arn: `arn:aws:guardduty:${about.region}:${about.account}:detector/16afba5c5c43e07c9e3e5e2e544e95df/finding/1`,
      type: type ?? "Exfiltration:S3/AnomalousBehavior",
      resource: {
        resourceType: "AccessKey",
        accessKeyDetails: { userName: "reporting", userType: "Role" },
      },
      service: { serviceName: "guardduty", archived: false, count: 1 },
      severity,
      createdAt: TIME,
      updatedAt: TIME,
      title: 'The role reporting read "unusual" amounts of objects.',
      description: "APIs used to read objects were called in an unusual way.",
    },
  });

const GRADES: readonly (readonly [Severity, number])[] = [
  ["LOW", 2],
  ["MEDIUM", 4],
  ["HIGH", 8],
  ["CRITICAL", 9.5],
];

export function guardDutySamples(scene: Scene): SampleFinding[] {
  const { config, atWorkload: about, atAudit } = scene;
  const isMember = config.membership === "organization";
  const bus = isMember ? atAudit : about;
  const sample = { source: "guardduty" as const, ...bus };
  const malware = { about, severity: 8, type: "Object:S3/MaliciousFile" };
  const elsewhere = config.furtherRegions.map((region) => ({ ...bus, region }));
  return [
    ...GRADES.map(([severity, value]) => ({
      ...sample,
      severity,
      event: guardDuty(bus, { about, severity: value }),
      arrives: isTold(scene, "guardduty", severity),
    })),
    ...elsewhere.map((place) => ({
      ...sample,
      ...place,
      severity: "CRITICAL" as const,
      event: guardDuty(place, { about: { ...about, region: place.region }, severity: 9 }),
      arrives: true,
    })),
    // The scan's own result is told.
    { ...sample, severity: "HIGH", event: guardDuty(bus, malware), arrives: false },
    // The administrator has it already.
    ...(isMember
      ? [
          {
            ...sample,
            ...about,
            severity: "HIGH" as const,
            event: guardDuty(about, { about, severity: 8 }),
            arrives: false,
          },
        ]
      : []),
  ];
}

interface Macie {
  readonly about: Place;
  readonly bucket: string;
  readonly category: "CLASSIFICATION" | "POLICY";
  readonly description: "Low" | "Medium" | "High";
}

/** Macie guide, "EventBridge event schema for findings". */
const macie = (bus: Place, { about, bucket, category, description }: Macie) =>
  eventAt(bus, {
    source: "aws.macie",
    "detail-type": "Macie Finding",
    detail: {
      schemaVersion: "1.0",
      id: idOf([about, category, description]).replaceAll("-", ""),
      accountId: about.account,
      partition: partitionOf(about.region),
      region: about.region,
      type:
        category === "POLICY"
          ? "Policy:IAMUser/S3BucketPublic"
          : "SensitiveData:S3Object/Credentials",
      category,
      title:
        category === "POLICY"
          ? "The S3 bucket is publicly accessible."
          : "The S3 object contains credentials.",
      severity: { score: { Low: 1, Medium: 2, High: 3 }[description], description },
      createdAt: TIME,
      updatedAt: TIME,
      count: 1,
      archived: false,
      sample: false,
      resourcesAffected: { s3Bucket: { arn: `arn:aws:s3:::${bucket}`, name: bucket } },
    },
  });

const MACIE_GRADES = { Low: "LOW", Medium: "MEDIUM", High: "HIGH" } as const;

export function macieSamples(scene: Scene): SampleFinding[] {
  const { config, workload, atWorkload: about, atAudit } = scene;
  // With an organization the jobs, and so what they find, are the administrator's.
  const jobs = config.membership === "organization" ? atAudit : about;
  const common = { about, bucket: workload.bucketName };
  const found = Object.entries(MACIE_GRADES).map(([grade, severity]) => ({
    source: "macie" as const,
    severity,
    ...jobs,
    event: macie(jobs, {
      ...common,
      category: "CLASSIFICATION",
      description: grade as keyof typeof MACIE_GRADES,
    }),
    arrives: isTold(scene, "macie", severity),
  }));
  const exposed = macie(about, { ...common, category: "POLICY", description: "High" });
  const sample = { source: "macie", severity: "HIGH" } as const;
  const told = { ...about, event: exposed, arrives: isTold(scene, "macie", "HIGH") };
  if (jobs === about) return [...found, { ...sample, ...told }];
  const content = { ...common, category: "CLASSIFICATION", description: "High" } as const;
  return [
    ...found,
    { ...sample, ...told },
    // Whichever of the two accounts publishes it besides, it is told once.
    { ...sample, ...about, event: macie(about, content), arrives: false },
    {
      ...{ ...sample, ...atAudit, arrives: false },
      event: macie(atAudit, { ...content, category: "POLICY" }),
    },
  ];
}

/** GuardDuty guide, "Monitoring S3 object scans with EventBridge". */
const scanned = (bus: Place, bucketName: string, result: string) =>
  eventAt(bus, {
    source: "aws.guardduty",
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    resources: [
      `arn:aws:guardduty:${bus.region}:${bus.account}:malware-protection-plan/b4c7f464ab3a4EXAMPLE`,
    ],
    detail: {
      schemaVersion: "1.0",
      scanStatus: result.endsWith("THREATS_FOUND") ? "COMPLETED" : "SKIPPED",
      resourceType: "S3_OBJECT",
      s3ObjectDetails: {
        bucketName,
        objectKey: 'invoices/"final" <copy>.pdf',
        eTag: "0123456789abcdef0123456789abcdef",
        versionId: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY",
        s3Throttled: false,
      },
      scanResultDetails: {
        scanResultStatus: result,
        threats: result === "THREATS_FOUND" ? [{ name: "EICAR-Test-File (not a virus)" }] : null,
      },
    },
  });

export const malwareSamples = ({ workload, atWorkload }: Scene): SampleFinding[] =>
  (
    [
      ["THREATS_FOUND", "CRITICAL", true],
      ["ACCESS_DENIED", "HIGH", true],
      ["NO_THREATS_FOUND", "LOW", false],
    ] as const
  ).map(([result, severity, arrives]) => ({
    source: "malware",
    severity,
    ...atWorkload,
    event: scanned(atWorkload, workload.bucketName, result),
    arrives,
  }));
