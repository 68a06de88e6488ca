import { placeFields } from "./alert-kinds";
import { bucketLink, findingLink, principalLinks, versionsLink } from "./alert-links";
import { severityOf } from "./alert-steps";
import { incidentText, nextStep, releaseCommands, title } from "./alert-text";
import { type Alert, type IncidentAlert, type Place, type Told } from "./alert-types";
import { clip, visibleJson } from "./quote";
import { known } from "../events/reading";

export { deniedAlert, restorationAlert, summaryAlert } from "./alert-kinds";
export type {
  Alert,
  DeniedAttempts,
  IncidentAlert,
  Place,
  RestoredBlocks,
  Stage,
  Summary,
  Told,
} from "./alert-types";

/** What SNS is asked to publish, one text for each protocol that needs its own. */
export interface Message {
  readonly subject: string;
  readonly message: string;
  /** For filter policies; never an empty value, which SNS refuses. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function incidentAlert(told: Told, place: Place, now: Date): IncidentAlert {
  const { id, stage, upload, steps, late } = told;
  const { bucket, key, principal, time, how } = upload;
  const { versionId, sourceIp, authentication } = upload;
  const alert = {
    ...placeFields(place),
    kind: "incident",
    incident: id,
    stage,
    severity: severityOf(steps, late),
    title: title(told),
    ...{ bucket, key, principal, time, how, steps, late },
    ...known({ versionId, sourceIp, authentication, episode: told.episode, filing: told.filing }),
    seconds: secondsBetween(time, now),
    nextStep: nextStep(told, place.region),
    commands: releaseCommands(steps, place.accountName),
    links: links(told, place.region),
  } as const;
  return { ...alert, text: incidentText({ ...alert, upload }) };
}

function secondsBetween(time: string, now: Date): number | null {
  const milliseconds = now.getTime() - Date.parse(time);
  // AWS's clock may be ahead of ours.
  return Number.isNaN(milliseconds) ? null : Math.max(0, Math.round(milliseconds / 100) / 10);
}

const links = ({ upload, filing }: Told, region: string) => [
  versionsLink(region, upload.bucket, upload.key),
  bucketLink(region, upload.bucket),
  ...principalLinks(region, upload.principal),
  ...(filing?.status === "filed" ? [findingLink(region, filing.finding)] : []),
];

const SUBJECT_LIMIT = 100;

/** SNS takes 262,144 bytes, attributes and subject included. */
const MESSAGE_LIMIT = 256_000;

/** Bytes that each string may have, if need be, and how many times that the text for people. */
const CUTS: readonly number[] = [1_024, 256, 64];
const TEXT_SHARE = 24;

export function toMessage(alert: Alert): Message {
  const whole = bodyOf(alert);
  const shorter = () => CUTS.map((limit) => bodyOf({ ...cut(alert, limit), cut: true }));
  const message = fits(whole) ? whole : (shorter().find(fits) ?? whole);
  return {
    subject: asciiLine(`Bucket Warden: ${alert.title}`),
    message,
    attributes: attributesOf(alert),
  };
}

const fits = (message: string) => Buffer.byteLength(message) <= MESSAGE_LIMIT;

/** Every protocol but e-mail gets `default`, the document. */
const bodyOf = (alert: Alert) => JSON.stringify({ default: visibleJson(alert), email: alert.text });

/** The same document with texts and lists cut short. */
function cut<T>(value: T, limit: number): T;
function cut(value: unknown, limit: number): unknown {
  if (typeof value === "string") return clip(value, limit);
  if (Array.isArray(value)) return value.slice(0, limit).map((item: unknown) => cut(item, limit));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    cut<unknown>(field, name === "text" ? limit * TEXT_SHARE : limit),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** SNS refuses subjects that are longer, or hold line breaks or anything but printable ASCII. */
function asciiLine(line: string): string {
  return line.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, SUBJECT_LIMIT);
}

function attributesOf(alert: Alert): Message["attributes"] {
  const { severity, kind, account, bucket } = alert;
  const attributes = {
    ...{ severity, kind, account: account.id, bucket },
    ...("stage" in alert && { stage: alert.stage }),
    ...("principal" in alert && { principalKind: alert.principal.kind }),
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
}
