import { TELLS_NOTHING, unwrap } from "./parse-envelope";
import { readNotification } from "./parse-notification";
import { type AccountOf, type GuardedPlace } from "./parse-place";
import { readCall } from "./parse-trail";
import { type Fields, fieldsAt, isFields, known, type Reading, textOf } from "./reading";

/** Every record of an event: uploads into the guarded bucket, and why the rest is left alone. */
export function parseEvent(event: unknown, { bucket, accountId }: GuardedPlace): Reading[] {
  return readEvent(event, (name) => (name === bucket ? accountId : undefined));
}

/** The same where several buckets are guarded. */
export function readEvent(event: unknown, accountOf: AccountOf): Reading[] {
  return unwrap(event).map((found) => {
    if ("reading" in found) return found.reading;
    const reading = KINDS.find(({ fits }) => fits(found.event))?.read(found.event, accountOf);
    return reading ? (elsewhere(reading, accountOf) ?? reading) : { ignored: TELLS_NOTHING };
  });
}

/** Who sends which events, and how each is read. The first that fits wins. */
const KINDS: readonly {
  readonly fits: (event: Fields) => boolean;
  readonly read: (event: Fields, accountOf: AccountOf) => Reading;
}[] = [
  {
    fits: (event) => event["detail-type"] === "AWS API Call via CloudTrail",
    read: (event) => readCall(fieldsAt(event, "detail")),
  },
  {
    fits: (event) => event["detail-type"] === "Scheduled Event" && event.source === "aws.events",
    read: readSchedule,
  },
  {
    fits: (event) => event["detail-type"] === "Object Created" && event.source === "aws.s3",
    read: readObjectCreated,
  },
  {
    fits: (event) => event.Event === "s3:TestEvent",
    read: (event) => ({
      ignored: "the test event that S3 sends when a notification is set up",
      about: known({ bucket: textOf(event, "Bucket") }),
    }),
  },
  {
    fits: (event) => event.eventSource === "aws:s3" || isFields(event.s3),
    read: readNotification,
  },
  {
    // A record of a CloudTrail log file: the call without EventBridge's envelope.
    fits: (event) => textOf(event, "eventVersion") !== undefined && "eventSource" in event,
    read: readCall,
  },
];

function readSchedule(event: Fields): Reading {
  const time = textOf(event, "time") ?? "unknown";
  return { scheduled: { eventId: textOf(event, "id") ?? time, time } };
}

/** `requester` is an account or a service: nobody who could be blocked. */
function readObjectCreated(event: Fields): Reading {
  const object = fieldsAt(event, "detail", "object");
  return {
    ignored: "EventBridge's own event of S3 names no caller: the notification and CloudTrail do",
    about: known({
      bucket: textOf(fieldsAt(event, "detail", "bucket"), "name"),
      key: textOf(object, "key"),
      versionId: textOf(object, "version-id"),
    }),
  };
}

function elsewhere(reading: Reading, accountOf: AccountOf): Reading | undefined {
  const about = aboutOf(reading);
  if (!about || accountOf(about.bucket) !== undefined) return undefined;
  const { bucket, principal, key, versionId } = about;
  return {
    ignored: `the bucket "${bucket}" is not guarded here`,
    about: { bucket, principal, ...known({ key, versionId }) },
  };
}

/** Of a reading that asks for something to be done. */
function aboutOf(reading: Reading) {
  if ("upload" in reading) return reading.upload;
  if ("denied" in reading) return { ...reading.denied, versionId: undefined };
  if ("policyChange" in reading) {
    return { ...reading.policyChange, key: undefined, versionId: undefined };
  }
  return undefined;
}
