import { type Aftermath } from "../../bench/faults/incident";
import { plan } from "../../bench/faults/plan";
import { judgeAftermath, type Verdict } from "../../bench/faults/verdict";

const alert = (remove: string, contain: string) => ({
  subject: "",
  document: { steps: { remove: { status: remove }, contain: { status: contain } } },
});

const fine: Aftermath = {
  gone: true,
  blocked: true,
  bystanderSafe: true,
  alerts: [alert("gone", "blocked")],
  deadLetters: 0,
  dropped: 0,
};

const rows: readonly (readonly [Verdict, string, Partial<Aftermath>])[] = [
  ["survived", "everything is done and told", {}],
  ["survived", "a step that had failed was made good", { alerts: [alert("failed", "blocked")] }],
  [
    "told",
    "the version is left, and an alert says so",
    { gone: false, alerts: [alert("failed", "blocked")] },
  ],
  [
    "told",
    "a locked version can be read, and an alert says so",
    {
      gone: false,
      alerts: [
        { subject: "", document: { steps: { remove: { status: "locked", tag: "failed: x" } } } },
      ],
    },
  ],
  ["queued", "nobody is told, but the event is kept", { alerts: [], deadLetters: 1 }],
  ["lost", "everything is done, and nobody is told", { alerts: [] }],
  [
    "lost",
    "the version is left, and the alert is silent about it",
    { gone: false, alerts: [alert("awaiting", "blocked")] },
  ],
  ["lied", "the version is left, and an alert says it is gone", { gone: false }],
  ["lied", "nobody is blocked, and an alert says so", { blocked: false }],
  ["lied", "a lie stays one when the event is kept", { blocked: false, deadLetters: 1 }],
  ["harmed", "an allowed upload is gone", { bystanderSafe: false }],
];

test.each(rows)("%s: %s", (verdict, _, changes) => {
  expect(judgeAftermath({ ...fine, ...changes })).toBe(verdict);
});

test("each call of the clean run fails in each way, in an account of its own", () => {
  const { cells, kills } = plan({
    "a user's version": ["a", "b", "a", "sqs:SendMessage"],
    "a role's locked version": ["a", "c"],
  });

  expect(cells).toHaveLength(3 * 5 * 2);
  expect(new Set(cells.map(({ call, scene }) => `${call}: ${scene}`))).toEqual(
    new Set(["a: a user's version", "b: a user's version", "c: a role's locked version"]),
  );
  expect(kills.map(({ fault }) => fault)).toEqual(
    [1, 2, 3].map((from) => ({ kind: "killed", from, times: 1 })),
  );
  expect(new Set([...cells, ...kills].map(({ account }) => account)).size).toBe(33);
});
