import { DENYLIST_SID } from "../../../lambda/responder/contain/denylist";
import { BUCKET, roleIdentity, scheduled, trailEvent } from "./fixtures";
import { alertsOf, attacked, fail, respondWith } from "./invoke";

describe("a bucket policy changed by another hand", () => {
  const changed = (identity: Readonly<Record<string, unknown>>) =>
    trailEvent({
      eventName: "DeleteBucketPolicy",
      eventTime: "2026-01-01T12:10:00Z",
      requestParameters: { bucketName: BUCKET, policy: "" },
      userIdentity: identity,
      eventID: "CHANGE1",
    });
  const operator = roleIdentity({ name: "ops", id: "AROAOPS", session: "jo" });

  test("gets its denylist back, and the team is told whose block had been lifted, once", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    aws.bucketPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Theirs" }] });

    await handle(changed(operator));
    aws.now = new Date(aws.now.getTime() + 3_600_000);
    await handle(changed(operator));

    expect(JSON.parse(aws.bucketPolicy)).toMatchObject({
      Statement: [{ Sid: "Theirs" }, { Sid: DENYLIST_SID }],
    });
    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration", severity: "CRITICAL" }]);
  });

  test("is told of by the retry when the alert couldn't be sent", async () => {
    const aws = attacked();
    await respondWith(aws)(trailEvent());
    aws.bucketPolicy = undefined;
    await expect(respondWith(aws, { publish: fail })(changed(operator))).rejects.toThrow("down");

    await respondWith(aws)(changed(operator));

    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration" }]);
  });

  test("is not looked at when the responder itself changed it", async () => {
    const aws = attacked();
    const own = roleIdentity({ name: "warden-responder", id: "AROARESPONDER", session: "fn" });
    await respondWith(aws)(changed(own));
    expect(aws.calls).toEqual(["log"]);
  });

  test("unseen by CloudTrail gets its denylist back by the schedule", async () => {
    const aws = attacked();
    const handle = respondWith(aws);
    await handle(trailEvent());
    aws.bucketPolicy = undefined;

    await handle(scheduled);

    expect(aws.bucketPolicy).toContain("AIDAINTRUDER");
    expect(alertsOf(aws).slice(1)).toMatchObject([{ kind: "restoration" }]);
  });
});
