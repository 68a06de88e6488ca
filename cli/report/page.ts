import { type Rehearsal, type Verdict } from "../rehearse/record";
import { appliedSection } from "./applied";
import { decisionsSection, deliveriesSection } from "./evidence";
import { findingsSection } from "./findings";
import { html, Html } from "./html";
import { incidentsSection, uploadsSection } from "./incidents";
import { stacksSection } from "./stacks";
import { STYLES } from "./styles";
import { timelineSection } from "./timeline";
import { clock, moment, plural } from "./words";

/** One file with everything in it: it can be mailed, archived, and read without a network. */
export function reportPage(record: Rehearsal): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Rehearsal ${record.verdict} · Bucket Warden</title>
        <style>
          ${new Html(STYLES)}
        </style>
      </head>
      <body>
        <main>
          ${head(record)} ${figures(record)} ${incidentsSection(record)} ${uploadsSection(record)}
          ${findingsSection(record)} ${timelineSection(record)} ${stacksSection(record)}
          ${appliedSection(record)} ${decisionsSection(record)} ${deliveriesSection(record)}
        </main>
      </body>
    </html> `;
  return text;
}

const VERDICTS: Readonly<Record<Verdict, { readonly word: string; readonly sentence: string }>> = {
  running: { word: "Unfinished", sentence: "The rehearsal did not come to its end." },
  passed: { word: "Passed", sentence: "Everything happened as it must." },
  failed: { word: "Failed", sentence: "Something did not happen as it must: see the red lines." },
  interrupted: { word: "Interrupted", sentence: "The rehearsal was stopped before its end." },
};

function head({ verdict, startedAt, config, seconds }: Rehearsal): Html {
  const { word, sentence } = VERDICTS[verdict];
  return html`<header>
    <p class="kicker">Bucket Warden · rehearsal</p>
    <h1><span class="verdict ${verdict}">${word}</span> ${sentence}</h1>
    <p class="quiet">${moment(startedAt)} · <code>${config}</code> · ${clock(seconds)} minutes</p>
  </header>`;
}

function figures({ timeline, incidents, stacks, plans }: Rehearsal): Html {
  const good = timeline.filter(({ ok }) => ok).length;
  const resources = stacks.reduce((sum, stack) => sum + stack.addresses.length, 0);
  const empty = plans.filter(({ changes }) => changes.length === 0).length;
  const slowest = Math.max(0, ...incidents.map(({ seconds }) => seconds));
  const accounts = new Set(stacks.map(({ accountId }) => accountId)).size;
  const tiles: [string, string][] = [
    [`${slowest} s`, "from the intruder's upload to the last alert, at most"],
    [`${good} of ${timeline.length}`, "entries of the timeline as expected"],
    [`${resources}`, `resources applied in ${plural(accounts, "account")}`],
    [`${empty} of ${plans.length}`, "plans empty, before and after the incidents"],
  ];
  return html`<dl class="figures">
    ${tiles.map(
      ([figure, meaning]) =>
        html`<div>
          <dt>${meaning}</dt>
          <dd>${figure}</dd>
        </div>`,
    )}
  </dl>`;
}
