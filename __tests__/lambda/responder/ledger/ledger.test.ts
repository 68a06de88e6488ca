import {
  claimFields,
  sentUpdate,
  standing,
  isToldOpen,
} from "../../../../lambda/responder/ledger/alert-claim";
import {
  assign,
  finishedSteps,
  incidentId,
  recordFields,
  requestKey,
} from "../../../../lambda/responder/ledger/ledger";
import { type Steps } from "../../../../lambda/responder/outcome";
import { FakeTable } from "../fake-table";
import { upload } from "../fixtures";

const now = new Date("2026-01-01T00:00:00Z");
const id = incidentId(upload);
const steps: Steps = {
  remove: { status: "gone", versionId: "v1" },
  contain: { status: "failed", error: "down" },
  quarantine: { status: "awaiting-trail", why: "later" },
  abort: { status: "none-unfinished" },
};

/** What the ledger holds after these records, one after the other. */
async function after(...records: Parameters<typeof recordFields>[0][]) {
  const table = new FakeTable();
  for (const record of records) await table.update(assign(id, recordFields(record, now)));
  return table.items.get(id);
}

describe("an incident's id", () => {
  test("is the same for both triggers of one version", () => {
    expect(incidentId({ ...upload, requestId: "OTHER" })).toBe(incidentId(upload));
  });

  test.each([
    ["version", { versionId: "v2" }],
    ["key", { key: "other" }],
    ["bucket", { bucket: "other" }],
  ])("differs by %s", (_, change) => {
    expect(incidentId({ ...upload, ...change })).not.toBe(incidentId(upload));
  });

  test("is made from the call's id when no version is known", () => {
    const { versionId, ...unknown } = upload;
    expect(versionId).toBeDefined();
    expect(incidentId(unknown)).toMatch(/#REQUEST1$/);
  });

  test("stays short and plain whatever the key", () => {
    const hostile = incidentId({ ...upload, key: "\n\u202e".repeat(500) });
    expect(hostile).toMatch(/^[\w#.-]+$/);
    expect(hostile.length).toBeLessThan(200);
  });

  test("can be found by the call's id", () => {
    expect(requestKey(upload)).toBe("request#acme-production#REQUEST1");
  });
});

describe("the record of an incident", () => {
  test("gives back the steps that were finished", async () => {
    expect(finishedSteps(await after({ id, upload, steps }))).toEqual({
      remove: steps.remove,
      abort: steps.abort,
    });
  });

  test("of a failure doesn't cover up an earlier success", async () => {
    const done: Steps = { ...steps, contain: { status: "blocked", userId: "AIDAX" } };
    const item = await after({ id, upload, steps: done }, { id, upload, steps });
    expect(finishedSteps(item)).toMatchObject({ contain: done.contain });
  });

  test("of a success replaces an earlier failure", async () => {
    const done: Steps = { ...steps, contain: { status: "blocked", userId: "AIDAX" } };
    const item = await after({ id, upload, steps }, { id, upload, steps: done });
    expect(finishedSteps(item)).toMatchObject({ contain: done.contain });
  });

  test.each(["impossible", "no-room"] as const)("of %s is tried again", async (status) => {
    const contain = { status, userId: "AIDAX", why: "w" };
    const item = await after({ id, upload, steps: { ...steps, contain } });
    expect(finishedSteps(item)).not.toHaveProperty("contain");
  });

  test("takes the principal from CloudTrail, and all else from whoever came first", async () => {
    const notified = {
      ...upload,
      trigger: "notification",
      principal: { kind: "user", userId: "AIDAINTRUDER" },
      time: "2026-01-01T12:00:00.123Z",
    } as const;
    for (const order of [
      [notified, upload],
      [upload, notified],
    ]) {
      const item = await after(...order.map((one) => ({ id, upload: one, steps })));
      expect(item?.principal).toMatchObject({ M: { arn: { S: expect.any(String) as unknown } } });
      expect(item?.time).toEqual({ S: order[0]?.time });
    }
  });

  test("writes who issued a federated user as an id", async () => {
    const principal = {
      kind: "federated",
      userId: "111111111111:temp",
      issuer: { kind: "user", userId: "AIDAISSUER" },
    } as const;
    const item = await after({ id, upload: { ...upload, principal }, steps });
    expect(item?.principal).toMatchObject({ M: { issuer: { S: "AIDAISSUER" } } });
  });

  test("is kept for 400 days", async () => {
    const item = await after({ id, upload, steps });
    const days =
      (Number((item?.expiresAt as { N: string }).N) * 1_000 - now.getTime()) / 86_400_000;
    expect(days).toBe(400);
  });
});

describe("the claim on an alert", () => {
  const claim = { id, stage: "contained", at: now } as const;
  const later = (seconds: number) => ({ ...claim, at: new Date(now.getTime() + seconds * 1_000) });

  test("is whose record came first", () => {
    expect(standing({}, claim)).toBe("mine");
    expect(standing(claimFields(claim), later(59))).toBe("theirs");
  });

  test("of an invocation that must be dead is to be taken over", () => {
    expect(standing(claimFields(claim), later(61))).toEqual({ stale: String(now.getTime()) });
  });

  test.each([
    ["contained", "contained", "said"],
    ["quarantined", "contained", "said"],
    ["contained", "quarantined", "mine"],
    ["quarantined", "recovered", "mine"],
    ["recovered", "recovered", "said"],
  ] as const)("after an alert %s, one %s is %s", async (sent, wanted, whose) => {
    const table = new FakeTable();
    await table.update(sentUpdate({ ...claim, stage: sent }, false));
    expect(standing(table.items.get(id) ?? {}, { ...later(1), stage: wanted })).toBe(whose);
  });

  test("remembers a failure that the team was told of, until it is told otherwise", async () => {
    const table = new FakeTable();
    const isOpen = () => isToldOpen(table.items.get(id) ?? {}, "contained");
    expect(isOpen()).toBe(false);
    await table.update(sentUpdate(claim, true));
    expect(isOpen()).toBe(true);
    expect(isToldOpen(table.items.get(id) ?? {}, "quarantined")).toBe(false);
    await table.update(sentUpdate({ ...claim, stage: "quarantined" }, false));
    expect(isOpen()).toBe(false);
  });
});
