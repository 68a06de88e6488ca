import { html, type Html, NOTHING } from "../../html/html";
import { type FindingRecord, type Rehearsal } from "../rehearse/record";
import { checkbox, choice, filterForm } from "./filter";
import { type Section } from "./section";
import { badge, breakable, bySeverity, folded, json, mark, plural } from "./words";

/** Every finding that was put on a bus, and which way it took to the security team. */
export const findings: Section = { id: "findings", title: "Findings", body };

function body({ findings: all }: Rehearsal): Html {
  if (all.length === 0) return NOTHING;
  const severities = [...new Set(all.map(({ severity }) => severity))].sort(bySeverity);
  const sources = [...new Set(all.map(({ source }) => source))].sort();
  return html`<p class="lead">
      Each was put on the event bus on which AWS would put it. The rules, policies and keys that
      were deployed took it from there.
    </p>
    ${filterForm("findings", [
      checkbox("ok", "no", "only what went wrong"),
      choice({ name: "severity", title: "Severity", values: severities }),
      choice({ name: "source", title: "Source", values: sources }),
    ])}
    ${all.map(finding)}`;
}

const finding = (found: FindingRecord): Html => {
  const { source, severity, accountId, region, faults, event } = found;
  const ok = faults.length === 0;
  return html`<details
    class="finding item ${ok ? "" : "wrong"}"
    data-source="${source}"
    data-severity="${severity}"
    data-ok="${ok ? "yes" : "no"}"
  >
    <summary>
      ${mark(ok)} ${badge(severity)} <b>${source}</b> ${event["detail-type"]}
      <span class="quiet"><code>${accountId}</code> ${region}: ${outcomeOf(found)}</span>
    </summary>
    ${way(found)} ${folded("The event", json(event))}
  </details>`;
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
