import { type Alert, type Message, toMessage } from "./alert";
import { type Claim } from "./alert-claim";
import { describeError } from "./outcome";

export interface AlertPorts {
  readonly now: () => Date;
  /** False: the alert was sent, or another invocation is about to send it. */
  readonly claimAlert: (claim: Claim) => Promise<boolean>;
  readonly markSent: (claim: Claim) => Promise<void>;
  readonly releaseClaim: (claim: Claim) => Promise<void>;
  readonly publish: (message: Message) => Promise<void>;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

export type Sending = { readonly status: "sent" } | { readonly status: "sent-before" };

/** Raised when an alert could not be published: nobody may know of the incident yet. */
export class AlertError extends Error {
  override readonly name = "AlertError";
}

/** Sends an alert once; when the ledger can't tell, sends it: better twice than never. */
export async function sendAlert(alert: Alert, ports: AlertPorts): Promise<Sending> {
  const claim: Claim = { id: alert.incident, stage: alert.stage, at: ports.now() };
  const isMine = await leniently(() => ports.claimAlert(claim), claim, ports);
  if (isMine === false) return { status: "sent-before" };

  try {
    await ports.publish(toMessage(alert));
  } catch (cause) {
    await leniently(() => ports.releaseClaim(claim), claim, ports);
    throw new AlertError(`no alert was sent about ${claim.id}: ${describeError(cause)}`, { cause });
  }
  await leniently(() => ports.markSent(claim), claim, ports);
  return { status: "sent" };
}

async function leniently<T>(
  use: () => Promise<T>,
  { id, stage }: Claim,
  ports: AlertPorts,
): Promise<T | undefined> {
  try {
    return await use();
  } catch (error) {
    ports.log({ level: "error", incident: id, stage, ledger: describeError(error) });
    return undefined;
  }
}
