import { denylistStatement, NOBODY } from "../../lambda/responder/contain/denylist";
import { makeHandler, type Ports } from "../../lambda/responder/handler";
import { guardedBucket } from "../../lambda/responder/handle-upload";
import { type ResponderSettings } from "../../lambda/responder/settings";

const WRITER = "AIDABENCH";
const WARM_UP = 500;
const EVENTS = 5_000;

/**
 * Milliseconds of our own code for one event of a flood, from the event to the counted incident:
 * every port answers at once, so no SDK, no network and no waiting is in it.
 */
export async function ownCodeMs(settings: ResponderSettings): Promise<number> {
  const event = notification(settings.bucket);
  const handle = makeHandler({ settings, region: "us-east-1", ports: answeringPorts(settings) });
  const context = { getRemainingTimeInMillis: () => 60_000 };
  for (let index = 0; index < WARM_UP; index++) await handle(event, context);
  const started = process.cpuUsage();
  for (let index = 0; index < EVENTS; index++) await handle(event, context);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000 / EVENTS;
}

const notification = (bucket: string) => ({
  Records: [
    {
      eventName: "ObjectCreated:Put",
      eventTime: "2026-01-01T12:00:00.000Z",
      userIdentity: { principalId: `AWS:${WRITER}` },
      requestParameters: { sourceIPAddress: "203.0.113.7" },
      responseElements: { "x-amz-request-id": "BENCH" },
      s3: { bucket: { name: bucket }, object: { key: "loot/a+b.csv", versionId: "v1", eTag: "e" } },
    },
  ],
});

/** As AWS answers when the writer of the event is blocked, and others of its kind were told of. */
function answeringPorts(settings: ResponderSettings): Ports {
  const list = { userIds: [WRITER, NOBODY], resting: [] };
  const statement = denylistStatement(guardedBucket(settings), list.userIds);
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const item = { userIds: { SS: list.userIds } };
  const nothing = () => Promise.resolve();
  const now = new Date();
  return {
    deleteVersion: () => Promise.resolve({ answer: "gone" }),
    deleteCurrent: () => Promise.resolve({ answer: "gone" }),
    listVersions: () => Promise.resolve({ versions: [] }),
    tagRefused: nothing,
    listUploads: () => Promise.resolve({ uploads: [] }),
    abortUpload: nothing,
    readBucketPolicy: () => Promise.resolve(policy),
    writeBucketPolicy: () => Promise.resolve("written"),
    readDenylist: () => Promise.resolve(list),
    changeDenylist: () => Promise.resolve(list),
    readBlocks: () => Promise.resolve([]),
    recordBlock: nothing,
    markQuarantined: nothing,
    readLifting: () => Promise.resolve([]),
    recordLifting: () => Promise.resolve([]),
    table: {
      read: (pks) => Promise.resolve(new Map(pks.map((pk) => [pk, item]))),
      update: ({ ConditionExpression }) => Promise.resolve(ConditionExpression ? "refused" : {}),
      updateAll: nothing,
    },
    attachQuarantine: () => Promise.resolve("attached"),
    file: () => Promise.resolve("filed"),
    publish: nothing,
    now: () => now,
    pause: nothing,
    log: () => undefined,
  };
}
