import { createHash } from "node:crypto";
import { html, Html, NOTHING } from "../../html/html";
import { type Rehearsal, type Verdict } from "../rehearse/record";
import { applied } from "./applied";
import { COLOURS } from "./colours";
import { decisions, deliveries } from "./evidence";
import { faults } from "./faults";
import { findings } from "./findings";
import { incidents } from "./incidents";
import { messages } from "./messages";
import { type Section } from "./section";
import { stacks } from "./stacks";
import { STYLES } from "./styles";
import { timeline } from "./timeline";
import { uploads } from "./uploads";
import { clock, moment, plural } from "./words";

const SECTIONS: readonly Section[] = [
  ...[faults, incidents, messages, timeline, findings],
  ...[uploads, stacks, applied, decisions, deliveries],
];

/**
 * One file with everything in it: it can be mailed, archived, and read without a network or a script.
 * @param script of `client/`, bundled: filters, and the contents' mark of where one is
 */
export function reportPage(record: Rehearsal, script: string): string {
  const sections = SECTIONS.map((section) => ({
    ...section,
    content: section.body(record),
  })).filter(({ content }) => content.text !== "");
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="${policyFor(script)}" />
        <title>Rehearsal ${record.verdict} · Bucket Warden</title>
        <style>
          ${new Html(COLOURS + STYLES)}
        </style>
      </head>
      <body>
        <a class="skip" href="#report">Skip the contents</a>
        ${head(record)}
        <nav aria-label="Contents">
          <ul>
            ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="report" tabindex="-1">
          ${figures(record)}
          ${sections.map(
            ({ id, title, content }) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${title}</h2>
                ${content}
              </section>`,
          )}
        </main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html> `.text;
}

/** Nothing is loaded, and no script runs but this one, whatever stands in the page. */
function policyFor(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

const VERDICTS: Readonly<Record<Verdict, { readonly word: string; readonly sentence: string }>> = {
  running: { word: "Unfinished", sentence: "The rehearsal did not come to its end." },
  passed: { word: "Passed", sentence: "Everything happened as it must." },
  failed: { word: "Failed", sentence: "Something did not happen as it must." },
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

function figures({ timeline: entries, incidents: all, stacks: applies, plans }: Rehearsal): Html {
  const good = entries.filter(({ ok }) => ok).length;
  const resources = applies.reduce((sum, stack) => sum + stack.addresses.length, 0);
  const empty = plans.filter(({ changes }) => changes.length === 0).length;
  const slowest = Math.max(0, ...all.map(({ seconds }) => seconds));
  const accounts = new Set(applies.map(({ accountId }) => accountId)).size;
  const tiles = [
    tile(`${slowest} s`, "from the intruder's upload to the last alert, at most", all.length > 0),
    tile(`${good} of ${entries.length}`, "entries as expected", good === entries.length),
    tile(`${resources}`, `resources applied in ${plural(accounts, "account")}`, true),
    tile(`${empty} of ${plans.length}`, "plans empty, before and after", empty === plans.length),
  ];
  return html`<dl class="figures">${tiles}</dl>`;
}

const tile = (figure: string, meaning: string, isAsItMust: boolean): Html =>
  html`<div>
    <dt>${meaning}</dt>
    <dd ${isAsItMust ? NOTHING : html`class="bad"`}>${figure}</dd>
  </div>`;
