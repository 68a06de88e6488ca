import { blockPaths } from "../../../proof/paths/blocks";
import { everyPrincipal } from "../../support/every-principal";
import { saidOf, walkedOf } from "../../support/one-path";
import { committed, notProved, pathsOfFamily, type Proven } from "../../support/proof";
import { DENYLIST } from "./blocks/denylist";
import { GUARDED } from "./blocks/guardrails";
import { DENYLIST_AS_RENDERED } from "./blocks/rendered";
import { UNDOING } from "./blocks/undoing";

const special = everyPrincipal();

const idsOf = async (proven: Proven, whose: string) =>
  (await walkedOf(proven, blockPaths, whose, "")).map(({ id }) => id.replace(/^blocks\/\d+\//, ""));

test.each([
  ["where the responder responds", committed("invitation"), "payments"],
  ["where it prevents", special, "payments"],
  ["where it observes", special, "claims"],
  ["in an organization with guardrails", committed("organization"), "claims"],
  ["where guardrails bind the audit account", committed("organization"), null],
])("an intruder is kept out and undoes nothing, %s", async (_, proven, workload) => {
  const paths = await pathsOfFamily(proven, "blocks", workload);

  expect(notProved(paths)).toEqual([]);
  expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
});

test("every kind of principal, everybody spared and every guardrail has a path", async () => {
  expect(await idsOf(committed("organization"), "payments")).toMatchInlineSnapshot(`
    [
      "ledger",
      "written-by-hand",
      "denylist",
      "before-an-incident",
      "intruder/user",
      "intruder/role-session",
      "intruder/identity-center",
      "intruder/web-identity",
      "intruder/federated-user",
      "intruder/root",
      "intruder/foreign-user",
      "intruder/foreign-role",
      "intruder/foreign-root",
      "intruder/anonymous",
      "spared/role/acme-warden-responder",
      "spared/role/bucketwardendeployment",
      "spared/role/break-glass",
      "quarantined",
      "withheld",
      "guardrails/ou-ab12-workloads1/administrators",
      "guardrails/ou-ab12-workloads1/deployment",
      "guardrails/ou-ab12-workloads1/responder",
    ]
  `);
});

test("while it only observes, the responder tells, and makes no entry", async () => {
  const [path] = await walkedOf(special, blockPaths, "claims", "blocks/333333333333/intruder/user");

  const hops = path?.hops.filter(({ what }) => what.includes("the responder tells of"));
  expect(hops?.map(({ because }) => because)).toEqual([
    expect.stringMatching(/^by the entry AIDA\w+ were the mode another than observe$/),
    expect.stringMatching(/^by the entry AIDA\w+ were the mode another than observe$/),
  ]);
});

test("a role is blocked as a whole, a person of Identity Center alone", async () => {
  const walked = await walkedOf(special, blockPaths, "payments", "blocks/222222222222/intruder/");
  const entries = walked.map(({ id, hops }) => [
    id.split("/").at(-1),
    hops.flatMap(({ what, because }) => (what.startsWith("by the trail") ? [because] : [])).join(),
  ]);

  expect(Object.fromEntries(entries)).toEqual({
    user: expect.stringMatching(/^by the entry AIDA\w+$/),
    "role-session": expect.stringMatching(/^by the entry AROA\w+:\*$/),
    "identity-center": expect.stringMatching(/^by the entry AROA\w+:proof-intruder@example.com$/),
    "web-identity": expect.stringMatching(/^by the entry AROA\w+:\*$/),
    "federated-user": expect.stringMatching(/^by the entry 222222222222:[\w-]+, AIDA\w+$/),
    root: "by the entry 222222222222",
    "foreign-user": expect.stringMatching(/^by the entry AIDA\w+$/),
    "foreign-role": expect.stringMatching(/^by the entry AROA\w+:\*$/),
    "foreign-root": "by the entry 123412341234",
    anonymous: "by the entry anonymous",
  });
});

describe.each([...DENYLIST, ...DENYLIST_AS_RENDERED, ...UNDOING, ...GUARDED])(
  "$title",
  (spoilt) => {
    test.each(spoilt.rows)("when %s", async (...spoiling) => {
      const said = await saidOf(spoilt, blockPaths, spoiling);

      expect(said).toMatch(/^(broken|unknown): /);
      expect(said).toMatch(spoiling[3]);
    });
  },
);
