import { readRecord } from "./parse-notification";
import { readCall } from "./parse-trail";
import { type Fields, fieldsAt, isFields, type Reading } from "./reading";

/** How each known envelope is told from the others, and what it holds. The first that fits wins. */
const ENVELOPES: readonly {
  fits: (event: Fields) => boolean;
  open: (event: Fields) => Reading[];
}[] = [
  {
    fits: (event) => Array.isArray(event.Records),
    open: (event) => (event.Records as unknown[]).map(readAny),
  },
  {
    fits: (event) => event["detail-type"] === "AWS API Call via CloudTrail",
    open: (event) => [readCall(fieldsAt(event, "detail"))],
  },
  {
    fits: (event) => event.Event === "s3:TestEvent",
    open: () => [{ ignored: "the test event that S3 sends when a notification is set up" }],
  },
];

/** Every upload into `bucket` that an event tells of, and why the rest of it is left alone. */
export function parseEvent(event: unknown, bucket: string): Reading[] {
  const envelope = isFields(event) ? ENVELOPES.find(({ fits }) => fits(event)) : undefined;
  if (!envelope || !isFields(event))
    return [{ ignored: "an event of a kind that tells of no upload" }];
  return envelope.open(event).map((reading) => elsewhere(reading, bucket) ?? reading);
}

function readAny(record: unknown): Reading {
  return isFields(record) ? readRecord(record) : { unreadable: "a record that is no object" };
}

function elsewhere(reading: Reading, bucket: string): Reading | undefined {
  if (!("upload" in reading) || reading.upload.bucket === bucket) return undefined;
  return { ignored: `the bucket "${reading.upload.bucket}" is not guarded here` };
}
