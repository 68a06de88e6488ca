import { CONFIGURATIONS } from "../invariants/configurations";

/** Every stack by a label of its own. */
const labelled = (["with every choice", "with an organization"] as const).flatMap((title) =>
  CONFIGURATIONS[title]().stacks.map((stack) => ({
    label: title === "with an organization" ? `${stack.name} of an organization` : stack.name,
    stack,
  })),
);

/** One of the organization's workloads stands for the others. */
const kinds = labelled.filter(({ label }) => !/(claims|ledger).* of an organization/.test(label));

test("there is a stack of every kind", () => {
  expect(kinds).toHaveLength(11);
});

describe.each(kinds)("stack $label", ({ stack: { json } }) => {
  test("keeps its addresses: renaming one replaces a resource unless it is moved", () => {
    const addresses = Object.fromEntries(
      Object.entries(json.resource ?? {}).map(([type, ids]) => [type, Object.keys(ids)]),
    );

    expect(addresses).toMatchSnapshot();
  });
});
