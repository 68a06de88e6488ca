import { type Backstage, type Guarded } from "./backstage";
import { deliver, deliveriesFor, type Delivery, type Wiring } from "./deliver";
import { type DeployedFunction } from "./deployed-function";
import { type Inbox } from "./inbox";
import { type AlertRecord } from "./record";
import { type PutCall } from "./upload";

/** What the scenes of the story share once everything is deployed. */
export interface Play extends Backstage {
  readonly guarded: Guarded;
  readonly wiring: Wiring;
  readonly deployed: DeployedFunction;
  readonly inbox: Inbox;
}

/** Sends the function every event that AWS would send about `call`, in AWS's order. */
export async function deliverAll(play: Play, call: PutCall): Promise<readonly Delivery[]> {
  const deliveries = deliveriesFor(call, play.wiring, play.guarded);
  for (const delivery of deliveries)
    await deliver(play, play.deployed, { delivery, about: call.key });
  return deliveries;
}

/** Alerts that came since the last look; they are kept in the record. */
export async function newAlerts({ inbox, recorder }: Play): Promise<readonly AlertRecord[]> {
  const alerts = await inbox.read();
  recorder.record.alerts.push(...alerts);
  return alerts;
}

export async function expectNoAlert(play: Play, title: string): Promise<void> {
  const alerts = await newAlerts(play);
  play.recorder.check(title, {
    ok: alerts.length === 0,
    expected: "an empty inbox",
    found: alerts.map(({ subject }) => subject).join("; ") || "the inbox stays empty",
  });
}
