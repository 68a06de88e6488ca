import { type Actor } from "./actor";
import { type Delivery } from "./deliver";
import { attachedPolicies, type Denylist, denylistOf, objectState } from "./observe";
import { deliverAll, expectNoAlert, newAlerts, type Play } from "./play";
import { type AlertRecord, type IncidentRecord, type ObjectState } from "./record";
import { secondsBetween } from "./recorder";
import { type AcceptedCall, isAccepted, type PutCall, upload } from "./upload";

/** Form-encoded in the notification, raw in the trail: a key that tells the two apart. */
const keyOf = (actor: Actor, attempt: string): string =>
  `invoices/${actor.arn.split("/").at(-1) ?? ""} ${attempt}+50%.csv`;

/**
 * The whole of one incident: a successful upload by somebody who may not, what the function makes
 * of it, and a second attempt.
 * @returns the events that were delivered about the upload
 */
export async function playIntrusion(play: Play, actor: Actor): Promise<readonly Delivery[]> {
  const { recorder, guarded } = play;
  const operator = await play.operator(guarded.names.place.accountId);
  const was = await observed(play, actor);
  const call = await intrude(play, actor);
  const before = await objectState(operator.s3, call);

  const deliveries = await deliverAll(play, call);
  checkTriggers(play, deliveries);
  const alerts = await newAlerts(play);
  const seconds = secondsBetween(call.at, new Date());

  const after = await objectState(operator.s3, call);
  const { denylist, attached } = await observed(play, actor);
  checkConsequences(play, { actor, call, before, after, denylist, attached });
  checkAlerts(play, alerts);
  recorder.record.incidents.push({
    intruder: actor.title,
    principal: actor.callerArn,
    userId: actor.userId,
    bucket: call.bucket,
    key: call.key,
    versionId: call.outcome.versionId,
    before,
    after,
    statement: denylist.statement,
    policy: { before: was.denylist.policy, after: denylist.policy },
    attachedPolicies: attached,
    attachedBefore: was.attached,
    alerts: alerts.map((alert) => recorder.record.alerts.indexOf(alert)),
    seconds,
  } satisfies IncidentRecord);
  await tryAgain(play, actor);
  return deliveries;
}

/** What a response changes beside the object. */
async function observed(play: Play, actor: Actor) {
  const { place, bucket } = play.guarded.names;
  const clients = await play.operator(place.accountId);
  const denylist = await denylistOf(clients.s3, bucket);
  return { denylist, attached: await attachedPolicies(clients, actor) };
}

async function intrude(play: Play, actor: Actor): Promise<AcceptedCall> {
  const { bucket } = play.guarded.names;
  const call = await upload(play, actor, { bucket, key: keyOf(actor, "first") });
  if (!isAccepted(call)) throw new Error(`${actor.title} was refused: ${because(call)}`);
  play.recorder.note(`${actor.title} uploads`, `${bucket}/${call.key}, accepted by S3`);
  return call;
}

const because = ({ outcome }: PutCall): string =>
  outcome.status === "refused" ? outcome.because : "accepted";

function checkTriggers({ recorder }: Play, deliveries: readonly Delivery[]): void {
  const triggers = deliveries.map(({ trigger }) => trigger).join(", ");
  recorder.check("Both triggers are wired to the function", {
    ok: triggers === "notification, trail",
    expected: "notification, trail",
    found: triggers || "neither",
  });
}

interface Consequences {
  readonly actor: Actor;
  readonly call: AcceptedCall;
  readonly before: ObjectState;
  readonly after: ObjectState;
  readonly denylist: Denylist;
  readonly attached: readonly string[];
}

function checkConsequences({ recorder, guarded }: Play, seen: Consequences): void {
  const { actor, call, before, after, denylist, attached } = seen;
  const { versionId } = call.outcome;
  recorder.check("The intruder's object is gone", {
    ok:
      before.versions.includes(versionId) && !after.versions.includes(versionId) && !after.readable,
    expected: `version ${versionId} before, none after`,
    found: `${before.versions.length} version before, ${after.versions.length} after`,
  });
  const [roleId = actor.userId] = actor.userId.split(":");
  const wanted = actor.userId.includes(":") ? `${roleId}:*` : actor.userId;
  recorder.check("The intruder is on the bucket's denylist", {
    ok: denylist.userIds.includes(wanted),
    expected: wanted,
    found: denylist.userIds.join(", ") || "no denylist",
  });
  recorder.check("The quarantine policy is attached to the intruder", {
    ok: attached.includes(guarded.names.quarantinePolicyArn),
    expected: guarded.names.quarantinePolicyArn,
    found: attached.join(", ") || "no policy attached",
  });
}

/** The notification's alert says what was done at once, the trail's who it was. */
function checkAlerts({ recorder }: Play, alerts: readonly AlertRecord[]): void {
  const stages = alerts.map(({ stage }) => stage).join(", ");
  recorder.check("The security team is told, once for each stage", {
    ok: stages === "contained, quarantined",
    expected: "contained, quarantined",
    found: alerts.map(({ stage, subject }) => `${stage}: "${subject}"`).join(", ") || "no alert",
  });
  const severities = alerts.map(({ severity }) => severity).join(", ");
  recorder.check("Each alert says that all was done", {
    ok: severities === "HIGH, HIGH",
    expected: "HIGH, HIGH (CRITICAL: something is left to do by hand)",
    found: severities || "no alert",
  });
  const last = alerts.at(-1);
  if (last) recorder.note(`The alert of the stage "${last.stage}" reads`, last.text.trimEnd());
}

/** The block must hold, and a refused call must not look like an upload to the function. */
async function tryAgain(play: Play, actor: Actor): Promise<void> {
  const { bucket } = play.guarded.names;
  const call = await upload(play, actor, { bucket, key: keyOf(actor, "second") });
  play.recorder.check("The intruder's second upload is refused", {
    ok: !isAccepted(call),
    expected: "AccessDenied",
    found: because(call),
  });
  await deliverAll(play, call);
  await expectNoAlert(play, "A refused call raises no alert");
}
