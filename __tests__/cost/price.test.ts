import fc from "fast-check";
import { type Price, type Tier, usdOf } from "../../cost/price";
import { PRICES } from "../../cost/prices";

const TIERS = { per: 10, tiers: [{ upTo: 100, usd: 5 }, { upTo: 300, usd: 2 }, { usd: 1 }] };

test.each([
  [0, 0],
  [10, 5],
  [100, 50],
  [101, 50.2],
  [300, 90],
  [310, 91],
])("%d units cost $%d: each tier what lies within it", (quantity, usd) => {
  expect(usdOf(TIERS, quantity)).toBeCloseTo(usd, 10);
});

const prices: readonly Price[] = Object.values(PRICES);
const quantity = fc.integer({ min: 0, max: 2_000_000_000 });
const anyPrice = fc.constantFrom(...prices);

test("more never costs less", () => {
  fc.assert(
    fc.property(anyPrice, quantity, quantity, (price, some, more) => {
      expect(usdOf(price, some + more)).toBeGreaterThanOrEqual(usdOf(price, some));
    }),
  );
});

const isFlat = ({ tiers }: Price): boolean => tiers.length === 1;

test("a price without tiers adds up", () => {
  fc.assert(
    fc.property(fc.constantFrom(...prices.filter(isFlat)), quantity, quantity, (price, a, b) => {
      const apart = usdOf(price, a) + usdOf(price, b);
      expect(usdOf(price, a + b) / (apart || 1)).toBeCloseTo(apart === 0 ? 0 : 1, 9);
    }),
  );
});

test("tiers rise in quantity, and the last one has no end", () => {
  for (const { tiers } of prices) {
    const ends = tiers.map(({ upTo = Infinity }: Tier) => upTo);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends.at(-1)).toBe(Infinity);
  }
});

test("every price says where AWS has it, and where it was looked up", () => {
  for (const { page, seen } of prices) {
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\/$/);
    expect(seen.how).not.toBe("from memory");
  }
});
