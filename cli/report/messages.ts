import { html, type Html, NOTHING } from "../../html/html";
import { type AlertRecord, type Rehearsal } from "../rehearse/record";
import { choice, filterForm } from "./filter";
import { type Mail, mailsOf } from "./mails";
import { type Section } from "./section";
import { badge, bySeverity, folded, json, plural } from "./words";

export const messages: Section = { id: "messages", title: "Messages to the team", body };

function body(record: Rehearsal): Html {
  const mails = mailsOf(record);
  if (mails.length === 0) return NOTHING;
  const severities = [...new Set(mails.map(({ alert }) => alert.severity))].sort(bySeverity);
  const kinds = [...new Set(mails.map(({ kind }) => kind))].sort();
  return html`<p class="lead">
      ${plural(mails.length, "message")}, as an e-mail subscription brings them; SNS adds a line on
      how to unsubscribe. Queues, functions and webhooks get the JSON.
    </p>
    ${filterForm("messages", [
      choice({ name: "severity", title: "Severity", values: severities }),
      choice({ name: "kind", title: "About", values: kinds }),
    ])}
    <div class="inbox">${mails.map(mailOf)}</div>`;
}

const SENDER = "AWS Notifications <no-reply@sns.amazonaws.com>";

/** The first is open, so that nobody has to guess what is in the others. */
const mailOf = ({ id, kind, alert, subject, body: text }: Mail, index: number): Html =>
  html`<details
    class="mail item"
    data-severity="${alert.severity}"
    data-kind="${kind}"
    ${index === 0 ? html`open` : NOTHING}
  >
    <summary>
      ${badge(alert.severity)}<span class="from">AWS Notifications</span> <strong>${subject}</strong
      ><span class="snippet">${titleOf(alert.document)}</span
      ><time datetime="${alert.sentAt}">${alert.sentAt.slice(11, 19)}</time>
    </summary>
    <div class="letter" id="${id}">
      <dl>
        <dt>From</dt>
        <dd>${SENDER}</dd>
        <dt>To</dt>
        <dd>the subscriptions of <code>${alert.topic}</code></dd>
        <dt>Subject</dt>
        <dd>${subject}</dd>
      </dl>
      <pre tabindex="0">${text}</pre>
      ${text === alert.message ? NOTHING : jsonOf(alert)}
    </div>
  </details>`;

const jsonOf = ({ document, message }: AlertRecord): Html =>
  folded(
    "As JSON, for queues, functions and webhooks",
    document === undefined ? message : json(document),
  );

/** Beside the subject, which is the same for all findings. */
function titleOf(document: unknown): string {
  const { title, stage } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof stage === "string") return stage;
  return typeof title === "string" ? title : "";
}
