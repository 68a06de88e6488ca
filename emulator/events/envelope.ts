import { type BusEvent } from "../../decisions/bus-event";
import { randomUUID } from "node:crypto";
import { stringsOf } from "../gaps/gap";
import { text } from "../request";

/** One of the entries of a call to PutEvents. */
export type Entry = Readonly<Record<string, unknown>>;

export interface EntryFault {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

export interface Origin {
  readonly accountId: string;
  readonly region: string;
}

const invalid = (field: string): EntryFault => ({
  ErrorCode: "InvalidArgument",
  ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
});

const MALFORMED: EntryFault = {
  ErrorCode: "MalformedDetail",
  ErrorMessage: "Detail is malformed.",
};

/** Account, region and id are EventBridge's to say, and never the caller's. */
export function eventOf(entry: Entry, { accountId, region }: Origin): BusEvent | EntryFault {
  const source = text(entry.Source) ?? "";
  const detailType = text(entry.DetailType) ?? "";
  if (source === "") return invalid("Source");
  if (detailType === "") return invalid("DetailType");
  const detail = detailIn(text(entry.Detail));
  if (detail === undefined) return MALFORMED;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: accountId,
    time: timeOf(entry.Time),
    region,
    resources: stringsOf(entry.Resources),
    detail,
  };
}

export const isFault = (made: BusEvent | EntryFault): made is EntryFault => "ErrorCode" in made;

function detailIn(json = ""): BusEvent["detail"] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as BusEvent["detail"])
      : undefined;
  } catch {
    return undefined;
  }
}

/** Clients send seconds since 1970; events carry whole seconds. */
function timeOf(time: unknown): string {
  const at = typeof time === "number" ? new Date(time * 1000) : new Date();
  return `${at.toISOString().slice(0, 19)}Z`;
}
