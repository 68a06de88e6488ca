import type { Named } from "./outcome";

/** What was spoiled, for a table; the first that fits. */
const KINDS: readonly (readonly [string, (mutant: Named) => boolean])[] = [
  ["added resources", ({ change }) => change.startsWith("given a ")],
  ["whole resources", ({ at }) => at === ""],
  ["conditions", ({ at }) => at.includes(".Condition")],
  ["actions", ({ at }) => /\.Statement\[.*\]\.Action/.test(at)],
  ["resources of statements", ({ at }) => /\.Statement\[.*\]\.Resource/.test(at)],
  ["principals", ({ at }) => /\.Statement\[.*\]\.Principal/.test(at)],
  ["statements", ({ at }) => at.includes(".Statement")],
  ["event patterns", ({ at }) => at.startsWith("event_pattern")],
  ["alerts' texts", ({ at }) => at.startsWith("input_transformer")],
  ["targets", ({ type }) => type === "aws_cloudwatch_event_target"],
  ["alarms", ({ type }) => type === "aws_cloudwatch_metric_alarm"],
  ["added arguments", ({ change }) => change.startsWith("set to ")],
  ["settings", () => true],
];

export const kindOf = (mutant: Named): string =>
  KINDS.find(([, fits]) => fits(mutant))?.[0] ?? "settings";

export const KIND_NAMES: readonly string[] = KINDS.map(([name]) => name);
