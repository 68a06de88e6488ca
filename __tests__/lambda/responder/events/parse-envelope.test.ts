import { parseEvent } from "../../../../lambda/responder/events/parse-event";
import { ACCOUNT, BUCKET, notification, notifications, trailEvent } from "../fixtures";
import { testEvent } from "../samples/calls";

const parse = (event: unknown) => parseEvent(event, { bucket: BUCKET, accountId: ACCOUNT });

/** One level of wrapping each, as AWS does it. */
const sqs = (...bodies: unknown[]) => ({
  Records: bodies.map((body) => ({
    messageId: "m1",
    receiptHandle: "r1",
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: {},
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:111111111111:uploads",
    awsRegion: "eu-west-1",
  })),
});
const snsJson = (message: unknown) => ({
  Type: "Notification",
  MessageId: "m1",
  TopicArn: "arn:aws:sns:eu-west-1:111111111111:uploads",
  Subject: "Amazon S3 Notification",
  Message: typeof message === "string" ? message : JSON.stringify(message),
  Timestamp: "2026-01-01T12:00:00.000Z",
});
const sns = (message: unknown) => ({
  Records: [
    {
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: "arn:aws:sns:eu-west-1:111111111111:uploads:x",
      Sns: snsJson(message),
    },
  ],
});
const deadLetter = (event: unknown) => ({
  version: "1.0",
  timestamp: "2026-01-01T12:05:00.000Z",
  requestContext: { requestId: "r1", condition: "RetriesExhausted", approximateInvokeCount: 3 },
  requestPayload: event,
  responseContext: { statusCode: 200, functionError: "Unhandled" },
});
const logFile = (...events: { detail: unknown }[]) => ({
  Records: events.map(({ detail }) => detail),
});

const s3 = notifications(notification({}));

test.each([
  ["S3's notification in a queue", sqs(s3), s3],
  ["S3's notification by a topic", sns(s3), s3],
  ["S3's notification as a topic sends it on", snsJson(s3), s3],
  ["S3's notification by a topic in a queue", sqs(snsJson(s3)), s3],
  ["EventBridge's event in a queue", sqs(trailEvent()), trailEvent()],
  ["a CloudTrail log file", logFile(trailEvent()), trailEvent()],
  ["a CloudTrail record alone", trailEvent().detail, trailEvent()],
  ["a record of a notification alone", notification({}), s3],
  ["an invocation that failed for good", deadLetter(s3), s3],
  ["the same, read from its queue", sqs(deadLetter(sqs(snsJson(s3)))), s3],
])("%s says what the bare event says", (_, wrapped, bare) => {
  expect(parse(wrapped)).toEqual(parse(bare));
  expect(parse(wrapped)).toHaveProperty([0, "upload"]);
});

test("every record of every envelope is read, in order", () => {
  const named = (key: string) => notification({ object: { key } });
  const mixed = sqs(notifications(named("a"), named("b")), testEvent, notifications(named("c")));

  expect(parse(mixed)).toMatchObject([
    { upload: { key: "a" } },
    { upload: { key: "b" } },
    { ignored: expect.stringContaining("test event") },
    { upload: { key: "c" } },
  ]);
});

test("a log file tells of other services' calls as well, which are left alone", () => {
  const other = trailEvent({ eventSource: "ec2.amazonaws.com", eventName: "RunInstances" });

  expect(parse(logFile(other, trailEvent()))).toMatchObject([
    { ignored: '"RunInstances" is no call of S3\'s' },
    { upload: { bucket: BUCKET } },
  ]);
});

test.each([
  ["a queue's message", sqs("not JSON")],
  ["a queue's message that is empty", sqs("")],
  ["a topic's notification", sns("not JSON")],
  ["a record that is no object", { Records: [7] }],
])("what should hold an event and doesn't is unreadable: %s", (_, event) => {
  expect(parse(event)).toEqual([{ unreadable: expect.any(String) }]);
});

test("one unreadable message hides no other", () => {
  expect(parse(sqs("not JSON", s3))).toMatchObject([
    { unreadable: expect.any(String) },
    { upload: { bucket: BUCKET } },
  ]);
});

test.each([
  ["a subscription's confirmation", { Type: "SubscriptionConfirmation", Message: "…" }],
  ["a number", 7],
])("a message that tells of nothing is left alone: %s", (_, body) => {
  expect(parse(sqs(body))).toEqual([{ ignored: "an event of a kind that tells of no upload" }]);
});

test("envelopes inside envelopes end at some depth", () => {
  const nested = Array.from({ length: 10_000 }).reduce<object>(
    (event) => ({ Records: [event] }),
    s3,
  );

  expect(parse(nested)).toEqual([{ unreadable: "an event inside more than 10 others" }]);
});
