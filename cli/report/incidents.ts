import {
  type AlertRecord,
  type IncidentRecord,
  type ObjectState,
  type Rehearsal,
} from "../rehearse/record";
import { html, type Html } from "./html";
import { breakable, folded, json, plural } from "./words";

export const incidentsSection = (record: Rehearsal): Html =>
  html`<section id="incidents">
    <h2>The intrusions</h2>
    ${record.incidents.map((incident) => incidentArticle(incident, record))}
  </section>`;

function incidentArticle(incident: IncidentRecord, { alerts }: Rehearsal): Html {
  const received = incident.alerts.flatMap((index) => alerts[index] ?? []);
  return html`<article class="incident">
    <h3>${incident.intruder}</h3>
    ${summary(incident)} ${beforeAndAfter(incident)}
    <div class="columns">
      <div>${received.map(alertCard)}</div>
      <div>
        <figure>
          <figcaption>The block, as the bucket policy holds it</figcaption>
          <pre>${json(incident.statement ?? "no denylist statement")}</pre>
        </figure>
        <figure>
          <figcaption>Attached to the intruder</figcaption>
          <pre>${incident.attachedPolicies.join("\n") || "nothing"}</pre>
        </figure>
      </div>
    </div>
  </article>`;
}

function summary({ principal, bucket, key, seconds, after, versionId, alerts }: IncidentRecord) {
  const end = after.versions.includes(versionId) ? "the object was still there" : "it was gone";
  return html`<p class="lead">
    <code>${breakable(principal)}</code> uploaded <code>${breakable(`${bucket}/${key}`)}</code>.
    ${seconds} s later ${end}, and the security team had ${plural(alerts.length, "alert")}.
  </p>`;
}

function beforeAndAfter({ versionId, before, after }: IncidentRecord): Html {
  const card = (title: string, state: ObjectState) => {
    const isThere = state.versions.includes(versionId);
    const words = state.readable ? "Everybody with read access gets it" : "Nobody can read it";
    return html`<div class="state ${isThere ? "there" : "gone"}">
      <h4>${title}</h4>
      <p class="big">${plural(state.versions.length, "version")}</p>
      <p>${isThere ? html`<code>${versionId}</code>` : "The intruder's version is gone"}</p>
      <p class="quiet">${words}</p>
    </div>`;
  };
  return html`<div class="states">
    ${card("Before the response", before)}<span class="arrow" aria-hidden="true">→</span
    >${card("After it", after)}
  </div>`;
}

/** The last alert of an incident knows the most; an earlier one is opened by whoever wants it. */
const alertCard = (alert: AlertRecord, index: number, all: readonly AlertRecord[]): Html =>
  html`<details class="letter" ${index === all.length - 1 ? html`open` : html``}>
    <summary>
      <span class="quiet">To the security team · ${alert.stage} · ${alert.severity}</span>
      <strong>${alert.subject}</strong>
    </summary>
    <pre>${alert.text}</pre>
    ${folded("The same as JSON", json(alert.document))}
  </details>`;

export const uploadsSection = ({ uploads }: Rehearsal): Html =>
  html`<section id="uploads">
    <h2>Who tried to upload</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Who</th>
            <th>Object</th>
            <th>S3 said</th>
          </tr>
        </thead>
        <tbody>
          ${uploads.map(
            ({ who, key, outcome }) =>
              html`<tr>
                <th scope="row">${who}</th>
                <td><code>${breakable(key)}</code></td>
                <td>
                  ${outcome.status === "accepted" ? "accepted" : html`refused: ${breakable(outcome.because)}`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
