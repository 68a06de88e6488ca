import {
  added,
  answered,
  BY_PRINCIPAL,
  FROM_WHERE,
  IN_QUESTION,
  oneOf,
  PRINCIPAL,
  type QueryTerms,
  REFUSALS_BY_PRINCIPAL,
  REFUSED,
  requested,
  type SavedQuery,
  WHEN_AND_WHERE,
  WHO,
} from "./saved-query";

/** CloudTrail's names of the calls that create an object; browser uploads have two. */
const CREATING = [
  "CompleteMultipartUpload",
  "CopyObject",
  "POST Object",
  "PostObject",
  "PutObject",
];

/** Calls that hand out content; a copy is read by S3 itself and says so only as a copy. */
const READING = ["CopyObject", "GetObject", "SelectObjectContent", "UploadPartCopy"];

const OBJECT = `${requested("bucketName")} AS bucket,
  ${requested("key")} AS object_key`;

/**
 * Questions about objects. No bucket is asked for: an account's trail records the objects of its
 * production bucket and no others, and a call by way of an access point bears another name there.
 */
export const objectQueries = ({ objectCalls }: QueryTerms): readonly SavedQuery[] => [
  {
    name: "who-uploaded",
    question: "Who created objects in the production bucket, from where, and which versions?",
    parameters: WHEN_AND_WHERE,
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  ${OBJECT},
  ${answered("x-amz-version-id")} AS version_id,
  ${added("bytesTransferredIn")} AS bytes,
  ${WHO},
  ${FROM_WHERE},
  requestid AS request_id
FROM ${objectCalls}
WHERE ${IN_QUESTION}
  AND eventsource = 's3.amazonaws.com'
  AND eventname IN ${oneOf(CREATING)}
  AND errorcode IS NULL
  AND errormessage IS NULL
ORDER BY event_time`,
  },
  {
    name: "who-deleted",
    question:
      "Who deleted objects (by a delete marker) or versions (for good)? DeleteObjects names no keys in CloudTrail: the access logs do.",
    parameters: WHEN_AND_WHERE,
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  ${OBJECT},
  CASE
    WHEN eventname = 'DeleteObjects' THEN 'several: see the access logs'
    WHEN ${requested("versionId")} IS NOT NULL THEN 'version'
    ELSE 'marker'
  END AS what,
  coalesce(${requested("versionId")}, ${answered("x-amz-version-id")}) AS version_id,
  ${WHO},
  ${FROM_WHERE}
FROM ${objectCalls}
WHERE ${IN_QUESTION}
  AND eventsource = 's3.amazonaws.com'
  AND eventname IN ('DeleteObject', 'DeleteObjects')
  AND errorcode IS NULL
ORDER BY event_time`,
  },
  {
    name: "what-was-read",
    question: "Which objects did a principal read or copy: what was taken?",
    parameters: [...WHEN_AND_WHERE, PRINCIPAL],
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  ${OBJECT},
  ${requested("versionId")} AS version_id,
  ${requested("x-amz-copy-source")} AS copied_from,
  ${added("bytesTransferredOut")} AS bytes,
  ${WHO},
  ${FROM_WHERE}
FROM ${objectCalls}
WHERE ${IN_QUESTION}
  AND eventsource = 's3.amazonaws.com'
  AND eventname IN ${oneOf(READING)}
  AND errorcode IS NULL
  AND ${BY_PRINCIPAL}
ORDER BY event_time`,
  },
  {
    name: "refused-at-objects",
    question: "Who was refused at the production bucket's objects, how often, trying what?",
    parameters: WHEN_AND_WHERE,
    sql: `${REFUSALS_BY_PRINCIPAL}
FROM ${objectCalls}
WHERE ${IN_QUESTION}
  AND eventcategory = 'Data'
  AND ${REFUSED}
GROUP BY 1, 2
ORDER BY attempts DESC, who`,
  },
  {
    name: "objects-by-principal",
    question: "What did a principal do to objects, refused attempts included?",
    parameters: [...WHEN_AND_WHERE, PRINCIPAL],
    sql: `SELECT
  eventtime AS event_time,
  eventname AS call,
  errorcode AS refused,
  ${OBJECT},
  coalesce(${requested("versionId")}, ${answered("x-amz-version-id")}) AS version_id,
  ${WHO},
  ${FROM_WHERE}
FROM ${objectCalls}
WHERE ${IN_QUESTION}
  AND eventcategory = 'Data'
  AND ${BY_PRINCIPAL}
ORDER BY event_time`,
  },
];
