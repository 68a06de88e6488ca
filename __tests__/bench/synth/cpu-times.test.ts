import { childSeconds } from "../../../bench/synth/cpu-times";

test.each([
  ["dash", "0m0.010000s 0m0.020000s\n1m2.500000s 0m3.250000s\n"],
  ["bash", "0m0.010s 0m0.020s\n1m2.500s 0m3.250s\n"],
  ["bash with a comma", "0m0,010s 0m0,020s\n1m2,500s 0m3,250s\n"],
])("the processes below the shell, user and system: %s", (_, times) => {
  expect(childSeconds(times)).toBeCloseTo(65.75);
});

test("what isn't from times is no zero", () => {
  expect(() => childSeconds("0m0.010s 0m0.020s\n")).toThrow("not from times: 0m0.010s");
});
