import { chaptersOf } from "../../../cli/report/chapters";
import { type Moment, momentsOf } from "../../../cli/report/moments";
import { ticksOf } from "../../../cli/report/track";
import type { Rehearsal } from "../../../cli/rehearse/record";
import { after, decision, entry, failedRecord, playedRecord } from "../../support/played-record";

function momentsIn(record: Rehearsal): Moment[] {
  const [incident] = record.incidents;
  if (!incident) throw new Error("no incident");
  return momentsOf(incident, record);
}

const told = (moments: readonly Moment[]) =>
  moments.map(({ lane, from, what }) => `${from} ${lane} ${what}`);

test("an incident goes from the upload to the next attempt, in the order of time", () => {
  expect(told(momentsIn(playedRecord()))).toEqual([
    "0 intruder uploads",
    "0.1 aws S3's notification runs the responder",
    "0.2 responder deletes the version",
    "0.3 responder blocks the writer in the bucket policy",
    "0.5 team is told, HIGH",
    "0.6 aws CloudTrail's event runs the responder",
    "0.7 responder attaches the quarantine policy",
    "1 team is told, CRITICAL",
    "1.5 intruder tries again",
  ]);
});

test("a delivery takes as long as the function did, and a message leads to its text", () => {
  const moments = momentsIn(playedRecord());

  expect(moments[1]?.to).toBeCloseTo(0.5);
  expect(moments.filter(({ lane }) => lane === "team").map(({ alert }) => alert)).toEqual([0, 1]);
});

test("what was refused to the responder is shown each time, whatever it was", () => {
  const record = failedRecord();
  const refused = [decision(0.81, "sns:Publish", false), decision(0.82, "sns:Publish", false)];
  const moments = momentsIn({ ...record, decisions: [...record.decisions, ...refused] });

  expect(moments.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual([
    "iam:AttachUserPolicy: no statement allows it",
    "sns:Publish: no statement allows it",
    "sns:Publish: no statement allows it",
  ]);
});

test("what belongs to another incident isn't shown", () => {
  const record = playedRecord();
  const [before, within, later] = [-5, 0.3, 1.6].map((at) =>
    decision(at, "s3:AbortMultipartUpload"),
  );
  const others = [before, { ...within, principal: "arn:aws:iam::1:user/eve" }, later];
  const again = record.deliveries.map((one) => ({ ...one, at: after(7) }));

  const moments = momentsIn({
    ...record,
    decisions: [...record.decisions, ...others] as Rehearsal["decisions"],
    deliveries: [...record.deliveries, ...again],
  });

  expect(told(moments)).toEqual(told(momentsIn(record)));
});

test("a second upload that S3 takes, and a delivery that fails, are wrong", () => {
  const { uploads, deliveries, ...record } = playedRecord();
  const moments = momentsIn({
    ...record,
    uploads: uploads.map((one) => ({ ...one, outcome: { status: "accepted", versionId: "v1" } })),
    deliveries: deliveries.map((one) => ({ ...one, ok: false })),
  });

  expect(moments.filter(({ ok }) => !ok).map(({ lane }) => lane)).toEqual([
    "aws",
    "aws",
    "intruder",
  ]);
});

test("without the upload's record there is no beginning to count from", () => {
  expect(momentsIn({ ...playedRecord(), uploads: [] })).toEqual([]);
});

test("a chapter lasts from the end of the one before, and a title may come up again", () => {
  const chapters = chaptersOf([
    ...[entry(3, "Plan"), entry(5, "Plan"), entry(6, "Intrude", false), entry(9, "Plan")],
  ]);

  expect(chapters.map(({ title, from, to, ok }) => ({ title, from, to, ok }))).toEqual([
    { title: "Plan", from: 0, to: 5, ok: true },
    { title: "Intrude", from: 5, to: 6, ok: false },
    { title: "Plan", from: 6, to: 9, ok: true },
  ]);
});

test.each([
  [0.76, [0, 0.2, 0.4, 0.6]],
  [432, [0, 120, 240, 360]],
  [0, [0]],
  [90_000, [0, 90_000]],
])("an axis of %d s has round times", (whole, ticks) => {
  expect(ticksOf(whole)).toEqual(ticks);
});
