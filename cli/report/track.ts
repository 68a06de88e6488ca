import { html, type Html } from "../../html/html";

/** From when to when of a span that begins at 0; seconds. */
export interface Stretch {
  readonly from: number;
  /** @default from: a point in time */
  readonly to?: number;
}

/** A bar, or a dot for what took no time, where it lies in the whole; words beside it say the same. */
export function track({ from, to }: Stretch, whole: number): Html {
  const left = percentOf(from, whole);
  const shape =
    to === undefined ? `left:${left}%` : `left:${left}%;width:${percentOf(to - from, whole)}%`;
  return html`<span class="track" aria-hidden="true"
    ><i class="${to === undefined ? "dot" : "bar"}" style="${shape}"></i
  ></span>`;
}

/** Seconds from one mark to the next, as clocks and rulers have them. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const MOST = 6;

/** Round times for an axis, 0 first; at most `MOST` of them. */
export function ticksOf(whole: number): number[] {
  const step = STEPS.find((one) => whole / one < MOST) ?? whole;
  const count = Math.floor(whole / step) + 1;
  return Array.from({ length: count }, (_, index) => Number((index * step).toFixed(2)));
}

/** A mark so far to the right has its time on its left, where there is room. */
const RIGHT = 85;

/** The times above tracks. */
export const axis = (whole: number, label: (seconds: number) => string): Html =>
  html`<span class="axis" aria-hidden="true"
    >${ticksOf(whole).map((tick) => {
      const left = percentOf(tick, whole);
      return html`<i class="${left > RIGHT ? "turned" : ""}" style="left:${left}%"
        >${label(tick)}</i
      >`;
    })}</span
  >`;

/** In tenths. */
const percentOf = (seconds: number, whole: number): number =>
  Math.round((seconds / Math.max(whole, 0.001)) * 1000) / 10;
