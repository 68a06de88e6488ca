import { type FindingRecord, type Rehearsal } from "../rehearse/record";
import { html, type Html, NOTHING } from "./html";
import { breakable, folded, json, mark, plural } from "./words";

/** Every finding that was put on a bus, and what the security team read of it. */
export const findingsSection = ({ findings }: Rehearsal): Html =>
  findings.length === 0
    ? NOTHING
    : html`<section id="findings">
        <h2>Findings</h2>
        <p class="lead">
          Each was put on the event bus on which AWS would put it. The rules, policies and keys that
          were deployed took it from there.
        </p>
        ${findings.map(finding)}
      </section>`;

const finding = (found: FindingRecord): Html => {
  const { source, severity, accountId, region, alerts, faults, event } = found;
  return html`<div class="delivery">
    <p>
      ${mark(faults.length === 0)} <b>${source}</b> · ${severity} · ${event["detail-type"]} ·
      <code>${accountId}</code>, ${region}: ${outcomeOf(found)}
    </p>
    ${alerts.map(({ message, topic }) => folded(`As the security team reads it, by ${topic}`, message))}
    ${folded("The event", json(event))} ${way(found)}
  </div>`;
};

function outcomeOf({ arrives, alerts, faults }: FindingRecord): Html {
  if (faults.length > 0) return html`<em>${faults.join("; ")}</em>`;
  return arrives
    ? html`read ${plural(alerts.length, "time")}`
    : html`nobody was told, and nobody was to be told`;
}

const way = ({ routes }: FindingRecord): Html =>
  html`<ul class="changes">
    ${routes.map(
      ({ bus, rule, target, outcome, because }) =>
        html`<li>
          ${breakable(bus)} → <b>${rule}</b> → ${breakable(target)}: ${outcome} ${because}
        </li>`,
    )}
  </ul>`;
