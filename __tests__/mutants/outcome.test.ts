import type { Harmless } from "../../mutants/explain";
import { type Named, outcomeOf, type Tried } from "../../mutants/outcome";
import { isClean, textOf } from "../../mutants/report";

const mutant = (changes: Partial<Named> = {}): Named => {
  const named = {
    stack: "audit",
    type: "aws_sqs_queue",
    address: "aws_sqs_queue.Dead_0A1B2C3D",
    at: "description",
    change: "altered",
    ...changes,
  };
  return { ...named, id: Object.values(named).join(" ") };
};

const overlooked = (changes: Partial<Named> = {}): Tried => ({
  mutant: mutant(changes),
  notice: { noticed: false },
});

const reason = (changes: Partial<Harmless> = {}): Harmless => ({
  type: "aws_sqs_queue",
  at: "description",
  why: "a text for people",
  ...changes,
});

describe("a mutant that nobody noticed", () => {
  test.each([
    ["its type and argument", {}],
    ["its change", { change: "altered" }],
    ["parts of its names", { type: "aws_*", at: "*rip*", change: "alter*" }],
    ["its stack and address", { stack: "audit", address: "aws_sqs_queue.Dead_*" }],
  ])("is harmless by a reason for %s", (_, changes) => {
    const { harmless, survivors } = outcomeOf([overlooked()], [reason(changes)]);
    expect([harmless, survivors]).toEqual([1, []]);
  });

  test("is harmless by a reason for a star that stands for itself", () => {
    const tried = [overlooked({ change: "widened to *" }), overlooked({ change: "widened to x" })];
    const { survivors } = outcomeOf(tried, [reason({ change: "widened to \\*" })]);
    expect(survivors.map(({ change }) => change)).toEqual(["widened to x"]);
  });

  test.each([
    ["another type", { type: "aws_sns_topic" }],
    ["another argument", { at: "descriptio" }],
    ["an argument that begins alike", { at: "desc" }],
    ["another change", { change: "removed" }],
    ["another stack", { stack: "workload-*" }],
    ["parts that overlap", { at: "descript*cription" }],
    ["a star that stands for itself", { at: "\\*" }],
    ["a letter where a dot stands", { type: "aws.sqs.queue" }],
  ])("survives where the only reason is for %s", (_, changes) => {
    const { harmless, survivors } = outcomeOf([overlooked()], [reason(changes)]);
    expect([harmless, survivors]).toEqual([0, [mutant()]]);
  });
});

test("a reason that only a noticed mutant would need is not used", () => {
  const needed = reason();
  const idle = reason({ at: "name" });
  const noticed: Tried = { mutant: mutant({ at: "name" }), notice: { noticed: true, by: "x" } };
  const { used, noticed: count } = outcomeOf([overlooked(), noticed], [needed, idle]);
  expect(count).toBe(1);
  expect([...used]).toEqual([needed]);
});

describe("the report", () => {
  const report = (tried: readonly Tried[], reasons: readonly Harmless[]) => ({
    stale: [],
    configs: [
      { config: "c.ts", tried, outcome: outcomeOf(tried, reasons), unproved: [], seconds: 1 },
    ],
  });

  test("is clean where every mutant is noticed or explained", () => {
    expect(isClean(report([overlooked()], [reason()]))).toBe(true);
  });

  test("says what was altered where nobody explains it, likes together", () => {
    const tried = [
      overlooked({ at: "list[0].x" }),
      overlooked({ at: "list[1].x", address: "aws_sqs_queue.Dead_FFFFFFFF" }),
    ];
    expect(isClean(report(tried, []))).toBe(false);
    expect(textOf(report(tried, []))).toContain(
      "aws_sqs_queue list[].x altered (audit aws_sqs_queue.Dead_0A1B2C3D and 1 more)",
    );
  });

  test("isn't clean where stacks weren't proved before, or a reason is stale", () => {
    const { configs } = report([], []);
    expect(isClean({ configs, stale: [reason()] })).toBe(false);
    const unproved = configs.map((one) => ({ ...one, unproved: ["findings/x"] }));
    expect(isClean({ configs: unproved, stale: [] })).toBe(false);
  });

  test("tells an error of the proof from a broken hop", () => {
    const crash: Tried = {
      mutant: mutant(),
      notice: { noticed: true, crashed: true, by: "not a function" },
    };
    expect(textOf(report([crash], []))).toContain(
      "aws_sqs_queue description altered: not a function",
    );
  });
});
