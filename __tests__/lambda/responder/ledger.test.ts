import { claimUpdate, releaseUpdate, sentUpdate } from "../../../lambda/responder/alert-claim";
import { finishedSteps, incidentId, recordUpdate } from "../../../lambda/responder/ledger";
import { type Steps } from "../../../lambda/responder/outcome";
import { upload } from "./fixtures";

const now = new Date("2026-01-01T00:00:00Z");
const steps: Steps = {
  remove: { status: "gone", versionId: "v1" },
  contain: { status: "failed", error: "Throttled" },
  quarantine: { status: "awaiting-trail", why: "soon" },
};
const incident = { id: incidentId(upload), upload, steps };

describe("an incident's id", () => {
  test("names the bucket and the version, and the key by its hash", () => {
    expect(incidentId(upload)).toMatch(/^incident#acme-production#[0-9a-f]{32}#v1$/);
  });

  test("is the same for both triggers", () => {
    expect(incidentId({ ...upload, trigger: "notification", requestId: "OTHER" })).toBe(
      incidentId(upload),
    );
  });

  test("differs for another key, and for another version", () => {
    const others = [
      { ...upload, key: "other" },
      { ...upload, versionId: "v2" },
    ].map(incidentId);
    expect(new Set([incidentId(upload), ...others]).size).toBe(3);
  });

  test("falls back on the request when the version is unknown", () => {
    const { versionId, ...unknown } = upload;
    expect(versionId).toBeDefined();
    expect(incidentId(unknown)).toMatch(/#REQUEST1$/);
  });
});

describe("the record of an incident", () => {
  const assignments = (changes: Partial<typeof incident> = {}) =>
    recordUpdate({ ...incident, ...changes }, now).UpdateExpression;

  test("lets what was achieved replace what was known, and a failure fill a gap at most", () => {
    expect(assignments()).toContain("#remove = :remove");
    expect(assignments()).toContain("#contain = if_not_exists(#contain, :contain)");
    expect(assignments()).not.toContain("#quarantine");
  });

  test("takes the principal from CloudTrail, and from a notification only for want of better", () => {
    expect(assignments()).toContain("#principal = :principal");
    expect(assignments({ upload: { ...upload, trigger: "notification" } })).toContain(
      "#principal = if_not_exists(#principal, :principal)",
    );
  });

  test("expires after 400 days, given in seconds", () => {
    const { ExpressionAttributeValues } = recordUpdate(incident, now);
    const expiry = new Date("2027-02-05T00:00:00Z").getTime() / 1_000;
    expect(ExpressionAttributeValues).toHaveProperty([":expiresAt"], { N: String(expiry) });
  });

  test("is read back as the steps that are finished", () => {
    const { ExpressionAttributeValues: values = {} } = recordUpdate(incident, now);
    const item = { remove: values[":remove"], contain: values[":contain"] };
    expect(finishedSteps(item)).toEqual({ remove: steps.remove });
  });

  test.each([undefined, {}, { remove: { S: "?" } }])("reads nothing out of %j", (item) => {
    expect(finishedSteps(item)).toEqual({});
  });
});

describe("the claim on an alert", () => {
  const claim = { id: "i", stage: "contained", at: now } as const;

  test("holds off others for a minute, and is void once this or a later stage was told", () => {
    expect(claimUpdate(claim)).toEqual({
      Key: { pk: { S: "i" } },
      UpdateExpression: "SET #claimed = :now",
      ConditionExpression:
        "attribute_not_exists(#sent0) AND attribute_not_exists(#sent1) AND " +
        "(attribute_not_exists(#claimed) OR #claimed < :stale)",
      ExpressionAttributeNames: {
        "#claimed": "alert_contained_claimed",
        "#sent0": "alert_contained_sent",
        "#sent1": "alert_quarantined_sent",
      },
      ExpressionAttributeValues: {
        ":now": { N: String(now.getTime()) },
        ":stale": { N: String(now.getTime() - 60_000) },
      },
    });
  });

  test("on the last stage is not void because an earlier one was told", () => {
    const { ExpressionAttributeNames } = claimUpdate({ ...claim, stage: "quarantined" });
    expect(Object.values(ExpressionAttributeNames)).not.toContain("alert_contained_sent");
  });

  test("is released only by the one who holds it", () => {
    expect(releaseUpdate(claim)).toMatchObject({
      UpdateExpression: "REMOVE #claimed",
      ConditionExpression: "#claimed = :mine",
      ExpressionAttributeValues: { ":mine": { N: String(now.getTime()) } },
    });
  });

  test("is marked as sent under the stage's own name", () => {
    expect(sentUpdate(claim)).toMatchObject({
      UpdateExpression: "SET #sent = :now",
      ExpressionAttributeNames: { "#sent": "alert_contained_sent" },
    });
  });
});
