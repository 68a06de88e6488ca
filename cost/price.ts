/** Up to `upTo` units of a month, counted from the beginning, each costs `usd / per`. */
export interface Tier {
  /** @default without end */
  readonly upTo?: number;
  readonly usd: number;
}

/** Where a price was read. */
export type Seen =
  | { readonly how: "copy of AWS's page"; readonly on: string }
  | { readonly how: "transcript of AWS's page"; readonly by: string; readonly on: string }
  | { readonly how: "copy of AWS's price list"; readonly by: string; readonly on: string }
  | { readonly how: "third party"; readonly by: string; readonly on: string }
  | { readonly how: "from memory" };

/** One list price of us-east-1, in US dollars. */
export interface Price {
  readonly service: string;
  /** What is counted: `event`, `GB a month`. */
  readonly unit: string;
  /** Units that a tier's `usd` is for. */
  readonly per: number;
  /** In rising order; the last one has no end. */
  readonly tiers: readonly Tier[];
  /** Whose use is added up before tiers are applied. */
  readonly pooled: "organization" | "account and region";
  readonly page: string;
  readonly seen: Seen;
}

/** What `quantity` units of one month cost. */
export function usdOf({ tiers, per }: Pick<Price, "tiers" | "per">, quantity: number): number {
  const costs = tiers.map(({ upTo = Infinity, usd }, index) => {
    const from = tiers[index - 1]?.upTo ?? 0;
    return Math.max(0, Math.min(quantity, upTo) - from) * (usd / per);
  });
  return costs.reduce((sum, cost) => sum + cost, 0);
}
