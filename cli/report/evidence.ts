import { type Decision } from "../../emulator/enforcement";
import { html, type Html, NOTHING } from "../../html/html";
import { type DeliveryRecord } from "../rehearse/record";
import { type Section } from "./section";
import { breakable, folded, json, mark, plural } from "./words";

export const decisions: Section = {
  id: "decisions",
  title: "What the policies decided",
  body: ({ decisions: all }) => (all.length === 0 ? NOTHING : judged(all)),
};

/** Hundreds of rows, which few want to read: they are a click away. */
const judged = (all: readonly Decision[]): Html =>
  html`<p class="lead">
      Every call of the intruders, the uploader and the responder was judged by the policies that
      were in force at that moment: ${all.filter(({ allowed }) => !allowed).length} of
      ${plural(all.length, "call")} refused.
    </p>
    <details>
      <summary>Every decision</summary>
      <div class="scroll" tabindex="0" role="group" aria-label="Every decision">
        <table class="decisions">
          <thead>
            <tr>
              <th>Time</th>
              <th>Who</th>
              <th>Call</th>
              <th>Decision</th>
            </tr>
          </thead>
          <tbody>
            ${all.map(decisionRow)}
          </tbody>
        </table>
      </div>
    </details>`;

const decisionRow = ({ time, principal, action, resource, allowed, because }: Decision): Html =>
  html`<tr class="${allowed ? "allowed" : "refused"}">
    <td class="quiet">${time.slice(11, 19)}</td>
    <td>${breakable(principal.split(":").at(-1) ?? principal)}</td>
    <td><b>${action}</b><br /><code>${breakable(resource)}</code></td>
    <td>
      ${mark(allowed)} ${allowed ? "allowed" : "refused"}<br /><span class="quiet">${because}</span>
    </td>
  </tr>`;

export const deliveries: Section = {
  id: "events",
  title: "What the function was told",
  body: ({ deliveries: all }) => html`${all.map(delivery)}`,
};

const NAMES = { notification: "S3's notification", trail: "CloudTrail's event" } as const;

const delivery = ({ trigger, by, about, event, seconds, ok, logs }: DeliveryRecord): Html =>
  html`<div class="delivery">
    <p>
      ${mark(ok)} <b>${NAMES[trigger]}</b> by “${by}” about <code>${breakable(about)}</code>,
      handled in ${seconds} s
    </p>
    ${folded("The event", json(event))} ${folded("What the function logged", logs.join("\n"))}
  </div>`;
