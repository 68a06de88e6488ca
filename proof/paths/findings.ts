import { auditNames } from "../../config/names";
import type { BusEvent } from "../../decisions/bus-event";
import { inputFor } from "../../decisions/input-transformer";
import { type SampleFinding, sampleFindings } from "../../samples/sample-findings";
import { mayDo } from "../hops";
import { blocksOf, type Resource, textOf, whereOf } from "../model/resource";
import { broken, type Hop, holds, type Path } from "../path";
import type { PathSource, Scope, WorkloadScope } from "../scope";
import { publishToTopic } from "./alerts-topic";
import { type Bus, rulesFor, targetsOf } from "./events";

/** Every sample of the findings list, from the bus where AWS puts it to the security team. */
export const findingPaths: PathSource = {
  // What AWS puts on the audit account's buses is alike for each workload.
  shared: (scope) => {
    const [workload] = scope.config.workloads;
    return workload ? pathsOf({ ...scope, workload }, isAtAudit(scope)) : [];
  },
  ofWorkload: (scope) => pathsOf(scope, (sample) => !isAtAudit(scope)(sample)),
};

const isAtAudit =
  ({ config }: Scope) =>
  ({ account }: SampleFinding): boolean =>
    account === config.auditAccount.id;

function pathsOf(scope: WorkloadScope, isIn: (sample: SampleFinding) => boolean): Path[] {
  const counts = new Map<string, number>();
  return sampleFindings(scope.config, scope.workload)
    .filter(isIn)
    .map((sample) => {
      const { source, severity, account, region, arrives } = sample;
      const name = `findings/${source}/${severity.toLowerCase()}/${account}/${region}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const about = `${sample.event["detail-type"]}, ${severity}, ${account}, ${region}`;
      return {
        family: "findings",
        id: `${name}/${count}`,
        title: `${source}: ${about} ${arrives ? "reaches the team" : "reaches nobody"}`,
        walk: () => (arrives ? reaches(scope, sample) : reachesNobody(scope, sample)),
      };
    });
}

const securityBus = ({ config }: Scope): Bus => {
  const { bus: name, place } = auditNames(config);
  return { accountId: place.accountId, region: place.region, name };
};

const defaultBus = ({ account, region }: SampleFinding): Bus => ({
  accountId: account,
  region,
  name: "default",
});

/** Rules on the finding's own bus that send it to the security bus. */
function forwarding({ config, estate }: Scope, sample: SampleFinding) {
  const { busArn } = auditNames(config);
  return rulesFor(estate, defaultBus(sample), sample.event).flatMap((rule) =>
    targetsOf(estate, rule)
      .filter((target) => textOf(target, "arn") === busArn)
      .map((target) => ({ rule, target })),
  );
}

async function* reaches(scope: Scope, sample: SampleFinding): AsyncGenerator<Hop> {
  const { config } = scope;
  const { busArn, alertTopics } = auditNames(config);
  const { event, severity } = sample;
  const found = forwarding(scope, sample);
  const forwarder = yield* exactlyOne("one rule sends it to the security bus", found);
  if (!forwarder) return;
  yield* putOnBus(scope, forwarder, event);

  const alerts = rulesFor(scope.estate, securityBus(scope), event).flatMap((rule) =>
    targetsOf(scope.estate, rule).map((target) => ({ rule, target })),
  );
  const alert = yield* exactlyOne(`one rule on ${busArn} makes an alert of it`, alerts);
  if (!alert) return;
  yield renders(alert, event);
  const { arn } = alertTopics[severity];
  const found_ = textOf(alert.target, "arn");
  const what = `it is published to the topic for ${severity}`;
  if (found_ !== arn) {
    const mend = [{ at: alert.target, argument: "arn", add: arn }];
    yield broken(what, `the target is ${found_ ?? "not known"}`, { at: alert.target, mend });
    return;
  }
  yield holds(what, whereOf(alert.target), alert.target);
  yield* publishToTopic(scope, { service: "events.amazonaws.com" }, arn);
}

// eslint-disable-next-line @typescript-eslint/require-await -- walked like the other paths
async function* reachesNobody(scope: Scope, sample: SampleFinding): AsyncGenerator<Hop> {
  const what = "no rule makes an alert of it";
  const alerts =
    forwarding(scope, sample).length === 0
      ? []
      : rulesFor(scope.estate, securityBus(scope), sample.event);
  const [alert] = alerts;
  yield alert
    ? broken(what, `${whereOf(alert)} takes it`, { at: alert })
    : holds(what, "it is below the threshold, or not to be told");
}

interface Route {
  readonly rule: Resource;
  readonly target: Resource;
}

// eslint-disable-next-line @typescript-eslint/require-await -- delegated to by a walk
async function* exactlyOne(
  what: string,
  found: readonly Route[],
): AsyncGenerator<Hop, Route | undefined> {
  const [first, ...others] = found;
  if (!first) {
    yield broken(what, "no enabled rule with such a target matches it");
    return undefined;
  }
  if (others.length > 0) {
    const names = found.map(({ rule }) => whereOf(rule)).join(", ");
    yield broken(what, `it would be told ${found.length} times: ${names}`, { at: first.rule });
    return undefined;
  }
  yield holds(what, whereOf(first.rule), first.rule);
  return first;
}

/** EventBridge gets the target's role, and with it the bus of the audit account. */
async function* putOnBus(
  { estate }: Scope,
  { rule, target }: Route,
  event: BusEvent,
): AsyncGenerator<Hop> {
  const role = textOf(target, "role_arn");
  if (role === undefined) {
    yield broken("the target has a role", "a bus as a target needs one", { at: target });
    return;
  }
  const sourceArn = textOf(rule, "arn") ?? "";
  const eventBridge = {
    service: "events.amazonaws.com",
    sourceArn,
    sourceAccount: rule.place.accountId,
  };
  yield mayDo(estate, { who: eventBridge, action: "sts:AssumeRole", resource: role });
  yield mayDo(estate, {
    who: { role },
    action: "events:PutEvents",
    resource: textOf(target, "arn") ?? "",
    context: { "events:source": event.source, "events:detail-type": event["detail-type"] },
  });
}

/** The alert can be read as JSON, and no placeholder is left in it. */
function renders({ rule, target }: Route, event: BusEvent): Hop {
  const what = "the input transformer makes a readable alert of it";
  const [transformer] = blocksOf(target, "input_transformer");
  if (!transformer) return broken(what, "the target has no input transformer", { at: target });
  const input = inputFor(
    {
      InputTransformer: {
        InputPathsMap: (transformer.input_paths ?? {}) as Record<string, string>,
        InputTemplate: String(transformer.input_template),
      },
    },
    event,
    { arn: textOf(rule, "arn") ?? "", name: textOf(rule, "name") ?? "" },
  );
  const fault = faultOf(input);
  return fault === undefined
    ? holds(what, whereOf(target), target)
    : broken(what, `${fault}: ${input}`, { at: target });
}

function faultOf(input: string): string | undefined {
  const left = /<[a-z][\w.-]*>/i.exec(input);
  if (left) return `nothing fills ${left[0]}`;
  try {
    JSON.parse(input);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
