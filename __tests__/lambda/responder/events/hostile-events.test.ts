import fc from "fast-check";
import { decide } from "../../../../lambda/responder/decide/decide";
import { parseEvent } from "../../../../lambda/responder/events/parse-event";
import { type Reading } from "../../../../lambda/responder/events/reading";
import { ACCOUNT, BUCKET, notification, notifications, settings, trailEvent } from "../fixtures";

/** How many hostile events each property is tried with; told in the title. */
const RUNS = 3_000;

const parse = (event: unknown): Reading[] =>
  parseEvent(event, { bucket: BUCKET, accountId: ACCOUNT });

/** JSON of any shape, some of it where AWS puts what matters. */
const json = fc.jsonValue({ maxDepth: 6 });
const event = fc.oneof(
  json,
  json.map((record) => notifications(record)),
  json.map((userIdentity) => trailEvent({ userIdentity })),
  json.map((requestParameters) => trailEvent({ requestParameters })),
  json.map((resources) =>
    trailEvent({ resources, requestParameters: { bucketName: "x-s3alias", key: "k" } }),
  ),
  json.map((s3) => notifications({ ...notification({}), s3 })),
  json.map((object) =>
    notifications({ ...notification({}), s3: { bucket: { name: BUCKET }, object } }),
  ),
  json.map((body) => ({ Records: [{ eventSource: "aws:sqs", body: JSON.stringify(body) }] })),
  json.map((body) => ({ Records: [{ eventSource: "aws:sqs", body }] })),
  json.map((Message) => ({ Records: [{ EventSource: "aws:sns", Sns: { Message } }] })),
  json.map((requestPayload) => ({ requestContext: {}, requestPayload })),
  fc.tuple(json, json).map(([detail, type]) => ({ "detail-type": type, detail })),
  json.map((detail) => ({ "detail-type": "AWS API Call via CloudTrail", detail })),
);

const bucketOf = (reading: Reading) => {
  if ("upload" in reading) return reading.upload.bucket;
  if ("denied" in reading) return reading.denied.bucket;
  return "policyChange" in reading ? reading.policyChange.bucket : BUCKET;
};

test(`no event of ${RUNS} makes the reader throw, or tells of a bucket that isn't guarded`, () => {
  fc.assert(
    fc.property(event, (hostile) => {
      for (const reading of parse(hostile)) expect(bucketOf(reading)).toBe(BUCKET);
    }),
    { numRuns: RUNS },
  );
});

test(`no upload of ${RUNS} by a made-up caller makes the decision throw`, () => {
  const identity = fc.record(
    {
      type: fc.constantFrom(
        "IAMUser",
        "AssumedRole",
        "FederatedUser",
        "Root",
        "AWSAccount",
        "AWSService",
      ),
      principalId: fc.oneof(fc.constantFrom("AROAX:s", "AIDAX"), fc.string(), json),
      arn: fc.oneof(fc.string(), json),
      accountId: fc.oneof(fc.string(), json),
      sessionContext: json,
    },
    { requiredKeys: ["type"] },
  );
  fc.assert(
    fc.property(identity, (userIdentity) => {
      const verdicts = parse(trailEvent({ userIdentity })).map((reading) =>
        "upload" in reading ? decide(reading.upload, settings).verdict : "no upload",
      );
      expect(["intruder", "protected"]).toEqual(expect.arrayContaining(verdicts));
    }),
    { numRuns: RUNS },
  );
});

test("text of a megabyte is read in no time, wherever it stands", () => {
  const long = "ä%+".repeat(350_000);
  const events = [
    long,
    notifications(notification({ object: { key: long } })),
    notifications(notification({ principalId: long })),
    notifications(notification({ principalId: `AWS:AROAX:${long}` })),
    notifications(notification({ eventName: `ObjectCreated:${long}` })),
    trailEvent({ eventName: long }),
    trailEvent({ requestParameters: { bucketName: long, key: long } }),
    trailEvent({ requestParameters: { bucketName: `${long}-s3alias`, key: long } }),
    trailEvent({ userIdentity: { type: "AssumedRole", principalId: `AROAX:${long}`, arn: long } }),
    { Records: [{ eventSource: "aws:sqs", body: long }] },
    { Records: Array.from({ length: 100_000 }, () => ({})) },
  ];

  const started = performance.now();
  for (const hostile of events) {
    for (const reading of parse(hostile)) {
      if ("upload" in reading) decide(reading.upload, settings);
    }
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});
