import { parseEvent } from "../../lambda/responder/events/parse-event";
import { partitionOf, type WorkloadNames } from "../../config/names";
import type { Trigger, Upload } from "../../lambda/responder/events/upload";
import { callEvent } from "../../samples/call";
import { TIME } from "../../samples/place";
import { OWNER_ID, type Somebody } from "./somebody";

type Place = Pick<WorkloadNames, "bucket" | "place">;

/** An upload by somebody as the responder reads it of either trigger; undefined where it can't. */
export function uploadBy(
  trigger: Trigger,
  { principalId, identity }: Pick<Somebody, "principalId" | "identity">,
  names: Place,
): Upload | undefined {
  const event =
    trigger === "trail" ? callOf(identity, names) : { Records: [recordOf(principalId, names)] };
  const { bucket, place } = names;
  const [reading] = parseEvent(event, { bucket, accountId: place.accountId });
  return reading && "upload" in reading ? reading.upload : undefined;
}

const KEY = "any/object.csv";

/** S3 guide, notification-content-structure. */
const recordOf = (principalId: string, { bucket, place }: Place) => ({
  eventVersion: "2.1",
  eventSource: "aws:s3",
  awsRegion: place.region,
  eventTime: TIME,
  eventName: "ObjectCreated:Put",
  userIdentity: { principalId },
  requestParameters: { sourceIPAddress: "203.0.113.7" },
  responseElements: { "x-amz-request-id": "C3D13FE58DE4C810" },
  s3: {
    bucket: {
      name: bucket,
      ownerIdentity: { principalId: OWNER_ID },
      arn: `arn:${partitionOf(place.region)}:s3:::${bucket}`,
    },
    object: { key: KEY, size: 1, versionId: "096fKKXTRTtl3on89fVO.nfljtsv6qko" },
  },
});

const callOf = (identity: object, { bucket, place }: Place) =>
  callEvent(
    { account: place.accountId, region: place.region },
    {
      ...{ service: "s3", name: "PutObject", category: "Data", by: () => identity },
      parameters: { bucketName: bucket, key: KEY },
    },
  );
