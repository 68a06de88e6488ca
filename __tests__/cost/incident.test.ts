import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../config/package-root";
import { CALLS, type Incident, incidentsAt } from "../../cost/incident";
import { type Inputs, inputsWith } from "../../cost/inputs";
import { sumOf } from "../../cost/month";
import { INCIDENTS } from "../../cost/responder-calls";
import { LAMBDAS_OWN_CALLS, RESPONDER_NEEDS } from "../../lambda/responder/needs";
import { EXAMPLES } from "./examples";

const estate = EXAMPLES.organization;
const [place] = estate.places.filter(({ account }) => account === "workload");
const incidents = (given: Partial<Inputs> = {}): readonly Incident[] =>
  place ? incidentsAt({ place, estate, inputs: inputsWith(given) }) : [];

const lambdasOwn: readonly string[] = LAMBDAS_OWN_CALLS;
const needed = new Set(RESPONDER_NEEDS.map(({ call }) => call));

test("every call that the responder may make has a price, and no other", () => {
  const calls = [...needed].filter((call) => !lambdasOwn.includes(call));

  expect(Object.keys(CALLS).sort()).toEqual(calls.sort());
});

test("makes as many calls as the fault matrix counts", () => {
  const benchmarks = readFileSync(join(packageRoot(), "bench", "README.md"), "utf8");
  const [, user, role] =
    /a user's incident takes (\d+) calls, a role's with a locked version (\d+)/.exec(benchmarks) ??
    [];

  expect(incidents().map(({ calls }) => calls)).toEqual([Number(user), Number(role)]);
});

test("makes only calls that the responder may make", () => {
  const made = Object.values(INCIDENTS).flatMap((calls) => Object.keys(calls));

  expect(made.filter((call) => !needed.has(call.split(":")[1] ?? ""))).toEqual([]);
});

test("charges a user's incident for each thing it does", () => {
  const [user] = incidents();

  expect(user?.charges.map(({ what, quantity }) => [what, quantity])).toEqual([
    ["Security Hub's checks of what changed", 30],
    ["Config's recording of what changed", 3],
    ["Config's rules on the bucket", 3],
    ["Responder, time", 3],
    ["Responder, requests", 2],
    ["Ledger, reads", 8],
    ["Ledger, writes", 14],
    ["S3, writes and lists", 2],
    ["S3, reads", 2],
    ["Finding in Security Hub", 2],
    ["Alerts published", 2],
    ["Alerts by e-mail", 2],
    ["Topic's key", 4],
    ["CloudTrail's data events", 3],
    ["CloudTrail's insights", 7],
    ["GuardDuty, management events", 7],
    ["GuardDuty, S3 protection", 3],
    ["Logs, ingested", expect.closeTo((10 * 1.5 + 2 * 0.5) / 1_000_000, 12)],
  ]);
});

test.each(["checksPerChange", "incidentMilliseconds", "eventKilobytes"] as const)(
  "costs more with more %s",
  (name) => {
    const [less, more] = [1, 2].map((factor) =>
      incidents({ [name]: 1_000 * factor }).map(({ charges }) => sumOf(charges)),
    );

    expect(more?.[0]).toBeGreaterThan(less?.[0] ?? Infinity);
    expect(more?.[1]).toBeGreaterThan(less?.[1] ?? Infinity);
  },
);
