import { type InvariantVerdict } from "../../invariants";
import type { Arguments, TerraformStack } from "../../proof/model/stack";
import { type Scope, scopesOf } from "../../proof/scope";
import type { Proven } from "../support/proof";

export const PLACE = "audit aws_sqs_queue.Mine";

/** One stack of somebody's, beside ours or instead of them. */
export const stack = (resource: Record<string, Record<string, Arguments>>, name = "audit") => ({
  name,
  file: `${name}.tf.json`,
  json: {
    resource,
    provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["111111111111"] }] },
  },
});

export const QUEUE = stack({ aws_sqs_queue: { Mine: { name: "mine" } } });

/** What all workloads share, as far as these stacks go. */
export function sharedScope(config: Proven["config"], ...stacks: readonly TerraformStack[]): Scope {
  const [scope] = scopesOf(config, stacks);
  if (!scope) throw new Error("no scope");
  return scope;
}

export const verdictsAt = (verdicts: readonly InvariantVerdict[], rule: string, where: string) =>
  verdicts.filter((one) => one.rule === rule && one.where === where);
