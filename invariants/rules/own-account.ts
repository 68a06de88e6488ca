import { iamArn, partitionOf } from "../../config/names";
import type { PlannedStack } from "../../config/stack-plan";
import type { Arguments, TerraformStack } from "../../proof/model/stack";
import type { Scope } from "../../proof/scope";
import type { Invariant } from "../invariant";
import { eachStack, type Fault, together, unless } from "../judging";
import { accountsOf, plannedIn } from "../places";
import { wholeJson } from "../whole-json";

const list = (value: unknown): readonly unknown[] => [value ?? []].flat();

/** The account, role and region that the configuration says. */
function ofPlan(
  provider: Arguments,
  { accountId, region }: PlannedStack,
  { config }: Scope,
): Fault {
  const place = { partition: partitionOf(region), region, accountId };
  const role = iamArn(place, `role/${config.deploymentRole}`);
  const roles = list(provider.assume_role).map((one) => (one as Arguments).role_arn);
  // A second provider, by an alias, looks something up at home.
  const wanted = provider.alias === undefined ? region : config.homeRegion;
  return together([
    unless(
      list(provider.allowed_account_ids).join() === accountId,
      `a provider may touch other accounts than ${accountId}`,
    ),
    unless(roles.join() === role, `a provider doesn't assume ${role}`),
    unless(provider.region === wanted, `a provider works in ${String(provider.region)}`),
  ]);
}

/** What else is deployed beside: one account of the configuration, whichever. */
function ofConfiguration(provider: Arguments, { config }: Scope): Fault {
  const [allowed, ...others] = list(provider.allowed_account_ids);
  const known = accountsOf(config).has(String(allowed)) && others.length === 0;
  return unless(known, "a provider doesn't name the one account that it may touch");
}

function providersOf(stack: TerraformStack, scope: Scope): Fault {
  const providers = wholeJson(stack).awsProviders;
  const planned = plannedIn(scope).find(({ name }) => name === stack.name);
  return together([
    unless(providers.length > 0, "no provider says which account it may touch"),
    ...providers.map((provider) =>
      planned ? ofPlan(provider, planned, scope) : ofConfiguration(provider, scope),
    ),
  ]);
}

export const ownAccount: Invariant = {
  id: "own-account",
  title: "Every provider can touch its own account only, by the deployment role",
  why: "With the wrong credentials in the environment a plan would change another account.",
  judge: eachStack(providersOf),
};
