import { composeAlert } from "./alert";
import { type Stage } from "./alert-claim";
import { type Place } from "./alert-text";
import { decide, type Decision } from "./decide";
import { type Incident, incidentId } from "./ledger";
import { describeError, failedSteps, type NotAttempted, type Steps } from "./outcome";
import { parseEvent } from "./parse-event";
import { type Reading } from "./reading";
import { respond, type RespondPorts } from "./respond";
import { type AlertPorts, sendAlert } from "./send-alert";
import { type ResponderSettings } from "./settings";
import { type Upload } from "./upload";

export interface Ports extends RespondPorts, AlertPorts {
  /** Writes down what is known of the incident and its steps. */
  readonly record: (incident: Incident, now: Date) => Promise<void>;
}

export interface Responder {
  readonly settings: ResponderSettings;
  readonly region: string;
  readonly ports: Ports;
}

/** Raised after the alert went out: Lambda's retry, and at last the dead-letter queue, take over. */
export class StepsFailedError extends Error {
  override readonly name = "StepsFailedError";
}

/** Raised for an upload that can't be acted on because the event doesn't say which it is. */
export class UnreadableEventError extends Error {
  override readonly name = "UnreadableEventError";
}

/** Handles every upload of an event; the trouble with one never stops another. */
export const makeHandler =
  (responder: Responder) =>
  async (event: unknown): Promise<void> => {
    const readings = parseEvent(event, responder.settings.bucket);
    const results = await Promise.allSettled(
      readings.map((reading) => handleReading(reading, responder)),
    );
    const errors = results.flatMap((result): unknown[] =>
      result.status === "rejected" ? [result.reason] : [],
    );
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, errors.map(describeError).join("; "));
  };

async function handleReading(reading: Reading, responder: Responder): Promise<void> {
  if ("upload" in reading) return handleUpload(reading.upload, responder);
  responder.ports.log({ level: "unreadable" in reading ? "error" : "info", ...reading });
  if ("unreadable" in reading) throw new UnreadableEventError(reading.unreadable);
}

async function handleUpload(upload: Upload, responder: Responder): Promise<void> {
  const { settings, ports, region } = responder;
  const id = incidentId(upload);
  const decision = decide(upload, settings);
  if (decision.action === "ignore") {
    ports.log({ incident: id, decision });
    return;
  }

  const steps = await takeSteps({ id, upload, decision }, responder);
  const place: Place = { ...settings, region };
  const stage = stageOf(upload, decision);
  ports.log({
    incident: id,
    trigger: upload.trigger,
    principal: upload.principal,
    decision,
    steps,
  });
  await record({ id, upload, steps }, ports);

  const sending = await sendAlert(composeAlert({ id, upload, steps }, stage, place), ports);
  ports.log({ incident: id, stage, alert: sending });
  const failed = failedSteps(steps);
  if (failed.length > 0) throw new StepsFailedError(`${id}: failed: ${failed.join(", ")}`);
}

interface Decided {
  readonly id: string;
  readonly upload: Upload;
  readonly decision: Exclude<Decision, { action: "ignore" }>;
}

async function takeSteps({ decision, ...what }: Decided, responder: Responder): Promise<Steps> {
  if (decision.action === "respond") {
    const bucketArn = arnOf(responder.settings);
    return respond({ ...what, bucketArn, plan: decision }, responder.ports);
  }
  const none: NotAttempted = { status: "not-attempted", why: decision.why };
  return { remove: none, contain: none, quarantine: none };
}

/** In the partition of the alerts topic: a bucket's own name doesn't tell. */
function arnOf({ bucket, alertsTopicArn }: ResponderSettings): string {
  return `arn:${alertsTopicArn.split(":")[1] ?? "aws"}:s3:::${bucket}`;
}

function stageOf({ trigger }: Upload, { action }: Decision): Stage {
  if (action === "alert-only") return "observed";
  return trigger === "trail" ? "quarantined" : "contained";
}

/** A ledger that can't be written must not keep the alert from going out. */
async function record(incident: Incident, ports: Ports): Promise<void> {
  try {
    await ports.record(incident, ports.now());
  } catch (error) {
    ports.log({ level: "error", incident: incident.id, ledger: describeError(error) });
  }
}
