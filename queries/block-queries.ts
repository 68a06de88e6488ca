import { SERVICES_OFF } from "../config/findings/switched-off";
import {
  FROM_WHERE,
  IN_QUESTION,
  oneOf,
  type QueryTerms,
  requested,
  ROLE_ARN,
  type SavedQuery,
  WHEN_AND_WHERE,
  WHO,
} from "./saved-query";

const BUCKET = "bucket";

/** Calls that take a quarantine away, or the policy that it is. */
const UNQUARANTINING = [
  "CreatePolicyVersion",
  "DeletePolicy",
  "DeletePolicyVersion",
  "DetachRolePolicy",
  "DetachUserPolicy",
  "SetDefaultPolicyVersion",
];

/** Calls on what an account has once, or under no name of ours, besides those that raise an alert. */
const ALTERING = [
  "DeleteMalwareProtectionPlan",
  "DeletePublishingDestination",
  "DisableKey",
  "PutConfigurationRecorder",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdateDetector",
];

/** Whatever is told as tampering with a service is found here, too. */
const ON_SERVICES = [
  ...new Set([...SERVICES_OFF.flatMap(({ calls }) => calls), ...ALTERING]),
].sort();

/**
 * The blocked `aws:userid` values in the bucket policy that was put, as they stand there; none if
 * it has no denylist. The denylist alone says StringLike of a user id.
 */
const DENYLIST = String.raw`regexp_extract(requestparameters, '"StringLike"\s*:\s*\{\s*"aws:userid"\s*:\s*(\[[^\]]*\]|"[^"]*")', 1) AS denylist`;

const WHOM = `coalesce(${requested("userName")}, ${requested("roleName")}) AS whom`;

/** Questions about blocks, and about whoever would undo them. */
export const blockQueries = (terms: QueryTerms): readonly SavedQuery[] => [
  {
    name: "who-was-blocked",
    question:
      "Whom did the responder block (denylist in the bucket policy) or quarantine, and when?",
    parameters: WHEN_AND_WHERE,
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  ${WHOM},
  ${requested("bucketName")} AS bucket,
  ${DENYLIST}
FROM ${terms.managementCalls}
WHERE ${IN_QUESTION}
  AND errorcode IS NULL
  AND ${ROLE_ARN} = ${terms.responderRole}
  AND (
    (eventsource = 's3.amazonaws.com' AND eventname = 'PutBucketPolicy')
    OR (
      eventsource = 'iam.amazonaws.com'
      AND eventname IN ('AttachRolePolicy', 'AttachUserPolicy')
      AND ${requested("policyArn")} = ${terms.quarantinePolicy}
    )
  )
ORDER BY event_time`,
  },
  {
    name: "who-lifted-a-block",
    question:
      "Who but the responder changed the bucket's policy, took a quarantine away or changed it? Terraform's own applies show too.",
    parameters: [...WHEN_AND_WHERE, BUCKET],
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  ${WHOM},
  ${requested("bucketName")} AS bucket,
  ${DENYLIST},
  ${WHO},
  ${FROM_WHERE}
FROM ${terms.managementCalls}
WHERE ${IN_QUESTION}
  AND errorcode IS NULL
  AND ${ROLE_ARN} <> ${terms.responderRole}
  AND (
    (
      eventsource = 's3.amazonaws.com'
      AND eventname IN ('DeleteBucketPolicy', 'PutBucketPolicy')
      AND ${requested("bucketName")} = ?
    )
    OR (
      eventsource = 'iam.amazonaws.com'
      AND eventname IN ${oneOf(UNQUARANTINING)}
      AND ${requested("policyArn")} = ${terms.quarantinePolicy}
    )
  )
ORDER BY event_time`,
  },
  {
    name: "who-touched-the-product",
    question:
      "Who but the deployment role and the responder changed a part of Bucket Warden, the bucket's settings or a security service, or tried to?",
    parameters: [...WHEN_AND_WHERE, BUCKET],
    sql: `SELECT
  eventtime AS event_time,
  eventsource AS service,
  eventname AS call,
  errorcode AS refused,
  requestparameters AS request,
  ${WHO},
  ${FROM_WHERE}
FROM ${terms.managementCalls}
WHERE ${IN_QUESTION}
  AND eventcategory = 'Management'
  AND readonly = 'false'
  AND ${ROLE_ARN} NOT IN (${terms.deploymentRole}, ${terms.responderRole})
  AND (
    requestparameters LIKE '%${terms.prefix}-%'
    OR requestparameters LIKE '%"${terms.prefix}"%'
    OR requestparameters LIKE '%/${terms.prefix}"%'
    OR ${requested("bucketName")} = ?
    OR eventname IN ${oneOf(ON_SERVICES)}
  )
ORDER BY event_time`,
  },
];
