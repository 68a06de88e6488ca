import {
  auditNames,
  iamArn,
  SECURITY_MONITORING_ROLE,
  workloadNames,
  arn,
} from "../../../config/names";
import { mayDo, mayNotDo } from "../../hops";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { session } from "../somebody";
import { pathOf } from "./uploaders";

/** The security team's role sees what it needs for triage, and changes nothing else. */
export const monitoringPaths = (scope: WorkloadScope): Path[] => [
  pathOf(
    scope,
    "monitoring/becoming",
    `the audit account becomes ${SECURITY_MONITORING_ROLE}`,
    () => becomes(scope),
  ),
  // With full access its policies are AWS's, by the user's own choice: no stack has them.
  ...(scope.workload.monitoringAccess === "full"
    ? []
    : [
        pathOf(scope, "monitoring/triage", `${SECURITY_MONITORING_ROLE} works on findings`, () =>
          works(scope),
        ),
        pathOf(
          scope,
          "monitoring/nothing-else",
          `${SECURITY_MONITORING_ROLE} changes nothing`,
          () => changesNothing(scope),
        ),
      ]),
];

const roleOf = ({ config, workload }: WorkloadScope): string =>
  iamArn(workloadNames(config, workload).place, `role/${SECURITY_MONITORING_ROLE}`);

async function* becomes(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { place } = auditNames(scope.config);
  const { who, context } = session(iamArn(place, "role/analysts"), "eva");
  const asked = { who, action: "sts:AssumeRole", resource: roleOf(scope), context };
  yield mayDo(scope.estate, asked, "an analyst of the audit account, whom IAM lets, becomes it");
}

type Kind = "any" | "bucket" | "detector" | "hub" | "object";

/** Any id will do: AWS makes detectors' and keys'. */
function arnsOf({ config, workload }: WorkloadScope): Readonly<Record<Kind, string>> {
  const { place, bucketArn } = workloadNames(config, workload);
  return {
    any: "*",
    bucket: bucketArn,
    detector: arn("guardduty", place, "detector/16afba5c5c43e07c9e3e5e2e544e95df"),
    hub: arn("securityhub", place, "hub/default"),

    object: `${bucketArn}/any/object.csv`,
  };
}

/**
 * What looking into an alert takes, service by service. GuardDuty's calls on findings aren't here:
 * its guide and the Service Authorization Reference differ in which resource they take.
 */
const TRIAGE: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  any: [
    "guardduty:ListDetectors",
    "macie2:GetFindings",
    "macie2:ListFindings",
    "macie2:ListClassificationJobs",
  ],
  detector: ["guardduty:GetDetector"],
  hub: ["securityhub:GetFindings", "securityhub:BatchUpdateFindings"],
  bucket: [
    "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock",
    "s3:GetBucketVersioning",
    "s3:GetEncryptionConfiguration",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketLogging",
    "s3:ListBucket",
    "s3:ListBucketVersions",
  ],
};

/** What triage never takes: contents, and changes of what is watched or of who watches. */
const NEVER: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  any: ["macie2:DisableMacie", "iam:CreateUser", "cloudtrail:StopLogging"],
  detector: ["guardduty:DeleteDetector", "guardduty:UpdateDetector"],
  hub: ["securityhub:DisableSecurityHub"],
  bucket: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketNotification"],
  object: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
};

async function* works(scope: WorkloadScope): AsyncGenerator<Hop> {
  for (const { action, resource } of asked(scope, TRIAGE)) {
    yield mayDo(scope.estate, { who: { role: roleOf(scope) }, action, resource });
  }
}

async function* changesNothing(scope: WorkloadScope): AsyncGenerator<Hop> {
  for (const { action, resource } of asked(scope, NEVER)) {
    const what = `${action} is refused`;
    yield mayNotDo(scope.estate, { who: { role: roleOf(scope) }, action, resource }, what);
  }
}

const asked = (scope: WorkloadScope, table: typeof TRIAGE) => {
  const arns = arnsOf(scope);
  return Object.entries(table).flatMap(([kind, actions]) =>
    actions.map((action) => ({ action, resource: arns[kind as Kind] })),
  );
};
