import fc from "fast-check";
import { type Actor } from "../../cli/rehearse/actor";
import { clientsFor } from "../../cli/rehearse/clients";
import { notificationEvent, policyEvent, trailEvent } from "../../cli/rehearse/events";
import { type PutCall } from "../../cli/rehearse/upload";
import { parseEvent } from "../../lambda/responder/events/parse-event";

const place = { accountId: "222222222222", region: "us-east-1", partition: "aws" };
const clients = clientsFor({
  endpoint: "http://127.0.0.1:9",
  region: "us-east-1",
  credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
});
const user: Actor = {
  title: "An intruder",
  arn: "arn:aws:iam::222222222222:user/eve",
  callerArn: "arn:aws:iam::222222222222:user/eve",
  userId: "AIDAEVE",
  clients,
};
const session: Actor = {
  title: "A contractor",
  arn: "arn:aws:iam::222222222222:role/contractor",
  callerArn: "arn:aws:sts::222222222222:assumed-role/contractor/overtime",
  userId: "AROACONTRACTOR:overtime",
  clients,
};

const callOf = (actor: Actor, changes: Partial<PutCall> = {}): PutCall => ({
  actor,
  bucket: "prod",
  key: "a/b.csv",
  size: 3,
  at: new Date("2026-01-02T03:04:05.678Z"),
  requestId: "REQUEST",
  outcome: { status: "accepted", versionId: "v1", etag: "e1" },
  ...changes,
});

test("the trail's event of a changed bucket policy names the call and who made it", () => {
  const call = {
    actor: session,
    eventName: "PutBucketPolicy",
    bucket: "prod",
    at: new Date(),
  } as const;
  expect(parseEvent(policyEvent(call, place), guarded)).toEqual([
    { policyChange: expect.objectContaining({ call: "PutBucketPolicy", bucket: "prod" }) },
  ]);
});

const guarded = { bucket: "prod", accountId: place.accountId };

test("any key survives the way through the notification and the function's parser", () => {
  const key = fc.string({ minLength: 1, unit: "grapheme" });
  fc.assert(
    fc.property(key, (written) => {
      const event = notificationEvent(callOf(user, { key: written }), "responder", place);
      expect(parseEvent(event, guarded)).toEqual([
        { upload: expect.objectContaining({ key: written, versionId: "v1", etag: "e1" }) },
      ]);
    }),
  );
});

test("the notification encodes blanks and signs as a form does, and keeps slashes", () => {
  const event = notificationEvent(callOf(user, { key: "a/b c+50%.csv" }), "responder", place);

  expect(event.Records[0]?.s3.object.key).toBe("a/b+c%2B50%25.csv");
});

test("the trail's event names a user as the function expects it", () => {
  expect(parseEvent(trailEvent(callOf(user), place), guarded)).toEqual([
    {
      upload: expect.objectContaining({
        key: "a/b.csv",
        versionId: "v1",
        principal: { kind: "user", userId: "AIDAEVE", arn: user.arn, userName: "eve" },
      }),
    },
  ]);
});

test("the trail's event names the role behind a session", () => {
  const [reading] = parseEvent(trailEvent(callOf(session), place), guarded);

  expect(reading).toHaveProperty("upload.principal.kind", "role-session");
  expect(reading).toHaveProperty("upload.principal.roleArn", session.arn);
  expect(reading).toHaveProperty("upload.principal.userId", session.userId);
});

test("a refused call is told as a failure, which the function counts", () => {
  const refused = callOf(user, { outcome: { status: "refused", because: "no" } });

  expect(parseEvent(trailEvent(refused, place), guarded)).toEqual([
    { denied: expect.objectContaining({ key: "a/b.csv", error: "AccessDenied" }) },
  ]);
});
