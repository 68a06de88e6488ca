import { type Estate, type Place } from "./estate";
import { type Inputs } from "./inputs";
import { LINES } from "./lines";
import { type Price, usdOf } from "./price";
import { PRICES } from "./prices";
import { type Use } from "./use";

/** A use with what it costs, for all accounts that are like it. */
export interface Charge extends Use {
  readonly usd: number;
}

/**
 * A quiet month, steady: logs are as old as they are kept.
 * @param accounts workload accounts: the estate's in turn, as often as it takes
 */
export function quietMonth(estate: Estate, inputs: Inputs, accounts: number): readonly Charge[] {
  const times = timesOf(estate, accounts);
  const uses = estate.places.flatMap((place) =>
    LINES.map(({ item, price, from, quantity }) => ({
      ...{ item, price, from, place },
      quantity: quantity({ place, estate, inputs }),
      times: times(place),
    })),
  );
  return charged(
    uses.filter((use) => use.quantity > 0 && use.times > 0),
    estate.isOrganization,
  );
}

function timesOf({ places }: Estate, accounts: number): (place: Place) => number {
  const names = [...new Set(places.map(({ workload }) => workload))].filter(Boolean);
  return ({ account, workload }) => {
    if (account !== "workload") return 1;
    const rest = names.indexOf(workload) < accounts % names.length ? 1 : 0;
    return Math.floor(accounts / names.length) + rest;
  };
}

/**
 * Tiers are applied to what is used together; each use bears its share of it. An organization's
 * bill adds all accounts up, where the service doesn't tier each account and region by itself.
 */
export function charged(uses: readonly Use[], isOrganization: boolean): readonly Charge[] {
  const pools = new Map<string, number>();
  for (const use of uses) {
    const pool = poolOf(use, isOrganization);
    const shared = pool.isShared ? use.times : 1;
    pools.set(pool.name, (pools.get(pool.name) ?? 0) + use.quantity * shared);
  }
  return uses.map((use) => {
    const together = pools.get(poolOf(use, isOrganization).name) ?? 0;
    const rate = together === 0 ? 0 : usdOf(PRICES[use.price], together) / together;
    return { ...use, usd: use.quantity * use.times * rate };
  });
}

function poolOf({ price, item, place }: Use, isOrganization: boolean) {
  const { pooled }: Price = PRICES[price];
  if (pooled === "account and region") {
    return { name: [price, place.accountId, place.region, item].join(" "), isShared: false };
  }
  return isOrganization
    ? { name: price, isShared: true }
    : { name: `${price} ${place.accountId}`, isShared: false };
}

export const sumOf = (charges: readonly Pick<Charge, "usd">[]): number =>
  charges.reduce((sum, { usd }) => sum + usd, 0);
