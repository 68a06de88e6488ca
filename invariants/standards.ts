import path from "node:path";
import { existingFor } from "../config/existing";
import type { ExistingInRegion } from "../config/existing-schema";
import { type PlannedStack, planStacks } from "../config/stack-plan";
import type { Scope } from "../proof/scope";
import { ALL_RULES } from "../rules";
import { type Judgement, judgements, type Rule } from "../rules/rule";
import type { StackJson } from "../stacks/read-stack";
import type { InvariantVerdict } from "./invariant";

/** Standards that are about a service which the configuration may leave to its owner. */
const OWNERS: Readonly<Record<string, keyof ExistingInRegion>> = {
  "Config.1": "recorder",
  "GuardDuty.1": "detector",
  "GuardDuty.10": "detector",
  "Macie.1": "macie",
  "CIS 4.16": "securityHub",
};

/**
 * FSBP's and CIS's rules on the stacks that the scope answers for. What a rule needs of others it
 * finds in the shared ones, so that no workload's stacks are judged but its own.
 */
export function judgeStandards(scope: Scope): readonly InvariantVerdict[] {
  const { config, workload, own } = scope;
  const planned = planStacks({ ...config, workloads: workload ? [workload] : [] });
  const estate = planned.flatMap((one) => asStackJson(scope, one));
  const names = new Set(own.map(({ name }) => name));
  return ALL_RULES.flatMap((rule) =>
    judgements(rule, estate)
      .filter(({ where }) => names.has(where.split(" ")[0] ?? ""))
      .map((judgement) => verdictOn(rule, judgement, scope)),
  );
}

const asStackJson = ({ estate }: Scope, planned: PlannedStack): readonly StackJson[] =>
  estate.stacks
    .filter(({ name }) => name === planned.name)
    .map(({ file, json }) => ({
      ...planned,
      directory: path.dirname(file),
      json: { resource: json.resource ?? {} },
    }));

function verdictOn({ id }: Rule, found: Judgement, scope: Scope): InvariantVerdict {
  const { where, verdict, fault, exception } = found;
  const base = { rule: id, where };
  if (verdict === "compliant") return { ...base, verdict };
  if (exception) return { ...base, verdict: "suppressed", because: exception.why };
  const left = leftToOwner(id, found, scope);
  if (left !== undefined) return { ...base, verdict: "suppressed", because: left };
  return { ...base, verdict: "violating", ...(fault !== undefined && { because: fault }) };
}

/** `existing.…: "leave"`: who has it is asked by `warden doctor`, in the account itself. */
function leftToOwner(
  id: string,
  { where, failed }: Judgement,
  { config, workload }: Scope,
): string | undefined {
  const setting = OWNERS[id];
  const planned = planStacks({ ...config, workloads: workload ? [workload] : [] }).find(
    ({ name }) => name === where,
  );
  if (setting === undefined || planned === undefined || failed) return undefined;
  return existingFor(config, planned).inRegion[setting] === "leave"
    ? `existing.regions["${planned.region}"].${setting} is "leave": its owner keeps it`
    : undefined;
}
