import { FakeAws } from "../../lambda/responder/fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  scheduled,
  trailEvent,
} from "../../lambda/responder/fixtures";
import { respondWith } from "../../lambda/responder/invoke";

const MINUTE = 60_000;

const later = (aws: FakeAws, milliseconds: number): void => {
  aws.now = new Date(aws.now.getTime() + milliseconds);
};

/** What makes items of every kind in the ledger, and alerts of every kind of the responder's. */
export async function everything(): Promise<FakeAws> {
  const aws = new FakeAws();
  const handle = respondWith(aws);
  aws.bucket.put("reports/2026 summary.csv", "x", new Date("2026-01-01T12:00:00Z"));
  for (let index = 0; index < 3; index++) {
    aws.bucket.put(`k${index}`, "x", new Date("2026-01-01T12:00:00Z"));
  }
  await handle(notifications(notification({})));
  await handle(trailEvent());
  await handle(notifications(...[0, 1, 2].map(bySession)));
  for (let index = 0; index < 10; index++) await handle(refused(index));

  later(aws, 2 * MINUTE);
  aws.bucketPolicy = undefined;
  await handle(policyDeleted);

  later(aws, 20 * MINUTE);
  await handle(scheduled);
  // An episode that is still going on.
  aws.bucket.put("k3", "x", aws.now);
  await handle(notifications(bySession(3)));
  return aws;
}

const bySession = (index: number) =>
  notification({
    principalId: "AWS:AROAINTRUDER:laptop",
    object: { key: `k${index}`, versionId: `v${index + 2}`, sequencer: `00${index + 62}` },
  });

const refused = (index: number) =>
  trailEvent({
    errorCode: "AccessDenied",
    errorMessage: "Access Denied",
    responseElements: null,
    requestID: `DENIED${index}`,
    eventID: `denied-${index}`,
  });

const policyDeleted = trailEvent({
  eventName: "DeleteBucketPolicy",
  eventTime: "2026-01-01T12:02:00Z",
  requestParameters: { bucketName: BUCKET, policy: "" },
  userIdentity: roleIdentity({ name: "ops", id: "AROAOPS", session: "jo" }),
  eventID: "CHANGE1",
});
