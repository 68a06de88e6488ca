import type { BusEvent } from "../../decisions/bus-event";
import { matchesPattern } from "../../decisions/event-pattern";
import type { Estate } from "../model/estate";
import { type Resource, textOf } from "../model/resource";

/** A bus by its account, its region and its name: `default`, or one of a stack. */
export interface Bus {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

const busOf = (rule: Resource): Bus => ({
  ...rule.place,
  name: textOf(rule, "event_bus_name")?.split("/").at(-1) ?? "default",
});

const isOn = (rule: Resource, bus: Bus): boolean => {
  const { accountId, region, name } = busOf(rule);
  return accountId === bus.accountId && region === bus.region && name === bus.name;
};

const isEnabled = (rule: Resource): boolean =>
  rule.value("is_enabled") !== false && textOf(rule, "state") !== "DISABLED";

/** Rules on the bus that take the event; a schedule takes none. */
export const rulesFor = (estate: Estate, bus: Bus, event: BusEvent): readonly Resource[] =>
  estate.resources("aws_cloudwatch_event_rule").filter((rule) => {
    const pattern = textOf(rule, "event_pattern");
    return (
      pattern !== undefined &&
      isOn(rule, bus) &&
      isEnabled(rule) &&
      matchesPattern(JSON.parse(pattern), event)
    );
  });

/** Targets of a rule. */
export const targetsOf = (estate: Estate, rule: Resource): readonly Resource[] =>
  estate
    .resources("aws_cloudwatch_event_target")
    .filter(
      (target) =>
        target.stack === rule.stack &&
        target.place.region === rule.place.region &&
        textOf(target, "rule") === textOf(rule, "name") &&
        (textOf(target, "event_bus_name") ?? "default").split("/").at(-1) === busOf(rule).name,
    );
