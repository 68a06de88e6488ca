import { GROUNDS, INKS, SCHEMES } from "../../../cli/report/colours";
import { contrast } from "../../support/contrast";

const AA = 4.5;

describe.each(Object.entries(SCHEMES))("in the %s scheme", (_, colours) => {
  const pairs = GROUNDS.flatMap((ground) => INKS.map((ink) => [ink, ground] as const));

  test.each([...pairs, ["added", "added-ground"], ["removed", "removed-ground"]] as const)(
    "%s on %s can be read",
    (ink, ground) => {
      expect(contrast(colours[ink] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(AA);
    },
  );
});

test("contrast is as WCAG has it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("rgb(119, 119, 119)", "rgb(119, 119, 119)")).toBe(1);
});
