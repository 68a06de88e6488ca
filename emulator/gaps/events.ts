import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Enforcement } from "../enforcement";
import { busArn, busNamed } from "../events/buses";
import { deliverEvent, type Route } from "../events/deliver";
import { type Entry, type EntryFault, eventOf, isFault } from "../events/envelope";
import { MotoFault } from "../moto-client";
import { type Buckets } from "./buckets";
import { type Call, type Gap, gapsOf } from "./gap";

export interface EventParts {
  readonly buckets: Buckets;
  readonly enforcement: Enforcement;
  /** Takes down where each event went. */
  readonly routes: Route[];
}

/**
 * moto knows rules and targets, and delivers to few of them, asking nobody's permission. Events go
 * where they go before the call is answered: AWS takes seconds longer.
 */
export const eventGaps = (parts: EventParts): readonly Gap[] =>
  gapsOf("events", { PutEvents: (call) => putEvents(parts, call) });

async function putEvents(parts: EventParts, call: Call): Promise<Answer> {
  const entries = (call.request.parameters.Entries ?? []) as readonly Entry[];
  const answers: (EntryFault | { readonly EventId: string })[] = [];
  try {
    for (const entry of entries) answers.push(await put(parts, call, entry));
  } catch (error) {
    if (!(error instanceof MotoFault)) throw error;
    const { code, message } = error;
    return faultAnswer(call.request, { status: 400, code, message });
  }
  const FailedEntryCount = answers.filter((answer) => "ErrorCode" in answer).length;
  return jsonAnswer({ FailedEntryCount, Entries: answers });
}

async function put(parts: EventParts, { caller, request, moto }: Call, entry: Entry) {
  const home = { accountId: caller.accountId, region: request.region };
  const event = eventOf(entry, home);
  if (isFault(event)) return event;
  if (event.source.startsWith("aws.") && parts.enforcement.judges(caller)) return NOT_YOURS;
  const bus = busNamed(entry.EventBusName, home);
  // Asked for its fault: of a bus that isn't there moto lists no rules and says nothing.
  await moto.json({ service: "events", ...home }, "AWSEvents.DescribeEventBus", {
    Name: bus.accountId === home.accountId ? bus.name : busArn(bus),
  });
  await deliverEvent({ ...parts, moto }, { bus, event, overBus: false });
  return { EventId: event.id };
}

/**
 * AWS keeps `aws.*` to its own services. Here the unjudged may use it: they stand for GuardDuty,
 * Macie and the like, which find nothing in an emulator.
 */
const NOT_YOURS: EntryFault = {
  ErrorCode: "NotAuthorizedForSourceException",
  ErrorMessage: "Not authorized for the source.",
};
