import { type Place } from "../../cost/estate";
import { charged, sumOf } from "../../cost/month";

describe("volume tiers", () => {
  const place = (accountId: string): Place => ({
    ...{ account: "workload", accountId, region: "us-east-1", scope: "home", workload: "w" },
    all: () => [],
  });
  const use = (price: "guardDutyFlow" | "securityCheck", quantity: number, times = 1) => ({
    ...{ item: "x", from: "", price, quantity, times, place: place("1") },
  });

  test("are applied to what an organization uses together, each bearing its share", () => {
    const uses = [use("guardDutyFlow", 500), { ...use("guardDutyFlow", 500), place: place("2") }];

    expect(charged(uses, true).map((charge) => charge.usd)).toEqual([375, 375]);
    expect(charged(uses, false).map((charge) => charge.usd)).toEqual([500, 500]);
  });

  test("count accounts that are alike as often as there are", () => {
    expect(sumOf(charged([use("guardDutyFlow", 500, 2)], true))).toBe(750);
    expect(sumOf(charged([use("guardDutyFlow", 500, 2)], false))).toBe(1_000);
  });

  test("of Security Hub are each account's and region's own", () => {
    expect(sumOf(charged([use("securityCheck", 100_000, 1_000)], true))).toBeCloseTo(100_000, 6);
    expect(sumOf(charged([use("securityCheck", 200_000)], true))).toBeCloseTo(180, 6);
  });
});
