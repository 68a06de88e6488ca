import { type AlertRecord, type Rehearsal } from "../rehearse/record";

/** A message as an e-mail subscription of the topic brings it. */
export interface Mail {
  /** Of its place on the page. */
  readonly id: string;
  /** What it is about: an alert's kind, or a finding's source. */
  readonly kind: string;
  readonly alert: AlertRecord;
  readonly subject: string;
  readonly body: string;
}

/** SNS's own, where whoever publishes names none: EventBridge never does. */
const DEFAULT_SUBJECT = "AWS Notification Message";

export const mailId = (alert: number): string => `message-${alert + 1}`;

/** The responder publishes a text for e-mail; EventBridge's one message goes to all protocols. */
export function mailsOf({ alerts, findings }: Rehearsal): Mail[] {
  const mail = (alert: AlertRecord, index: number, about: Pick<Mail, "kind" | "body">): Mail => ({
    ...{ id: mailId(index), alert, subject: alert.subject || DEFAULT_SUBJECT },
    ...about,
  });
  const ofFindings = findings.flatMap(({ source, alerts: its }) =>
    its.map((alert) => ({ alert, kind: source })),
  );
  return [
    ...alerts.map((alert, index) =>
      mail(alert, index, { kind: kindOf(alert.document), body: alert.text }),
    ),
    ...ofFindings.map(({ alert, kind }, index) =>
      mail(alert, alerts.length + index, { kind, body: alert.message }),
    ),
  ];
}

function kindOf(document: unknown): string {
  const { kind } = (document ?? {}) as { readonly kind?: unknown };
  return typeof kind === "string" ? kind : "other";
}
