import { FREE, FREE_TYPES, PRICED_TYPES } from "../../cost/resource-types";
import { ALL_STACKS } from "./examples";

const deployed = new Set(ALL_STACKS.flatMap(({ json }) => Object.keys(json.resource ?? {})));

test("every kind of resource has a price, or a reason why it is free", () => {
  const undecided = [...deployed].filter(
    (type) => !PRICED_TYPES.has(type) && !FREE_TYPES.has(type),
  );

  expect(undecided).toEqual([]);
});

test("no kind of resource is both priced and free", () => {
  expect([...PRICED_TYPES].filter((type) => FREE_TYPES.has(type))).toEqual([]);
});

test("nothing is listed that isn't deployed", () => {
  const listed = [...PRICED_TYPES, ...Object.values(FREE).flat()];

  expect(listed.filter((type) => !deployed.has(type))).toEqual([]);
});
