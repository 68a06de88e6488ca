import { isDeepStrictEqual } from "node:util";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { type Resource, whereOf } from "../proof/model/resource";
import { valueAt } from "../proof/paths/expected";
import type { Scope } from "../proof/scope";
import type { Judge, Judged } from "./invariant";
import { type Fault, judged, ownResources, together } from "./judging";
import { plannedIn } from "./places";

/** A value; of a list the order doesn't matter. A function finds what only the stacks say. */
type Expected = string | boolean | readonly string[] | ((at: Resource, scope: Scope) => unknown);

/** By argument, with dots down to the value: `organization_configuration.configuration_type`. */
type Settings = Readonly<Record<string, Expected>>;

/** A resource that a stack of the configuration must have, in its account and region. */
export interface Wanted {
  readonly type: string;
  /** Tells it from others of its type. @default there is one */
  readonly which?: Settings;
  /** How it must be set. @default in any way */
  readonly as?: Settings;
}

/** What the provider takes where an argument isn't set. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  "aws_guardduty_detector enable": true,
  "aws_macie2_account status": "ENABLED",
  "aws_organizations_organization enabled_policy_types": [],
  "aws_organizations_organization feature_set": "ALL",
  "aws_securityhub_account auto_enable_controls": true,
};

/** Judges each resource that the configuration calls for; a stack without it has the fault. */
export const eachWanted =
  (wantedOf: (config: WardenConfig, planned: PlannedStack) => readonly Wanted[]): Judge =>
  (scope) =>
    plannedIn(scope).flatMap((planned) =>
      wantedOf(scope.config, planned).map((wanted) => verdictOn(wanted, planned, scope)),
    );

function verdictOn(wanted: Wanted, planned: PlannedStack, scope: Scope): Judged {
  const { type, which = {}, as = {} } = wanted;
  const found = ownResources(scope, type).filter(
    (one) =>
      one.stack.name === planned.name &&
      one.place.accountId === planned.accountId &&
      one.place.region === planned.region &&
      faultOf(one, which, scope) === undefined,
  );
  const [first, ...others] = found;
  if (!first) return { where: planned.name, fault: `it has no ${type}${described(which)}` };
  if (others.length === 0) return judged(whereOf(first), () => faultOf(first, as, scope));
  return { where: planned.name, fault: `it has ${found.length} ${type}${described(which)}` };
}

const described = (which: Settings): string =>
  Object.entries(which)
    .map(([argument, value]) => ` of ${argument} ${JSON.stringify(value)}`)
    .join("");

const faultOf = (at: Resource, settings: Settings, scope: Scope): Fault =>
  together(
    Object.entries(settings).map(([argument, expected]) => {
      const wanted = typeof expected === "function" ? expected(at, scope) : expected;
      const given = valueAt(at, argument) ?? DEFAULTS[`${at.type} ${argument}`];
      const isAsWanted = wanted !== undefined && isDeepStrictEqual(sorted(given), sorted(wanted));
      if (isAsWanted) return undefined;
      return given === undefined
        ? `${argument} is not set`
        : `${argument} is ${text(given)}, not ${text(wanted)}`;
    }),
  );

/** Terraform takes "true" for true. */
const sorted = (value: unknown): unknown => {
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
};

const text = (value: unknown): string =>
  value === undefined ? "anything that the stacks say" : JSON.stringify(value);
