import { accountNames, auditNames, workloadNames } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import type { WardenConfig } from "../../../config/schema";
import type { PlannedStack } from "../../../config/stack-plan";
import {
  isHomeOf,
  type QueueCalledFor,
  queuesCalledFor,
  type RuleCalledFor,
  rulesCalledFor,
} from "../called-for";
import type { Watch } from "./watch";

/** An alarm of `docs/alarms.md`, as the configuration calls for it. */
export interface AlarmCalledFor {
  readonly name: string;
  readonly watch: Watch;
}

export const alarmsCalledFor = (
  config: WardenConfig,
  planned: PlannedStack,
): readonly AlarmCalledFor[] => [
  ...rulesCalledFor(config, planned).map(onRule),
  ...queuesCalledFor(config, planned).map(onQueue),
  ...ofResponder(config, planned),
  ...ofTrail(config, planned),
];

/** EventBridge guide, eb-monitoring: of the default bus a rule is found by its name alone. */
const onRule = ({ name, bus }: RuleCalledFor): AlarmCalledFor => ({
  name: `${name}-failed`,
  watch: {
    namespace: "AWS/Events",
    metric: "FailedInvocations",
    statistic: "Sum",
    dimensions: { RuleName: name, ...(bus.name !== "default" && { EventBusName: bus.name }) },
    ...FIRST,
  },
});

const onQueue = ({ name }: QueueCalledFor): AlarmCalledFor => ({
  name: `${name}-depth`,
  watch: {
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    dimensions: { QueueName: name },
    ...FIRST,
  },
});

type When = Pick<Watch, "raisedAt" | "calmAt" | "seconds" | "isSilence">;

/** Once is too often. */
const FIRST: When = { raisedAt: 1, calmAt: 0, seconds: 60 };

const silence = (seconds: number): When => ({
  raisedAt: 0,
  calmAt: 1,
  seconds,
  isSilence: true,
});

/** `docs/alarms.md`: ten minutes of refusals, five of waiting, fifteen of silence. */
const LATE_MILLISECONDS = 300_000;
const RESPONDER: Readonly<Record<string, When & Pick<Watch, "metric" | "statistic">>> = {
  errors: { metric: "Errors", statistic: "Sum", ...FIRST },
  lost: { metric: "DestinationDeliveryFailures", statistic: "Sum", ...FIRST },
  dropped: { metric: "AsyncEventsDropped", statistic: "Sum", ...FIRST },
  throttled: { metric: "Throttles", statistic: "Sum", ...FIRST, seconds: 600 },
  late: {
    ...{ metric: "AsyncEventAge", statistic: "Maximum", seconds: 60 },
    ...{ raisedAt: LATE_MILLISECONDS + 1, calmAt: LATE_MILLISECONDS },
  },
  silent: { metric: "Invocations", statistic: "Sum", ...silence(900) },
};

function ofResponder(config: WardenConfig, planned: PlannedStack): AlarmCalledFor[] {
  if (!planned.workload || !isHomeOf("workload", planned)) return [];
  const { responder } = workloadNames(config, planned.workload);
  return Object.entries(RESPONDER).map(([suffix, when]) => ({
    name: `${responder}-${suffix}`,
    watch: { namespace: "AWS/Lambda", dimensions: { FunctionName: responder }, ...when },
  }));
}

/** Of trails with management events: an account's own, or the organization's instead. */
function ofTrail(config: WardenConfig, planned: PlannedStack): AlarmCalledFor[] {
  const trail = trailIn(config, planned);
  if (trail === undefined) return [];
  const { trailLogGroup } = accountNames(config, planned.accountId, planned.region);
  const watch: Watch = {
    namespace: "AWS/Logs",
    metric: "IncomingLogEvents",
    statistic: "Sum",
    dimensions: { LogGroupName: trailLogGroup },
    ...silence(3600),
  };
  return [{ name: `${trail}-trail-silent`, watch }];
}

function trailIn(config: WardenConfig, planned: PlannedStack): string | undefined {
  const organization = organizationNames(config);
  if (organization) return isHomeOf("audit-organization", planned) ? organization.trail : undefined;
  const hasOne = isHomeOf("audit", planned) || isHomeOf("workload", planned);
  return hasOne ? auditNames(config).trail : undefined;
}
