const PLACES = 2;
const CENT = 0.01;

const grouped = (value: number, digits: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const dollars = (usd: number): string =>
  usd > 0 && usd < CENT ? "< $0.01" : `$${grouped(usd, PLACES)}`;

/** Of what is always less than a cent. */
export const fineDollars = (usd: number): string => `$${grouped(usd, 6)}`;

/** At most two places; what is smaller keeps two digits. */
export const amount = (quantity: number): string =>
  quantity > 0 && quantity < CENT
    ? String(Number(quantity.toPrecision(2)))
    : quantity.toLocaleString("en-US", { maximumFractionDigits: PLACES });

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

export const markdownTable = (
  fields: readonly string[],
  rows: readonly (readonly string[])[],
): string => [row(fields), row(fields.map(() => "---")), ...rows.map(row), ""].join("\n");
