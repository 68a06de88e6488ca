import { type Stage } from "./alert-claim";
import { nextStep, severity, text, title, type Place, type Severity } from "./alert-text";
import { type Incident } from "./ledger";
import { type Steps } from "./outcome";
import { known } from "./reading";
import { type Principal, type Upload } from "./upload";

/** The JSON document that subscribers receive; fields are only ever added under one `schema`. */
export interface Alert {
  readonly schema: "bucket-warden/alert/1";
  /** The same in every alert about one created version. */
  readonly incident: string;
  readonly stage: Stage;
  /** CRITICAL: something is left to do by hand. HIGH: all was done. MEDIUM: nothing was to be done. */
  readonly severity: Severity;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly principal: Principal;
  readonly sourceIp?: string;
  readonly time: string;
  readonly how: string;
  /** What was really done; a step that failed says so. */
  readonly steps: Steps;
  readonly nextStep: string;
  /** All of it for a person to read. */
  readonly text: string;
}

/** What SNS is asked to publish, one text for each protocol that needs its own. */
export interface Message {
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<"severity" | "kind" | "stage" | "account", string>>;
}

const SUBJECT_LIMIT = 100;

export function composeAlert({ id, upload, steps }: Incident, stage: Stage, place: Place): Alert {
  const { bucket, key, principal, time, how } = upload;
  const account = { id: place.accountId, name: place.accountName };
  return {
    schema: "bucket-warden/alert/1",
    incident: id,
    stage,
    severity: severity(steps),
    title: title(upload, steps),
    account,
    region: place.region,
    bucket,
    key,
    principal,
    ...optionalFacts(upload),
    time,
    how,
    steps,
    nextStep: nextStep(steps),
    text: text({ id, upload, steps }, place),
  };
}

const optionalFacts = ({ versionId, sourceIp }: Upload) => known({ versionId, sourceIp });

export function toMessage(alert: Alert): Message {
  const json = JSON.stringify(alert);
  return {
    subject: asciiLine(`Bucket Warden: ${alert.title}`),
    message: JSON.stringify({ default: json, email: alert.text, "email-json": json }),
    attributes: {
      severity: alert.severity,
      kind: "incident",
      stage: alert.stage,
      account: alert.account.id,
    },
  };
}

/** SNS refuses subjects that are longer, or hold line breaks or anything but printable ASCII. */
function asciiLine(line: string): string {
  return line.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, SUBJECT_LIMIT);
}
