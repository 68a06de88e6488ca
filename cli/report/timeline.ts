import { html, type Html, NOTHING } from "../../html/html";
import { type Rehearsal, type TimelineEntry } from "../rehearse/record";
import { type Chapter, chaptersOf } from "./chapters";
import { checkbox, filterForm, searchField } from "./filter";
import { type Section } from "./section";
import { axis, track } from "./track";
import { clock, mark, plural } from "./words";

export const timeline: Section = { id: "timeline", title: "The whole run", body };

function body({ timeline: entries, seconds }: Rehearsal): Html {
  if (entries.length === 0) return NOTHING;
  return html`<p class="lead">
      ${plural(entries.length, "entry", "entries")} in ${clock(seconds)} minutes; a chapter opens to
      what was done and checked in it.
    </p>
    ${filterForm("timeline", [
      searchField("Search the run"),
      checkbox("ok", "no", "only what went wrong"),
    ])}
    <div class="ruler" aria-hidden="true">${axis(seconds, clock)}</div>
    ${chaptersOf(entries).map((one) => chapter(one, seconds))}`;
}

const chapter = (one: Chapter, whole: number): Html =>
  html`<details class="chapter ${one.ok ? "" : "wrong"}" ${one.ok ? NOTHING : html`open`}>
    <summary>
      <time>${clock(one.from)}</time> ${mark(one.ok)}
      <h3>${one.title || "Before the story"}</h3>
      <span class="quiet">${lasted(one)}</span> ${track(one, whole)}
    </summary>
    <ol>
      ${one.entries.map(row)}
    </ol>
  </details>`;

const lasted = ({ from, to }: Chapter): string =>
  to - from < 60 ? `${Math.round((to - from) * 10) / 10} s` : `${clock(to - from)} min`;

const row = ({ seconds, title, detail, ok }: TimelineEntry): Html =>
  html`<li class="item ${ok ? "" : "wrong"}" data-ok="${ok ? "yes" : "no"}">
    <time>${clock(seconds)}</time>
    ${mark(ok)}
    <strong>${title}</strong>
    ${detailOf(detail)}
  </li>`;

/** A letter is for those who want to read it here; one line is for everybody. */
export function detailOf(detail: string): Html {
  const [first = "", ...more] = detail.split("\n");
  return more.length === 0
    ? html`<p>${detail}</p>`
    : html`<details>
        <summary>${first}</summary>
        <pre tabindex="0">${detail}</pre>
      </details>`;
}
