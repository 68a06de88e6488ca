import { judge } from "../../decisions/judge";
import { ACCOUNTS } from "./documented/accounts";
import { BUCKETS } from "./documented/buckets";
import { CONDITIONS } from "./documented/conditions";
import { KEYS } from "./documented/keys";
import { KINDS } from "./documented/kinds";
import { ROLES } from "./documented/roles";
import type { Row } from "./documented/row";
import { SEVERAL_VALUES } from "./documented/several-values";
import { STATEMENTS } from "./documented/statements";

const ROWS: readonly Row[] = [
  ...CONDITIONS,
  ...SEVERAL_VALUES,
  ...STATEMENTS,
  ...KINDS,
  ...ACCOUNTS,
  ...ROLES,
  ...KEYS,
  ...BUCKETS,
];
describe("requests are judged as AWS documents", () => {
  test.each(ROWS)("$page: $what", async ({ question, allowed, undecided = false }) => {
    const verdict = await judge(question);

    expect({ undecided: false, ...verdict }).toMatchObject({ allowed, undecided });
  });

  test("requests of every kind, allowed and refused", () => {
    const said = ROWS.filter(({ undecided }) => !undecided);

    expect(new Set(ROWS.map(({ page, what }) => `${page}: ${what}`)).size).toBe(ROWS.length);
    expect(said.filter(({ allowed }) => allowed).length).toBeGreaterThanOrEqual(40);
    expect(said.filter(({ allowed }) => !allowed).length).toBeGreaterThanOrEqual(40);
  });
});
