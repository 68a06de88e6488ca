import { html, NOTHING } from "../../html/html";
import { type Section } from "./section";
import { detailOf } from "./timeline";
import { clock, mark } from "./words";

/** Whoever opens the report of a failed rehearsal wants this and nothing else. */
export const faults: Section = {
  id: "faults",
  title: "What went wrong",
  body: ({ timeline }) => {
    const wrong = timeline.filter(({ ok }) => !ok);
    if (wrong.length === 0) return NOTHING;
    return html`<ol class="faults">
      ${wrong.map(
        ({ seconds, chapter, title, detail }) =>
          html`<li>
            ${mark(false)} <strong>${title}</strong>
            <span class="quiet">${chapter}, ${clock(seconds)}</span> ${detailOf(detail)}
          </li>`,
      )}
    </ol>`;
  },
};
