import { handleDenied } from "./handle-denied";
import { handleUpload, type Responder } from "./handle-upload";
import { describeError } from "./outcome";
import { parseEvent } from "./events/parse-event";
import { inPool } from "./pool";
import { type Reading } from "./events/reading";
import { type RespondPorts } from "./respond";
import { type RestorePorts } from "./contain/restore";
import { type ResponderSettings } from "./settings";
import { closeEpisode, restoreBlocks } from "./sweep";
import { type TellPorts } from "./alert/tell";
import { type PolicyChange } from "./events/upload";
import { matchesUserId } from "./decide/user-id";

/** Everything the responder asks of the world, but the clock of one invocation. */
export type Ports = Omit<RespondPorts & TellPorts & RestorePorts, "timeLeft">;

export interface Deployment {
  readonly settings: ResponderSettings;
  readonly region: string;
  readonly ports: Ports;
}

/** The part of Lambda's context that is used. */
export interface Context {
  readonly getRemainingTimeInMillis: () => number;
}

type Invocation = Responder & { readonly ports: RestorePorts };

/** Raised for an upload that can't be acted on because the event doesn't say which it is. */
export class UnreadableEventError extends Error {
  override readonly name = "UnreadableEventError";
}

/** Raised when the records of an event were too many: Lambda's retry takes up what is missing. */
export class UnfinishedEventError extends Error {
  override readonly name = "UnfinishedEventError";
}

/** Kept for what comes after the steps: ledger, finding, alert. */
const TELLING_MS = 25_000;

/** Records of one event that are handled at a time; more would only wait for connections. */
const RECORDS_AT_ONCE = 32;

/** Handles every record of an event; the trouble with one never stops another. */
export const makeHandler =
  ({ settings, region, ports }: Deployment) =>
  async (event: unknown, context: Context): Promise<void> => {
    const timeLeft = () => context.getRemainingTimeInMillis() - TELLING_MS;
    const invocation: Invocation = { settings, region, ports: { ...ports, timeLeft } };
    const readings = parseEvent(event, settings);
    const errors = await inPool(readings, RECORDS_AT_ONCE, async (reading) => {
      if (timeLeft() <= 0) throw new UnfinishedEventError("no time left for this record");
      await handle(reading, invocation);
    });
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, summary(errors));
  };

async function handle(reading: Reading, invocation: Invocation): Promise<void> {
  if ("upload" in reading) return handleUpload(reading.upload, invocation);
  if ("denied" in reading) return handleDenied(reading.denied, invocation);
  if ("policyChange" in reading) return handleChange(reading.policyChange, invocation);
  if ("scheduled" in reading) {
    await restoreBlocks({ call: "schedule", ...reading.scheduled }, invocation);
    return closeEpisode(invocation);
  }
  invocation.ports.log({ level: "unreadable" in reading ? "error" : "info", ...reading });
  if ("unreadable" in reading) throw new UnreadableEventError(reading.unreadable);
}

async function handleChange(change: PolicyChange, invocation: Invocation): Promise<void> {
  const { call, eventId, principal, time } = change;
  if (matchesUserId(invocation.settings.ownUserId, principal.userId)) {
    invocation.ports.log({ call, ignored: "made by the responder" });
    return;
  }
  return restoreBlocks({ call, eventId, principal, time }, invocation);
}

const TOLD_ERRORS = 10;

function summary(errors: readonly unknown[]): string {
  const first = errors.slice(0, TOLD_ERRORS).map(describeError).join("; ");
  const more = errors.length - TOLD_ERRORS;
  return more > 0 ? `${first}; and ${more} more` : first;
}
