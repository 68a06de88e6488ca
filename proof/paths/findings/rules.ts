import { isDeepStrictEqual } from "node:util";
import {
  type AlertRule,
  alertRules,
  findingsAt,
  type ForwardedFinding,
} from "../../../config/findings";
import { auditNames } from "../../../config/names";
import type { PlannedStack } from "../../../config/stack-plan";
import { mayDo } from "../../hops";
import { blocksOf, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { Scope } from "../../scope";
import { eventBridgePublishes } from "../alerts-topic";
import { isHomeOf, plannedIn } from "../called-for";
import { asItIs, eventBridgeFor } from "../events";
import { type Named, ruleAndTarget } from "../named-rule";

/**
 * Every rule of the findings list, as the configuration has it: samples show what the patterns of
 * most of them mean, these that none is missing, switched off, or another than it should be.
 */
export const rulePaths = (scope: Scope): Path[] =>
  plannedIn(scope).flatMap((planned) => [
    ...findingsAt(scope.config, planned).map((finding) => forwarder(scope, planned, finding)),
    ...(isHomeOf("audit", planned)
      ? alertRules(scope.config).map((alert) => alerting(scope, planned, alert))
      : []),
  ]);

const idOf = ({ bus, name }: Named): string =>
  `findings/rule/${bus.accountId}/${bus.region}/${name}`;

function forwarder(scope: Scope, planned: PlannedStack, finding: ForwardedFinding): Path {
  const { accountId, region } = planned;
  const named: Named = {
    bus: { accountId, region, name: "default" },
    name: `${scope.config.prefix}-forward-${finding.id}`,
    targetArn: auditNames(scope.config).busArn,
    pattern: finding.pattern,
  };
  return {
    family: "findings",
    id: idOf(named),
    title: `${named.name} in ${accountId}, ${region} sends what it should to the security bus`,
    walk: () => forwards(scope, named),
  };
}

function alerting(scope: Scope, { accountId, region }: PlannedStack, alert: AlertRule): Path {
  const { config } = scope;
  const named: Named = {
    bus: { accountId, region, name: auditNames(config).bus },
    name: `${config.prefix}-alert-${alert.id}`,
    targetArn: alert.topicArn,
    pattern: alert.pattern,
  };
  return {
    family: "findings",
    id: idOf(named),
    title: `${named.name} makes alerts of ${alert.source}, ${alert.severity}`,
    walk: () => alerts(scope, named, alert),
  };
}

async function* forwards(scope: Scope, named: Named): AsyncGenerator<Hop> {
  const { estate } = scope;
  const found = yield* ruleAndTarget(scope, named);
  if (!found) return;
  const { rule, target } = found;
  yield asItIs(target);
  const role = textOf(target, "role_arn") ?? "no role";
  yield mayDo(estate, { who: eventBridgeFor(rule), action: "sts:AssumeRole", resource: role });
  const resource = named.targetArn;
  yield mayDo(estate, { who: { role }, action: "events:PutEvents", resource });
}

async function* alerts(
  scope: Scope,
  named: Named,
  { transformer, topicArn }: AlertRule,
): AsyncGenerator<Hop> {
  const found = yield* ruleAndTarget(scope, named);
  if (!found) return;
  const { rule, target } = found;
  const what = "its input transformer is the configuration's";
  const [given] = blocksOf(target, "input_transformer");
  const isSame =
    isDeepStrictEqual(given?.input_paths, transformer.inputPaths) &&
    given?.input_template === transformer.inputTemplate;
  yield isSame
    ? holds(what, whereOf(target), target)
    : broken(what, "it has another one, or none", { at: target });
  yield* eventBridgePublishes(scope, rule, topicArn);
}
