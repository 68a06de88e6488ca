import { type Resource, resourcesOf, type StackJson } from "../stacks/read-stack";
import { type Estate, type Judge } from "./rule";

/** What is missing; nothing where the rule is kept. */
export type Fault = string | undefined;

/** Judges every resource of a type, in every stack. */
export const each =
  (type: string, fault: (resource: Resource, estate: Estate) => Fault): Judge =>
  (estate) =>
    estate
      .flatMap((stack) => resourcesOf(stack, type))
      .map((resource) => {
        const where = `${resource.stack.name} ${resource.address}`;
        const found = fault(resource, estate);
        return found === undefined ? { where } : { where, fault: found };
      });

/** Judges several types alike. */
export const both =
  (...judges: readonly Judge[]): Judge =>
  (estate) =>
    judges.flatMap((judge) => judge(estate));

const IN_FULL: Readonly<Record<string, true>> = { home: true, everything: true };

/** Judges each guarded account, by its own stack, in each region that is watched in full. */
export const eachPlace =
  (fault: (stack: StackJson, estate: Estate) => Fault): Judge =>
  (estate) =>
    estate
      .filter(({ kind, scope }) => (kind === "audit" || kind === "workload") && IN_FULL[scope])
      .map((stack) => {
        const found = fault(stack, estate);
        return found === undefined ? { where: stack.name } : { where: stack.name, fault: found };
      });

/** An argument, wherever its blocks put it: `has(trail, /"Management"/)`. */
export const has = ({ arguments: given }: Resource, pattern: RegExp): boolean =>
  pattern.test(JSON.stringify(given));

export const unless = (kept: boolean, fault: string): Fault => (kept ? undefined : fault);

/** Whether a stack has such a resource. */
export const some = (
  stack: StackJson,
  type: string,
  fits: (resource: Resource) => boolean = () => true,
): boolean => resourcesOf(stack, type).some(fits);

/** The organization's settings for a region: in the audit account's stack there. */
export const organizationIn = (estate: Estate, region: string): readonly StackJson[] =>
  estate.filter((stack) => stack.kind === "audit-organization" && stack.region === region);
