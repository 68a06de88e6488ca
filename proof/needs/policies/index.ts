import { planOf } from "../../plan";
import type { Scope } from "../../scope";
import type { DeclaredPolicy } from "../need";
import { declaredRoles } from "../roles";
import { auditBuckets, workloadBuckets } from "./archives";
import { auditKeys, workloadKey } from "./keys";
import {
  alertTopics,
  canaries,
  deadLetters,
  failures,
  responderCalls,
  securityBus,
} from "./messaging";

/** Every resource of ours that has a policy, and all that this is for; the roles' trust excepted. */
export function declaredPolicies(scope: Scope): readonly DeclaredPolicy[] {
  const { config, estate, workload } = scope;
  const queues = planOf(config)
    .filter((stack) => stack.workload?.name === workload?.name)
    .filter(({ kind }) => kind === "audit" || kind === "workload")
    .map((stack) => deadLetters(config, stack));
  if (!workload) {
    return [
      ...auditBuckets(config),
      ...auditKeys(config, estate),
      ...alertTopics(config),
      securityBus(config),
      canaries(config),
      ...queues,
    ];
  }
  return [
    ...workloadBuckets(config, workload),
    workloadKey(config, workload, estate),
    responderCalls(config, workload),
    failures(config, workload),
    ...queues,
  ];
}

/** A role's trust is a policy like the others. */
export const declaredTrust = (scope: Scope): readonly DeclaredPolicy[] =>
  declaredRoles(scope).map(({ arn, trust }) => ({ arn, flows: trust }));
