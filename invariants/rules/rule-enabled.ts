import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

const OFF: Readonly<Record<string, unknown>> = { state: "DISABLED", is_enabled: false };

export const ruleEnabled: Invariant = {
  id: "rule-enabled",
  title: "Every rule of EventBridge is on",
  why: "A rule that is off looks like one that has nothing to tell.",
  judge: each("aws_cloudwatch_event_rule", (rule) => {
    const off = Object.entries(OFF).some(([argument, value]) => rule.value(argument) === value);
    return unless(!off, "it is switched off");
  }),
};
