import { organizationOf } from "../../bench/estate";

test("the measured organization is a valid one, of as many accounts and regions as asked for", () => {
  const { workloads, furtherRegions } = organizationOf(7, { furtherRegions: ["eu-west-1"] });

  expect(new Set(workloads.map(({ accountId }) => accountId)).size).toBe(7);
  expect(furtherRegions).toEqual(["eu-west-1"]);
  expect(organizationOf(1).furtherRegions).toEqual([]);
});

test("its accounts differ in how they respond", () => {
  const { workloads } = organizationOf(3);

  expect(workloads.map(({ responseMode }) => responseMode)).toEqual([
    "respond",
    "respond",
    "prevent",
  ]);
});
