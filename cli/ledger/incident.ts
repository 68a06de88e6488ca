import { fieldsAt, isFields, textOf } from "../../lambda/responder/events/reading";
import { type Item } from "../../lambda/responder/ledger/item";

/** An incident as the ledger has it; whatever an item holds is shown, whoever wrote it. */
export interface Incident {
  readonly id: string;
  /** When the object was created (ISO 8601). */
  readonly time: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

export type Fact = string | number | readonly string[] | Readonly<Record<string, string>>;

export const incidentPrefix = (bucket: string): string => `incident#${bucket}#`;

export function readIncident(item: Item): Incident {
  const { pk, ...attributes } = item;
  const facts = Object.entries(attributes).flatMap(([name, value]): [string, Fact][] => {
    const fact = factOf(value);
    return fact === undefined ? [] : [[name, fact]];
  });
  return {
    id: textOf(fieldsAt({ pk }, "pk"), "S") ?? "",
    time: textOf(fieldsAt(item, "time"), "S") ?? "",
    facts: Object.fromEntries(facts),
  };
}

function factOf(value: unknown): Fact | undefined {
  if (!isFields(value)) return undefined;
  const { S, N, SS, M } = value;
  if (typeof S === "string") return S;
  if (typeof N === "string") return Number(N);
  if (Array.isArray(SS)) return SS.map(String);
  if (!isFields(M)) return undefined;
  return Object.fromEntries(
    Object.keys(M).map((name) => [name, textOf(fieldsAt(M, name), "S") ?? ""]),
  );
}

export interface Selection {
  readonly since?: Date;
  readonly limit: number;
}

/** The newest incidents, newest first; never more of them in memory than a page and the answer. */
export async function newest(
  pages: AsyncIterable<readonly Item[]>,
  { since, limit }: Selection,
): Promise<readonly Incident[]> {
  let kept: Incident[] = [];
  for await (const items of pages) {
    const found = items.map(readIncident).filter(({ time }) => !since || at(time) >= at(since));
    kept = [...kept, ...found].sort((one, other) => at(other.time) - at(one.time)).slice(0, limit);
  }
  return kept;
}

/** An incident whose time can't be read is shown last, not lost. */
const at = (time: string | Date): number => {
  const instant = new Date(time).getTime();
  return Number.isNaN(instant) ? 0 : instant;
};

/** A text within the incident, such as the status of a step. */
export function factAt({ facts }: Incident, name: string, within?: string): string | undefined {
  const fact = facts[name];
  if (within === undefined) return typeof fact === "string" ? fact : undefined;
  return isFields(fact) ? textOf(fact, within) : undefined;
}

export const toJson = ({ id, facts }: Incident) => ({ id, ...facts });
