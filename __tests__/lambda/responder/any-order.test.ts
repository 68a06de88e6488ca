import fc from "fast-check";
import { type Ports } from "../../../lambda/responder/handler";
import { FakeAws } from "./fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  trailEvent,
  userIdentity,
} from "./fixtures";
import { alertsOf, respondWith } from "./invoke";

/** Who uploads in these stories: id, what CloudTrail says of them, and whether they may. */
const PEOPLE = [
  { id: "AIDAINTRUDER", identity: userIdentity, entry: "AIDAINTRUDER" },
  {
    id: "AROAX:laptop",
    identity: roleIdentity({ name: "reporting", id: "AROAX", session: "laptop" }),
    entry: "AROAX:*",
  },
  { id: "AIDAUPLOADER", identity: { ...userIdentity, principalId: "AIDAUPLOADER" } },
] as const;
type Person = (typeof PEOPLE)[number];

interface Upload {
  readonly person: Person;
  readonly key: string;
  readonly versionId: string;
}

const AT = new Date("2026-01-01T12:00:00Z");

/** Uploads one after the other into a new bucket; a key may be written by several. */
const story = fc
  .array(fc.record({ person: fc.constantFrom(...PEOPLE), key: fc.constantFrom("a", "b") }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((uploads) => uploads.map((one, index): Upload => ({ ...one, versionId: `v${index + 1}` })));

const byNotification = ({ person, key, versionId }: Upload) =>
  notifications(notification({ principalId: `AWS:${person.id}`, object: { key, versionId } }));

const byTrail = ({ person, key, versionId }: Upload) =>
  trailEvent({
    userIdentity: person.identity,
    requestParameters: { bucketName: "acme-production", key },
    responseElements: { "x-amz-version-id": versionId },
    requestID: `R-${versionId}`,
  });

/** Both events of every upload, some of them twice, in any order. */
const delivered = story.chain((uploads) => {
  const once = uploads.flatMap((upload) => [byNotification(upload), byTrail(upload)]);
  return fc
    .tuple(fc.subarray(once), fc.integer())
    .chain(([again]) => {
      const all = [...once, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length });
    })
    .map((events) => ({ uploads, events }));
});

const FALLIBLE = [
  "deleteVersion",
  "readBucketPolicy",
  "writeBucketPolicy",
  "readDenylist",
  "changeDenylist",
  "recordBlock",
  "markQuarantined",
  "attachQuarantine",
  "listUploads",
  "file",
  "publish",
  "table.read",
  "table.update",
  "table.updateAll",
] as const;

/** One call, the nth of its kind, fails. */
const failure = fc.record({ port: fc.constantFrom(...FALLIBLE), nth: fc.nat(6) });

function failing(aws: FakeAws, { port, nth }: { port: string; nth: number }): Partial<Ports> {
  let calls = 0;
  const spoil =
    (works: (...args: never[]) => unknown) =>
    (...args: never[]): unknown =>
      calls++ === nth ? Promise.reject(new Error("AWS is down")) : works(...args);
  const ports = aws.ports();
  const [outer = "", inner] = port.split(".");
  if (inner === undefined) return { [outer]: spoil(ports[outer as "publish"]) };
  const { table } = ports;
  return { table: { ...table, [inner]: spoil(table[inner as "read"]) } };
}

/** Lambda gives a failed event two more tries. */
async function deliver(handle: (event: unknown) => Promise<void>, event: unknown): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await handle(event);
      return;
    } catch {
      // tried again, as Lambda does
    }
  }
  throw new Error("all three tries failed");
}

function prepared(uploads: readonly Upload[]): FakeAws {
  const aws = new FakeAws();
  for (const { key, versionId } of uploads) aws.bucket.put(key, versionId, AT);
  return aws;
}

const intrusions = (uploads: readonly Upload[]) =>
  uploads.filter(({ person }) => "entry" in person);

const scheduled = {
  id: "tick-1",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  time: "2026-01-01T12:05:00Z",
};

async function expectEndState(aws: FakeAws, uploads: readonly Upload[]): Promise<void> {
  // Tidies up after invocations that got in each other's way.
  await respondWith(aws)(scheduled);

  const intruders = intrusions(uploads);
  const allowed = uploads.filter((upload) => !intruders.includes(upload));
  expect(aws.bucket.ids()).toEqual(allowed.map(({ versionId }) => versionId));
  const entries = intruders.map(({ person }) => ("entry" in person ? person.entry : ""));
  expect([...aws.denylist].sort()).toEqual([...new Set(entries)].sort());
  for (const entry of entries) expect(aws.bucketPolicy).toContain(JSON.stringify(entry));
  expect(aws.bucketPolicy ?? "").not.toContain("AIDAUPLOADER");
  expect(new Set(aws.quarantined).size).toBe(new Set(entries).size);
  for (const entry of entries) {
    const block = aws.table.items.get(`block#${BUCKET}#${entry}`);
    expect(aws.quarantined).toContain((block?.quarantined as { S: string }).S);
  }
  // Who was told of is told of with the whole identity at last.
  const told = alertsOf(aws).filter(
    ({ stage }) => stage === "quarantined" || stage === "recovered",
  );
  expect(new Set(told.map(({ principal }) => principal?.userId))).toEqual(
    new Set(intruders.map(({ person }) => person.id)),
  );
}

test("any order and any repetition of the events lead to the same end", async () => {
  await fc.assert(
    fc.asyncProperty(delivered, async ({ uploads, events }) => {
      const aws = prepared(uploads);
      for (const event of events) await respondWith(aws)(event);
      await expectEndState(aws, uploads);
    }),
    { numRuns: 300 },
  );
});

test("all events at the same time lead to the same end", async () => {
  await fc.assert(
    fc.asyncProperty(delivered, async ({ uploads, events }) => {
      const aws = prepared(uploads);
      await Promise.all(events.map((event) => respondWith(aws)(event)));
      await expectEndState(aws, uploads);
    }),
    { numRuns: 300 },
  );
});

test("any single failure, with Lambda's tries after it, leads to the same end", async () => {
  await fc.assert(
    fc.asyncProperty(delivered, failure, async ({ uploads, events }, fault) => {
      const aws = prepared(uploads);
      const handle = respondWith(aws, failing(aws, fault));
      for (const event of events) await deliver(handle, event);
      await expectEndState(aws, uploads);
    }),
    { numRuns: 300 },
  );
});

test("a flood's uploads are removed whole, whichever single call fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 60 }), failure, async (count, fault) => {
      const [person] = PEOPLE;
      const uploads = Array.from({ length: count }, (_, index) => ({
        person,
        key: `k${index}`,
        versionId: `v${index + 1}`,
      }));
      const aws = prepared(uploads);
      const handle = respondWith(aws, failing(aws, fault));
      await Promise.all(uploads.map((upload) => deliver(handle, byNotification(upload))));
      expect(aws.bucket.ids()).toEqual([]);
      expect(aws.denylist).toEqual(["AIDAINTRUDER"]);
      expect(aws.published.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});
