import { html, type Html, type Value } from "../../html/html";

/** `1:07` */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `21 Nov 2026, 21:40 UTC` */
export function moment(iso: string): string {
  const at = new Date(iso);
  const month = at.toLocaleString("en-GB", { month: "short", timeZone: "UTC" });
  return `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, ${iso.slice(11, 16)} UTC`;
}

export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

export const mark = (ok: boolean): Html =>
  ok
    ? html`<span class="mark good" role="img" aria-label="as expected">✓</span>`
    : html`<span class="mark bad" role="img" aria-label="not as expected">✗</span>`;

export const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Lets a browser break a long ARN or address behind its separators. */
export const breakable = (text: string): Html[] =>
  text.split(/(?<=[:/_.])/).map((part) => html`${part}<wbr />`);

export const folded = (title: Value, content: string): Html =>
  html`<details>
    <summary>${title}</summary>
    <pre tabindex="0">${content}</pre>
  </details>`;

const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

/** The worst first; what isn't in the list comes last. */
export function bySeverity(one: string, other: string): number {
  const rank = (severity: string) => {
    const found = (SEVERITIES as readonly string[]).indexOf(severity);
    return found === -1 ? SEVERITIES.length : found;
  };
  return rank(one) - rank(other);
}

export const badge = (severity: string): Html =>
  severity === "" ? html`` : html`<span class="badge ${severity.toLowerCase()}">${severity}</span>`;
