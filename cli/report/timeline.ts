import { type Rehearsal, type TimelineEntry } from "../rehearse/record";
import { html, type Html } from "./html";
import { clock, mark } from "./words";

export const timelineSection = ({ timeline }: Rehearsal): Html =>
  html`<section id="timeline">
    <h2>What happened, minute by minute</h2>
    ${chapters(timeline).map(chapter)}
  </section>`;

/** Entries that follow one another in one chapter; a chapter's title may come up again later. */
function chapters(timeline: readonly TimelineEntry[]): TimelineEntry[][] {
  const found: TimelineEntry[][] = [];
  for (const entry of timeline) {
    const last = found.at(-1);
    if (last?.[0]?.chapter === entry.chapter) last.push(entry);
    else found.push([entry]);
  }
  return found;
}

const chapter = (entries: readonly TimelineEntry[]): Html =>
  html`<h3 class="chapter">${entries[0]?.chapter ?? ""}</h3>
    <ol class="timeline">
      ${entries.map(entry)}
    </ol>`;

const entry = ({ seconds, title, detail, ok }: TimelineEntry): Html =>
  html`<li class="${ok ? "good" : "bad"}">
    <time>${clock(seconds)}</time>
    ${mark(ok)}
    <strong>${title}</strong>
    ${detailOf(detail)}
  </li>`;

/** A letter is for those who want to read it here; one line is for everybody. */
function detailOf(detail: string): Html {
  const [first = "", ...more] = detail.split("\n");
  return more.length === 0
    ? html`<p>${detail}</p>`
    : html`<details>
        <summary>${first}</summary>
        <pre>${detail}</pre>
      </details>`;
}
