import { alertRules, findingsAt } from "../../config/findings";
import { accountNames, arn, auditNames, workloadNames } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import type { PlannedStack } from "../../config/stack-plan";
import { planOf } from "../plan";
import type { Scope } from "../scope";
import type { Bus } from "./events";

/** A rule that the configuration calls for, and where it sends what it takes. */
export interface RuleCalledFor {
  readonly name: string;
  readonly bus: Bus;
  readonly targetArn: string;
}

export interface QueueCalledFor {
  readonly name: string;
  readonly arn: string;
}

/** The planned stacks that the scope answers for. */
export const plannedIn = ({ config, workload }: Scope): readonly PlannedStack[] =>
  planOf(config).filter((planned) => planned.workload?.name === workload?.name);

const defaultBus = ({ accountId, region }: PlannedStack): Bus => ({
  accountId,
  region,
  name: "default",
});

/** Every rule of a planned stack: of its bus of findings, of its alerts, and what calls the function. */
export function rulesCalledFor(
  config: WardenConfig,
  planned: PlannedStack,
): readonly RuleCalledFor[] {
  const { busArn } = auditNames(config);
  const forwarders = findingsAt(config, planned).map(({ id }) => ({
    name: `${config.prefix}-forward-${id}`,
    bus: defaultBus(planned),
    targetArn: busArn,
  }));
  return [...forwarders, ...alerting(config, planned), ...calling(config, planned)];
}

function alerting(config: WardenConfig, planned: PlannedStack): RuleCalledFor[] {
  if (!isHomeOf("audit", planned)) return [];
  const bus = { ...defaultBus(planned), name: auditNames(config).bus };
  return alertRules(config).map(({ id, topicArn }) => ({
    name: `${config.prefix}-alert-${id}`,
    bus,
    targetArn: topicArn,
  }));
}

function calling(config: WardenConfig, planned: PlannedStack): RuleCalledFor[] {
  const { workload } = planned;
  if (!workload || !isHomeOf("workload", planned)) return [];
  const { prefix, sweepRule, responderArn: targetArn } = workloadNames(config, workload);
  const bus = defaultBus(planned);
  return [`${prefix}-uploads`, sweepRule].map((name) => ({ name, bus, targetArn }));
}

/** Whether it is that account's stack in the home region. */
export const isHomeOf = (kind: PlannedStack["kind"], planned: PlannedStack): boolean =>
  planned.kind === kind && planned.scope === "home";

/** Where a planned stack's undeliverable events and failed invocations go. */
export function queuesCalledFor(
  config: WardenConfig,
  planned: PlannedStack,
): readonly QueueCalledFor[] {
  if (planned.kind !== "audit" && planned.kind !== "workload") return [];
  const { place, deadLetterQueue } = accountNames(config, planned.accountId, planned.region);
  const failures =
    planned.workload && isHomeOf("workload", planned)
      ? [workloadNames(config, planned.workload).failuresQueue]
      : [];
  return [deadLetterQueue, ...failures].map((name) => ({ name, arn: arn("sqs", place, name) }));
}
