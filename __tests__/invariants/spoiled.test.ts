import { planStacks } from "../../config/stack-plan";
import { ALL_INVARIANTS } from "../../invariants";
import { committed, type Proven } from "../support/proof";
import { judgedBy, spoiled } from "./spoiling";
import { BUCKET_ROWS } from "./spoilings/buckets";
import { ENCRYPTION_ROWS } from "./spoilings/encryption";
import { EVIDENCE_ROWS } from "./spoilings/evidence";
import { PERMISSION_ROWS } from "./spoilings/permissions";
import type { Row } from "./spoilings/rows";
import { SERVICE_ROWS } from "./spoilings/services";
import { SOURCE_ROWS } from "./spoilings/sources";
import { STACK_ROWS } from "./spoilings/stacks";
import { WATCHING_ROWS } from "./spoilings/watching";

const ROWS = [
  ...PERMISSION_ROWS,
  ...SOURCE_ROWS,
  ...BUCKET_ROWS,
  ...EVIDENCE_ROWS,
  ...ENCRYPTION_ROWS,
  ...SERVICE_ROWS,
  ...WATCHING_ROWS,
  ...STACK_ROWS,
];

/** The first of the workloads stands for the others. */
function withOneWorkload({ config, stacks }: Proven): Proven {
  const few = { ...config, workloads: config.workloads.slice(0, 1) };
  const names = new Set(planStacks(few).map(({ name }) => name));
  return { config: few, stacks: stacks.filter(({ name }) => names.has(name)) };
}

const PROVEN = {
  invitation: withOneWorkload(committed("invitation")),
  organization: withOneWorkload(committed("organization")),
};

type Membership = keyof typeof PROVEN;

/** The places of each rule as long as nothing is spoiled. */
const placesIn = (proven: Proven): ReadonlyMap<string, readonly string[]> =>
  new Map(
    ALL_INVARIANTS.map(({ id }) => {
      const found = judgedBy(id, proven).filter(({ verdict }) => verdict !== "not-applicable");
      return [id, found.map(({ where }) => where)];
    }),
  );

const PLACES = {
  invitation: placesIn(PROVEN.invitation),
  organization: placesIn(PROVEN.organization),
};

const violatedIn = (rule: string, proven: Proven): ReadonlySet<string> =>
  new Set(
    judgedBy(rule, proven)
      .filter(({ verdict }) => verdict === "violating")
      .map(({ where }) => where),
  );

/** Places that a row spoils: in one of the memberships there may be none. */
const spoiltBy = ([rule, , , about]: Row, membership: Membership): readonly string[] =>
  typeof about === "function"
    ? about(PROVEN[membership])
    : (PLACES[membership].get(rule) ?? []).filter((where) => about.test(where));

const cases = (Object.keys(PROVEN) as Membership[]).flatMap((membership) =>
  ROWS.map((row) => ({ row, membership, expected: spoiltBy(row, membership) })).filter(
    ({ expected }) => expected.length > 0,
  ),
);

test.each(cases.map(({ row, ...rest }) => ({ rule: row[0], how: row[1], spoil: row[2], ...rest })))(
  "$rule notices, by $membership: $how",
  ({ rule, spoil, membership, expected }) => {
    const violated = violatedIn(rule, spoiled(PROVEN[membership], spoil));

    expect(expected.filter((where) => !violated.has(where))).toEqual([]);
  },
);

test("each row spoils something, by invitation or in an organization", () => {
  const spoiling = new Set(cases.map(({ row }) => row));

  expect(ROWS.filter((row) => !spoiling.has(row))).toEqual([]);
});

test.each(PROVEN.organization.stacks.map(({ name }) => name))(
  "every-stack-present notices that %s is missing",
  (missing) => {
    const { config, stacks } = PROVEN.organization;
    const left = { config, stacks: stacks.filter(({ name }) => name !== missing) };

    expect([...violatedIn("every-stack-present", left)]).toEqual([missing]);
  },
);

test("every rule is spoiled by something", () => {
  const rules = new Set(ROWS.map(([rule]) => rule));

  const unspoiled = ALL_INVARIANTS.map(({ id }) => id).filter((id) => !rules.has(id));

  // It is about stacks that aren't there at all: above.
  expect(unspoiled).toEqual(["every-stack-present"]);
});
