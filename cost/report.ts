import { type Estate, type Place } from "./estate";
import { type Incident, incidentsAt } from "./incident";
import { type Inputs } from "./inputs";
import { type Charge, quietMonth, sumOf } from "./month";
import { type Price } from "./price";
import { type PriceId, PRICES } from "./prices";

/** All charges of one item in one kind of account, its regions together. */
export interface ItemCharge {
  readonly item: string;
  readonly account: Place["account"];
  readonly price: PriceId;
  readonly unit: string;
  /** Of all accounts of the kind. */
  readonly quantity: number;
  readonly usd: number;
  readonly from: string;
}

export interface CostReport {
  /** Workload accounts. */
  readonly accounts: number;
  readonly inputs: Inputs;
  readonly month: {
    readonly usd: number;
    /** On average. */
    readonly eachWorkload: number;
    /** What is there once, however many workloads. */
    readonly once: number;
    /** The dearest first. */
    readonly items: readonly ItemCharge[];
  };
  readonly incidents: readonly (Incident & { readonly usd: number })[];
}

export function costReport(estate: Estate, inputs: Inputs, accounts: number): CostReport {
  const charges = quietMonth(estate, inputs, accounts);
  const ofWorkloads = charges.filter(({ place }) => place.account === "workload");
  const usd = sumOf(charges);
  return {
    ...{ accounts, inputs },
    month: {
      usd,
      eachWorkload: sumOf(ofWorkloads) / accounts,
      once: usd - sumOf(ofWorkloads),
      items: itemsOf(charges),
    },
    incidents: guardedHome(estate).flatMap((place) =>
      incidentsAt({ place, estate, inputs }).map((incident) => ({
        ...incident,
        usd: sumOf(incident.charges),
      })),
    ),
  };
}

const guardedHome = ({ places }: Estate): Place[] =>
  places.filter(({ account, scope }) => account === "workload" && scope === "home").slice(0, 1);

function itemsOf(charges: readonly Charge[]): ItemCharge[] {
  const items = new Map<string, ItemCharge>();
  for (const { item, price, from, place, quantity, times, usd } of charges) {
    const { account } = place;
    const { unit }: Price = PRICES[price];
    const before = items.get(`${account} ${item}`) ?? { quantity: 0, usd: 0 };
    items.set(`${account} ${item}`, {
      ...{ item, account, price, unit, from },
      quantity: before.quantity + quantity * times,
      usd: before.usd + usd,
    });
  }
  return [...items.values()].sort((a, b) => b.usd - a.usd);
}
