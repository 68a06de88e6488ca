import { type Played } from "../../../bench/throughput/play";
import { depths, throughputOf, throughputTable } from "../../../bench/throughput/report";

const run = (wallMs: number, calls: number) => ({
  wallMs,
  ownMs: 10,
  requests: Array<string>(calls).fill("POST"),
  error: null,
});

/** Four uploads of one principal by one environment in two seconds. */
const played = (changes: Partial<Played> = {}): Played => ({
  play: { uploads: 4, principals: 1, environments: 1, addedMs: 0 },
  wallSeconds: 2,
  runs: [run(800, 15), run(100, 6), run(125, 6), run(125, 6)],
  calls: { "dynamodb:UpdateItem": 32, "s3:PutBucketPolicy": 1, "dynamodb:UpdateItem (400)": 2 },
  processor: { moto: 0.4, emulator: 0.2 },
  events: { accepted: 4, succeeded: 4, retried: 0, deadLettered: 0, dropped: 0, peakQueue: 4 },
  versionsLeft: { intruders: 0, allowed: 20, allowedExpected: 20 },
  blocks: { expected: 1, inPolicy: 1, inLedger: 1 },
  ...changes,
});

test("a run is told by its rate, its events and who spent what on one of them", () => {
  expect(throughputOf(played())).toEqual({
    uploads: 4,
    principals: 1,
    environments: 1,
    addedMs: 0,
    eventsPerSecond: 2,
    seconds: { median: 0.125, p95: 0.8 },
    calls: { median: 6, perUpload: 8.75 },
    policyWrites: 1,
    refused: 2,
    retried: 0,
    processorMs: { function: 10, moto: 100, emulator: 50 },
    holds: true,
  });
});

test.each<[string, Partial<Played>]>([
  ["a version is left", { versionsLeft: { intruders: 1, allowed: 20, allowedExpected: 20 } }],
  [
    "an allowed version is gone",
    { versionsLeft: { intruders: 0, allowed: 19, allowedExpected: 20 } },
  ],
  ["a block isn't in the ledger", { blocks: { expected: 1, inPolicy: 1, inLedger: 0 } }],
  ["a block isn't in the policy", { blocks: { expected: 1, inPolicy: 0, inLedger: 1 } }],
  ["an event was given up", { events: { ...played().events, deadLettered: 1 } }],
  ["an event was lost", { events: { ...played().events, dropped: 1 } }],
])("a run doesn't hold when %s", (_, changes) => {
  const told = throughputOf(played(changes));

  expect(told.holds).toBe(false);
  expect(throughputTable([told])).toMatch(/all removed and blocked +NO$/);
});

test("the calls in turn are the time an event takes longer by the time each call does", () => {
  const at = (addedMs: number, wallMs: number, principals = 1, environments = 1, uploads = 12) =>
    throughputOf(
      played({
        play: { uploads, principals, environments, addedMs },
        runs: [run(wallMs, 6)],
      }),
    );

  const told = depths([
    at(0, 700, 1, 1, 500),
    at(0, 700, 200, 1, 200),
    at(0, 100),
    at(0, 300, 12),
    at(0, 900, 1, 8),
    at(200, 1_100),
    at(200, 2_700, 12),
    at(200, 9_000, 1, 8),
  ]);

  expect(told.map(({ upload, calls }) => ({ upload, calls: Math.round(calls * 10) / 10 }))).toEqual(
    [
      { upload: "further", calls: 5 },
      { upload: "first", calls: 12 },
    ],
  );
});
