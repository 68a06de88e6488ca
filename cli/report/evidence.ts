import { type Decision } from "../../emulator/enforcement";
import { type DeliveryRecord, type Rehearsal } from "../rehearse/record";
import { html, type Html } from "./html";
import { breakable, folded, json, mark } from "./words";

export const decisionsSection = ({ decisions }: Rehearsal): Html =>
  html`<section id="decisions">
    <h2>What the policies decided</h2>
    <p class="lead">
      Every call of the intruders, the uploader and the responder was judged by the policies that
      were in force at that moment.
    </p>
    <div class="scroll">
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
          ${decisions.map(decisionRow)}
        </tbody>
      </table>
    </div>
  </section>`;

const decisionRow = ({ time, principal, action, resource, allowed, because }: Decision): Html =>
  html`<tr class="${allowed ? "allowed" : "refused"}">
    <td class="quiet">${time.slice(11, 19)}</td>
    <td>${breakable(principal.split(":").at(-1) ?? principal)}</td>
    <td><b>${action}</b><br /><code>${breakable(resource)}</code></td>
    <td>
      ${mark(allowed)} ${allowed ? "allowed" : "refused"}<br /><span class="quiet">${because}</span>
    </td>
  </tr>`;

export const deliveriesSection = ({ deliveries }: Rehearsal): Html =>
  html`<section id="events">
    <h2>What the function was told</h2>
    ${deliveries.map(delivery)}
  </section>`;

const NAMES = { notification: "S3's notification", trail: "CloudTrail's event" } as const;

const delivery = ({ trigger, by, about, event, seconds, ok, logs }: DeliveryRecord): Html =>
  html`<div class="delivery">
    <p>
      ${mark(ok)} <b>${NAMES[trigger]}</b> by “${by}” about <code>${breakable(about)}</code>,
      handled in ${seconds} s
    </p>
    ${folded("The event", json(event))} ${folded("What the function logged", logs.join("\n"))}
  </div>`;
