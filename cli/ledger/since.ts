import { BadInput } from "../bad-input";

const MILLISECONDS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** An instant (ISO 8601), or how long before `now`: `90m`, `24h`, `7d`, `2w`. @throws BadInput */
export function parseSince(text: string, now: Date): Date {
  const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) {
    return new Date(now.getTime() - Number(count) * (MILLISECONDS[unit] ?? 0));
  }
  const at = ISO.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return new Date(at);
  throw new BadInput(`--since takes a time such as 2026-01-31T12:00:00Z, or 90m, 24h, 7d: ${text}`);
}

/** @throws BadInput */
export function parseLimit(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new BadInput(`--limit takes a whole number from 1: ${text}`);
}
