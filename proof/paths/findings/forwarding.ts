import type { BusEvent } from "../../../decisions/bus-event";
import type { SampleFinding } from "../../../samples/sample-findings";
import { mayDo } from "../../hops";
import { textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";
import { asItIs, eventBridgeFor, type Route } from "../events";
import { trailOf } from "../trails";

/** A call gets to EventBridge where a trail records it; the other services put their own events there. */
export function* isRecorded({ estate }: Scope, sample: SampleFinding): Generator<Hop> {
  if (!sample.event["detail-type"].endsWith(" via CloudTrail")) return;
  const { eventName, eventSource, readOnly, eventCategory } = sample.event.detail;
  const what = `a trail that is logging records ${String(eventName)}`;
  const trail = trailOf(
    estate,
    { accountId: sample.account, region: sample.region },
    {
      eventName: String(eventName),
      eventSource: String(eventSource),
      readOnly: readOnly === true ? "true" : "false",
      eventCategory: eventCategory === "Data" ? "Data" : "Management",
    },
  );
  yield trail
    ? holds(what, whereOf(trail), trail)
    : broken(what, "no trail of the account, nor of its organization, selects it");
}

/** What EventBridge does with a bus's own key (EventBridge guide, eb-encryption-key-policy). */
const BUS_KEY_ACTIONS = ["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"];

/** The security bus is there, and can read what it gets. */
export async function* takenByBus(
  { estate }: Pick<Scope, "estate">,
  busArn: string,
): AsyncGenerator<Hop> {
  const what = `there is a bus ${busArn}`;
  const bus = estate.byArn("aws_cloudwatch_event_bus", busArn);
  if (!bus) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(bus), bus);
  const keyArn = textOf(bus, "kms_key_identifier");
  if (keyArn === undefined) return;
  const { accountId: sourceAccount } = bus.place;
  const who = { service: "events.amazonaws.com", sourceArn: busArn, sourceAccount };
  const context = { "kms:EncryptionContext:aws:events:event-bus:arn": busArn };
  for (const action of BUS_KEY_ACTIONS)
    yield mayDo(estate, { who, action, resource: keyArn, context });
}

/** EventBridge gets the target's role, and with it the bus of the audit account, which gets the event. */
export async function* putOnBus(
  { estate }: Pick<Scope, "estate">,
  { rule, target }: Route,
  event: BusEvent,
): AsyncGenerator<Hop> {
  yield asItIs(target);
  const role = textOf(target, "role_arn");
  if (role === undefined) {
    yield broken("the target has a role", "a bus as a target needs one", { at: target });
    return;
  }
  yield mayDo(estate, { who: eventBridgeFor(rule), action: "sts:AssumeRole", resource: role });
  yield mayDo(estate, {
    who: { role },
    action: "events:PutEvents",
    resource: textOf(target, "arn") ?? "",
    context: { "events:source": event.source, "events:detail-type": event["detail-type"] },
  });
}
