import { html, type Html, NOTHING } from "../../html/html";
import { type IncidentRecord, type ObjectState } from "../rehearse/record";
import { type DiffLine, diffLines, type Hunk, hunksOf } from "./diff";
import { policyText } from "./policy-text";
import { breakable, folded, plural } from "./words";

/** What the response changed: the object, the bucket policy, what is attached to the principal. */
export const changesOf = (incident: IncidentRecord): Html =>
  html`<h4>Before and after</h4>
    <div class="states">
      ${objectCard(incident)} ${policyCard(incident)} ${principalCard(incident)}
    </div>
    ${policyDiff(incident)}`;

interface Card {
  readonly title: string;
  /** @default there is no such state to tell */
  readonly before?: string;
  readonly after: string;
  readonly isAsItMust: boolean;
  readonly lines: readonly DiffLine[];
  readonly note?: string;
}

const card = ({ title, before, after, isAsItMust, lines, note }: Card): Html =>
  html`<div class="state">
    <h5>${title}</h5>
    <p class="big">
      ${before === undefined ? NOTHING : html`${before} <span class="arrow" role="img" aria-label="then">→</span>`}
      <span class="${isAsItMust ? "good" : "bad"}">${after}</span>
    </p>
    ${diff(lines)} ${note === undefined ? NOTHING : html`<p class="quiet">${note}</p>`}
  </div>`;

const count = (items: readonly string[], noun: string, nouns?: string): string =>
  items.length === 0 ? `no ${noun}` : plural(items.length, noun, nouns);

const objectCard = ({ before, after, versionId }: IncidentRecord): Html =>
  card({
    title: "The object",
    before: count(before.versions, "version"),
    after: count(after.versions, "version"),
    isAsItMust: !after.versions.includes(versionId) && !after.readable,
    lines: diffLines(before.versions, after.versions),
    note: `Before, ${readable(before)}; after, ${readable(after)}.`,
  });

const readable = (state: ObjectState): string =>
  state.readable ? "it could be read" : "it couldn't be read";

function policyCard({ policy }: IncidentRecord): Html {
  const lines = policyLines(policy).filter(({ kind }) => kind !== "same");
  const isMore = lines.some(({ kind }) => kind === "added");
  return card({
    title: "The bucket policy",
    after: isMore ? plural(lines.length, "changed line") : "nobody was blocked",
    isAsItMust: isMore,
    lines: lines.map((line) => ({ ...line, text: line.text.trim() })),
  });
}

const principalCard = ({ attachedBefore, attachedPolicies, userId }: IncidentRecord): Html =>
  card({
    title: "Policies attached to the intruder",
    before: count(attachedBefore, "policy", "policies"),
    after: count(attachedPolicies, "policy", "policies"),
    isAsItMust: attachedPolicies.length > attachedBefore.length,
    lines: diffLines(attachedBefore, attachedPolicies),
    note: userId,
  });

const policyLines = ({ before, after }: IncidentRecord["policy"]): DiffLine[] =>
  diffLines(policyText(before).split("\n"), policyText(after).split("\n"));

/** In its place: which statement it is, and what stands around. */
function policyDiff({ policy, statement, bucket }: IncidentRecord): Html {
  const { hunks, rest } = hunksOf(policyLines(policy));
  if (hunks.length === 0) return NOTHING;
  return html`<figure class="policy">
    <figcaption>What the responder changed in the policy of <code>${bucket}</code></figcaption>
    <div class="diff" tabindex="0" role="group" aria-label="Changed lines of the bucket policy">
      ${hunks.map(hunk)} ${gap(rest)}
    </div>
    ${folded("The whole statement", statement === undefined ? "there is none" : policyText(statement))}
  </figure>`;
}

const hunk = ({ skipped, sid, lines }: Hunk): Html => html`${gap(skipped, sid)} ${lines.map(row)}`;

const gap = (lines: number, sid?: string): Html =>
  lines === 0
    ? NOTHING
    : html`<p class="gap">
        ${plural(lines, "line")} as before${sid === undefined ? "" : html`, then in <b>${sid}</b>`}
      </p>`;

const diff = (lines: readonly DiffLine[]): Html =>
  lines.length === 0 ? NOTHING : html`<div class="diff small">${lines.map(row)}</div>`;

/** Elements that say to everybody what was added and what taken away. */
const ROWS: Readonly<Record<DiffLine["kind"], (text: Html[]) => Html>> = {
  same: (text) => html`<span><b></b><code>${text}</code></span>`,
  added: (text) => html`<ins><b aria-hidden="true">+</b><code>${text}</code></ins>`,
  removed: (text) => html`<del><b aria-hidden="true">−</b><code>${text}</code></del>`,
};

const row = ({ kind, text }: DiffLine): Html => ROWS[kind](breakable(text));
