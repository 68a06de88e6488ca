import type { UnresolvedExpression } from "../../proof/model/estate";
import { FAMILIES } from "../../proof/path";
import { PARTS } from "../../proof/parts";
import { pathsOf, prove, proveScope } from "../../proof/prove";
import { scopesOf } from "../../proof/scope";
import { type Shelf, shelfOf } from "../../proof/shelf";
import { altered, committed, one } from "../support/proof";

const { config, stacks } = committed("invitation");
const organization = committed("organization");

/** Stacks that say when they are read. */
function watched(): { readonly shelf: Shelf; readonly read: string[] } {
  const whole = shelfOf(stacks);
  const seen: string[] = [];
  const shelf = {
    names: whole.names,
    read: (name: string) => {
      seen.push(name);
      return whole.read(name);
    },
  };
  return { shelf, read: seen };
}

const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

describe("a scope", () => {
  test("is first of what the accounts share, then of each workload with it", () => {
    const scopes = [...scopesOf(organization.config, organization.stacks)];

    expect(scopes.map(({ workload }) => workload?.name)).toEqual([
      undefined,
      "payments",
      "claims",
      "ledger",
    ]);
    expect(namesOf(scopes[0]?.own ?? [])).toEqual([
      "audit",
      "audit-eu-west-1",
      "organization",
      "organization-eu-west-1",
      "audit-organization",
      "audit-organization-eu-west-1",
    ]);
    expect(namesOf(scopes[1]?.own ?? [])).toEqual([
      "workload-payments",
      "workload-payments-eu-west-1",
    ]);
    expect(scopes[1]?.estate.stacks).toHaveLength(8);
  });

  test("of a workload has its stacks read when its turn comes, and once", () => {
    const { shelf, read } = watched();
    const scopes = scopesOf(config, shelf);

    scopes.next();
    expect(read).toEqual(["audit"]);
    scopes.next();
    expect(read).toEqual(["audit", "workload-payments"]);
    scopes.next();
    expect(read).toEqual(["audit", "workload-payments", "workload-claims"]);
  });

  test("can be of chosen workloads only", () => {
    const { shelf, read } = watched();

    const scopes = [...scopesOf(config, shelf, ["claims"])];

    expect(scopes.map(({ workload }) => workload?.name)).toEqual(["claims"]);
    expect(read).toEqual(["audit", "workload-claims"]);
  });

  test("of all has what others deploy beside the configuration's stacks", () => {
    const other = { name: "shop", file: "shop", json: {} };
    const [shared, payments] = [...scopesOf(config, [...stacks, other])];

    expect(namesOf(shared?.own ?? [])).toEqual(["audit", "shop"]);
    expect(payments?.own).toHaveLength(1);
    expect(payments?.estate.stacks).toContain(other);
  });

  test("knows whose the organization is", () => {
    const [shared] = [...scopesOf(organization.config, organization.stacks)];
    expect(shared?.estate.assumptions.organization).toMatchObject({
      id: "o-a1b2c3d4e5",
      accountIds: ["999999999999", "111111111111", "222222222222", "333333333333", "444444444444"],
    });
  });
});

test("no stack can be taken that isn't there", () => {
  expect(() => shelfOf(stacks).read("workload-nobody")).toThrow(
    "no stack is called workload-nobody",
  );
});

describe.each([
  ["by invitation", config, stacks],
  ["with an organization", organization.config, organization.stacks],
] as const)("the paths %s", (_, of, all) => {
  const paths = [...scopesOf(of, all)].flatMap((scope) => pathsOf(scope));

  test("have ids of their own, in words that last", () => {
    const ids = paths.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(paths.filter(({ id, family }) => !id.startsWith(`${family}/`))).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9][a-z0-9./:@_*-]*$/.test(id))).toEqual([]);
  });

  test("have titles on one line", () => {
    expect(paths.filter(({ title }) => /\n|^\s*$/.test(title)).map(({ id }) => id)).toEqual([]);
  });

  test("are of every family", () => {
    const found = new Set(paths.map(({ family }) => family));
    expect(FAMILIES.filter((family) => !found.has(family))).toEqual([]);
  });
});

describe("a proof", () => {
  test("tells each path as soon as it is walked, in the order of the scopes", async () => {
    const told: string[] = [];
    const proof = await prove({
      ...{ config, stacks, parts: ["findings"] },
      onPath: ({ id }) => told.push(id),
    });

    expect(told).toEqual(proof.paths.map(({ id }) => id));
    expect(told.length).toBeGreaterThan(100);
  });

  test("of one part leaves all others out", async () => {
    const [shared] = [...scopesOf(config, stacks)];
    const proof = shared && (await proveScope(shared, { parts: ["findings"] }));

    expect(new Set(proof?.paths.map(({ family }) => family))).toEqual(new Set(["findings"]));
    expect(proof?.invariants).toEqual([]);
    expect(PARTS).toEqual([...FAMILIES, "invariants"]);
  });

  test("ends between two paths with the reason why it must", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    let told = 0;
    const proof = prove({
      ...{ config, stacks, parts: ["findings"], signal: controller.signal },
      onPath: () => {
        told++;
        controller.abort(reason);
      },
    });

    await expect(proof).rejects.toBe(reason);
    expect(told).toBe(1);
  });

  test("names what can't be resolved once, in the stack that has it", async () => {
    const spoilt = altered({ config, stacks }, "audit", (json) => {
      one(json, "aws_sns_topic", "Alerts").name = "${local.gone}";
    });

    const found: UnresolvedExpression[] = [];
    for (const scope of scopesOf(spoilt.config, spoilt.stacks)) {
      found.push(...(await proveScope(scope, { parts: ["invariants"] })).unresolved);
    }

    expect(found.filter(({ expression }) => expression.includes("local.gone"))).toEqual([
      expect.objectContaining({ where: expect.stringMatching(/^audit aws_sns_topic\.Alerts_/) }),
    ]);
  });
});
