import { type Estate } from "./estate";
import { amount, dollars, fineDollars, markdownTable } from "./format";
import { INPUT_NAMES, INPUTS, type Inputs } from "./inputs";
import { LEVERS } from "./levers";
import { type Charge, quietMonth, sumOf } from "./month";
import { type Price, type Seen } from "./price";
import { PRICES } from "./prices";
import { costReport, type CostReport, type ItemCharge } from "./report";
import { FREE } from "./resource-types";
import { INTRODUCTION, INCIDENT, LEFT_OUT, MONTH, SCALE, SEEN } from "./words";

/** The committed examples, each as far as it is needed. */
export interface Examples {
  /** `warden.config.ts`, its first workload. */
  readonly invitation: Estate;
  /** `examples/organization`, a workload without malware protection. */
  readonly organization: Estate;
  /** `examples/organization`, a workload with it. */
  readonly scanned: Estate;
}

const SIZES = [1, 10, 100, 1_000] as const;
const MANY = 1_000;
/** Above, an account's bucket policy is full; `config/policy-limits.ts` refuses it. */
const MOST_BY_INVITATION = 100;

/** docs/cost.md */
export function costDocument(examples: Examples, inputs: Inputs): string {
  const report = costReport(examples.organization, inputs, 1);
  return [
    INTRODUCTION,
    `${SCALE}\n`,
    scaleTable(examples, inputs),
    `${MONTH}\n`,
    monthTable(report),
    `${INCIDENT}\n`,
    incidentTable(report),
    "## What dominates, and what lowers it\n",
    leverTable(examples, inputs),
    "## Inputs\n",
    inputTable(),
    `${SEEN}\n`,
    priceTable(),
    `${LEFT_OUT}\n`,
    markdownTable(
      ["Not charged because", "Resource types"],
      Object.entries(FREE).map(([why, types]) => [why, types.map(code).join(", ")]),
    ),
  ].join("\n");
}

const code = (text: string): string => `\`${text}\``;

function scaleTable({ organization, invitation }: Examples, inputs: Inputs): string {
  const cells = (estate: Estate, accounts: number) => {
    const { usd, eachWorkload, once } = costReport(estate, inputs, accounts).month;
    return [dollars(usd), dollars(eachWorkload), dollars(once)];
  };
  return markdownTable(
    [
      "Workload accounts",
      ...["Organization, two regions", "each workload", "audit and management account"],
      ...["By invitation, one region", "each workload", "audit account"],
    ],
    SIZES.map((accounts) => [
      amount(accounts),
      ...cells(organization, accounts),
      ...(accounts > MOST_BY_INVITATION ? ["-", "-", "-"] : cells(invitation, accounts)),
    ]),
  );
}

/** Quantity and cost in each kind of account; the dearest item of a workload first. */
function monthTable({ month: { items, eachWorkload, usd } }: CostReport): string {
  const names = [...new Set(items.map(({ item }) => item))];
  const of = (name: string, account: ItemCharge["account"]) =>
    items.find((charge) => charge.item === name && charge.account === account);
  const rows = names
    .map((name) => ({ name, workload: of(name, "workload"), audit: of(name, "audit") }))
    .filter(({ workload, audit }) => workload ?? audit)
    .sort((a, b) => (b.workload?.usd ?? 0) - (a.workload?.usd ?? 0))
    .map(({ name, workload, audit }) => [
      ...[name, (workload ?? audit)?.unit ?? ""],
      ...[workload, audit].flatMap((charge) => [
        charge ? amount(charge.quantity) : "",
        charge ? dollars(charge.usd) : "",
      ]),
      (workload ?? audit)?.from ?? "",
    ]);
  const audit = items.filter(({ account }) => account === "audit");
  const total = ["**Together**", "", "", bold(eachWorkload), "", bold(sumOf(audit))];
  const management = usd - eachWorkload - sumOf(audit);
  return [
    markdownTable(
      [
        "Item",
        "Unit",
        "A workload",
        "USD",
        "Audit account",
        "USD",
        "Where the quantity comes from",
      ],
      [...rows, [...total, ""]],
    ),
    `The management account's own share, by the same prices: ${dollars(management)}.\n`,
  ].join("\n");
}

const bold = (usd: number): string => `**${dollars(usd)}**`;

function incidentTable({ incidents }: CostReport): string {
  const [first] = incidents;
  const rows = (first?.charges ?? []).map(({ what, price }, index) => [
    what,
    PRICES[price].unit,
    ...incidents.flatMap(({ charges }) => {
      const charge = charges[index];
      return charge ? [amount(charge.quantity), fineDollars(charge.usd)] : ["", ""];
    }),
  ]);
  return markdownTable(
    ["Item", "Unit", ...incidents.flatMap(({ name, calls }) => [`${name}: ${calls} calls`, "USD"])],
    [
      ...rows,
      ["**Together**", "", ...incidents.flatMap(({ usd }) => ["", `**${fineDollars(usd)}**`])],
    ],
  );
}

function leverTable({ organization, scanned }: Examples, inputs: Inputs): string {
  const of = (estate: Estate, accounts: number) => workloadCharges(estate, inputs, accounts);
  const one = [...of(organization, 1)];
  const rows = LEVERS.map(({ part, covers, setting }) => {
    const estate = one.some(covers) ? organization : scanned;
    const usd = (accounts: number) => sumOf(of(estate, accounts).filter(covers));
    return { part, setting, one: usd(1), many: usd(MANY) };
  });
  return markdownTable(
    ["Part", "A workload account", "1,000 of them", "Which setting lowers it"],
    rows
      .sort((a, b) => b.one - a.one)
      .map(({ part, setting, ...usd }) => [part, dollars(usd.one), dollars(usd.many), setting]),
  );
}

const workloadCharges = (estate: Estate, inputs: Inputs, accounts: number): readonly Charge[] =>
  quietMonth(estate, inputs, accounts).filter(({ place }) => place.account === "workload");

const inputTable = (): string =>
  markdownTable(
    ["Input", "Default", "What it is", "Why this default"],
    INPUT_NAMES.map((name) => {
      const { default: usual, means, why } = INPUTS[name];
      return [code(name), amount(usual), means, why];
    }),
  );

function priceTable(): string {
  const prices: readonly Price[] = Object.values(PRICES);
  return markdownTable(
    ["Service", "Unit", "USD", "AWS's page", "Looked up"],
    prices.map(({ service, unit, per, tiers, page, seen }) => [
      service,
      unit,
      tiersOf(tiers, per),
      page,
      seenIn(seen),
    ]),
  );
}

function tiersOf(tiers: Price["tiers"], per: number): string {
  const each = tiers.map(({ upTo, usd }, index) => {
    const limit = upTo === undefined ? "beyond" : `to ${amount(upTo)}`;
    return tiers.length === 1 && index === 0 ? `$${usd}` : `$${usd} ${limit}`;
  });
  return `${each.join(", ")}${per === 1 ? "" : ` per ${amount(per)}`}`;
}

function seenIn(seen: Seen): string {
  if (seen.how === "from memory") return "no, from memory";
  const by = "by" in seen ? ` by ${seen.by}` : "";
  return `${seen.how}${by}, ${seen.on}`;
}
