import { type MotoClient } from "../moto-client";
import { text } from "../request";
import { matchesPattern } from "../../decisions/event-pattern";
import { type BusEvent } from "../../decisions/bus-event";
import { type InputOf } from "../../decisions/input-transformer";

export interface Bus {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

export const busArn = ({ accountId, region, name }: Bus): string =>
  `arn:aws:events:${region}:${accountId}:event-bus/${name}`;

/** A bus by the name or ARN that a call gives; without either it is the caller's default bus. */
export function busNamed(given: unknown, home: Omit<Bus, "name">): Bus {
  const name = text(given) ?? "default";
  if (!name.startsWith("arn:")) return { accountId: home.accountId, region: home.region, name };
  const [, , , region = "", accountId = "", resource = ""] = name.split(":");
  return { accountId, region, name: resource.replace(/^event-bus\//, "") };
}

export interface Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly State: string;
  readonly EventPattern?: string;
}

export interface Target extends InputOf {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

/** Rules of the bus that take the event; a schedule takes none. */
export async function matchingRules(moto: MotoClient, bus: Bus, event: BusEvent): Promise<Rule[]> {
  const { Rules = [] } = await ask(moto, bus, { operation: "ListRules" });
  return (Rules as Rule[]).filter(
    ({ State, EventPattern }) =>
      State !== "DISABLED" &&
      EventPattern !== undefined &&
      matchesPattern(JSON.parse(EventPattern), event),
  );
}

export async function targetsOf(moto: MotoClient, bus: Bus, { Name }: Rule): Promise<Target[]> {
  const { Targets = [] } = await ask(moto, bus, {
    operation: "ListTargetsByRule",
    Rule: Name,
  });
  return Targets as Target[];
}

interface Question {
  readonly operation: string;
  readonly Rule?: string;
}

/** moto makes pages only for those who ask for them. */
const ask = (
  moto: MotoClient,
  { accountId, region, name: EventBusName }: Bus,
  { operation, ...asked }: Question,
) =>
  moto.json({ service: "events", accountId, region }, `AWSEvents.${operation}`, {
    ...asked,
    EventBusName,
  });
