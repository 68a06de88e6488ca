import { html, type Html, NOTHING } from "../../html/html";
import { type IncidentRecord, type Rehearsal } from "../rehearse/record";
import { changesOf } from "./changes";
import { mailId } from "./mails";
import { type Lane, type Moment, momentsOf } from "./moments";
import { type Section } from "./section";
import { axis, track } from "./track";
import { breakable, mark, plural } from "./words";

export const incidents: Section = {
  id: "incidents",
  title: "The intrusions",
  body: (record) =>
    record.incidents.length === 0
      ? NOTHING
      : html`${record.incidents.map((incident) => article(incident, record))}`,
};

const article = (incident: IncidentRecord, record: Rehearsal): Html =>
  html`<article class="incident">
    <h3>${incident.intruder}</h3>
    ${summary(incident)} ${course(momentsOf(incident, record))} ${changesOf(incident)}
  </article>`;

function summary({ principal, bucket, key, seconds, after, versionId, alerts }: IncidentRecord) {
  const end = after.versions.includes(versionId) ? "the object was still there" : "it was gone";
  return html`<p class="lead">
    <code>${breakable(principal)}</code> uploaded <code>${breakable(`${bucket}/${key}`)}</code>.
    ${seconds} s later ${end}, and the security team had ${plural(alerts.length, "alert")}.
  </p>`;
}

const WHO: Readonly<Record<Lane, string>> = {
  intruder: "Intruder",
  aws: "AWS",
  responder: "Responder",
  team: "Team",
};

/** A row for each moment, in the order of time; where in the time it lies is drawn. */
function course(moments: readonly Moment[]): Html {
  if (moments.length === 0) return html`<p class="quiet">No upload of it was recorded.</p>`;
  const whole = Math.max(...moments.map(({ from, to = from }) => to)) * 1.03;
  return html`<h4>Second by second, from the upload on</h4>
    <ol class="course">
      <li class="ruler" aria-hidden="true">${axis(whole, (seconds) => `${seconds} s`)}</li>
      ${moments.map((moment) => courseRow(moment, whole))}
    </ol>
    <p class="quiet">
      As fast as the emulator and this machine are. AWS sends S3's notification within seconds, and
      CloudTrail's event within minutes.
    </p>`;
}

const courseRow = (moment: Moment, whole: number): Html => {
  const { lane, from, what, detail, ok, alert } = moment;
  const told = html`${breakable(detail)}`;
  return html`<li class="${lane} ${ok ? "" : "wrong"}">
    <time>${from.toFixed(2)} s</time>
    <b class="who">${WHO[lane]}</b>
    <span class="what"
      >${ok ? NOTHING : mark(false)} ${what}
      <small
        >${alert === undefined ? told : html`<a href="#${mailId(alert)}">${detail}</a>`}</small
      ></span
    >
    ${track(moment, whole)}
  </li>`;
};
