import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../config/package-root";
import { ALL_RULES } from "../../rules";
import { isKept, judgements, type KeptRule, type Rule } from "../../rules/rule";
import { CIS_3, CIS_5, FSBP, SERVICES } from "../../rules/standards";
import { rulesTable } from "../../rules/table";
import { ESTATES } from "../support/estates";
import { MUTATIONS, withType } from "../support/mutations";

const kept = ALL_RULES.filter(isKept);
const byId = <T extends Rule>(rules: readonly T[]) => rules.map((rule) => [rule.id, rule] as const);
const everywhere = (rule: Rule) => ESTATES.flatMap(({ estate }) => judgements(rule, estate));
/** Prettier widens the columns, and can't be called from within jest. */
const unpadded = (table: string) =>
  table.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");
const read = (file: string) => readFileSync(join(packageRoot(), file), "utf8");

describe("the table", () => {
  test("has one row for each rule of FSBP about these services", () => {
    expect(ALL_RULES.map(({ id }) => id)).toEqual(expect.arrayContaining([...FSBP]));
    expect(new Set(ALL_RULES.map(({ id }) => id)).size).toBe(ALL_RULES.length);
  });

  test.each([
    ["3.0", CIS_3, ({ cis3 }: Rule) => cis3],
    ["5.0", CIS_5, ({ cis5 }: Rule) => cis5],
  ] as const)("answers every recommendation of CIS %s about them, and no other", (_, asked, of) => {
    const answered = new Set(ALL_RULES.flatMap((rule) => of(rule) ?? []));

    expect(asked.filter((number) => !answered.has(number))).toEqual([]);
    expect([...answered].filter((number) => !asked.includes(number))).toEqual([]);
  });

  test("covers every service that the stacks use", () => {
    const types = ESTATES.flatMap(({ estate }) =>
      estate.flatMap(({ json }) => Object.keys(json.resource ?? {})),
    );
    const strange = types.filter((type) => !SERVICES.some((service) => type.startsWith(service)));

    expect([...new Set(strange)]).toEqual([]);
  });

  test("stands in docs/rules.md as `npm run rules` writes it", () => {
    expect(unpadded(read("docs/rules.md"))).toBe(unpadded(rulesTable()));
  });
});

describe.each(ESTATES)("$title", ({ estate }) => {
  test.each(byId(ALL_RULES))("%s is kept, or its exception has a reason", (_, rule) => {
    const violating = judgements(rule, estate).filter(({ verdict }) => verdict === "violating");

    expect(violating).toEqual([]);
  });
});

const isWhole = ({ exceptions = [] }: KeptRule) =>
  exceptions.some(({ of }) => String(of) === String(/./));

test.each(byId(kept.filter((rule) => !isWhole(rule))))(
  "%s is about something that is deployed",
  (_, rule) => {
    expect(everywhere(rule)).toContainEqual(expect.objectContaining({ verdict: "compliant" }));
  },
);

const exceptions = kept.flatMap((rule) =>
  (rule.exceptions ?? []).map(
    (exception) => [`${rule.id} for ${String(exception.of)}`, rule, exception] as const,
  ),
);

describe("the exception of", () => {
  test.each(exceptions)("%s is needed", (_, rule, exception) => {
    expect(everywhere(rule).map((found) => found.exception)).toContain(exception);
  });

  test.each(exceptions)("%s has its reason beside the resource", (_, { id }, { file, named }) => {
    const comments = read(file)
      .split("\n")
      .filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line));
    expect(comments.join("\n")).toMatch(
      new RegExp(`\\b${(named ?? id).replaceAll(".", "\\.")}\\b`),
    );
  });
});

describe("a stack that was spoiled is noticed by", () => {
  test.each(byId(kept))("%s", (_, rule) => {
    const unnoticed = ESTATES.flatMap(({ estate }) => {
      const fine = rule.judge(estate).filter(({ fault }) => fault === undefined);
      const faulty = new Set(
        MUTATIONS.flatMap((mutation) =>
          rule
            .judge(mutation(estate))
            .flatMap(({ where, fault }) => (fault === undefined ? [] : [where])),
        ),
      );
      return fine.filter(({ where }) => !faulty.has(where));
    });

    expect(unnoticed).toEqual([]);
  });

  const idle = ALL_RULES.flatMap((rule) =>
    isKept(rule) ? [] : rule.without.map((type) => [rule.id, type, rule] as const),
  );
  test.each(idle)("%s, once there is a resource of type %s", (_, type, rule) => {
    const [{ estate } = { estate: [] }] = ESTATES;
    expect(judgements(rule, withType(estate, type))).toEqual([
      expect.objectContaining({ verdict: "violating" }),
    ]);
  });
});
