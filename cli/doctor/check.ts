import { type Place } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import type { Estate } from "../../proof/model/estate";
import type { Resource as Resolved } from "../../proof/model/resource";
import { type Resource } from "../../stacks/read-stack";
import { type DoctorClients } from "./clients";
import { type Problem } from "./finding";

export interface Examined {
  readonly resource: Resource;
  /** The same resource, with every reference in its arguments worked out. */
  readonly resolved: Resolved;
  /** The stack by itself: no reference of ours crosses one. */
  readonly estate: Estate;
  readonly clients: DoctorClients;
  readonly place: Place;
  readonly config: WardenConfig;
  /** A read that several resources of the stack need, done once. */
  readonly once: Once;
}

export type Once = <T>(name: string, read: () => Promise<T>) => Promise<T>;

/** One question about every deployed resource of one type. */
export interface Check {
  readonly id: string;
  /** Terraform's type: the check is about each resource of it in the synthesized stacks. */
  readonly type: string;
  /** The resource's name, as AWS and people know it. */
  readonly subject: (examined: Examined) => string;
  /** @throws AWS's own errors: they become findings of their own */
  readonly examine: (examined: Examined) => Promise<readonly Problem[]>;
}

/** An argument that the stacks give as plain text. */
export function text({ arguments: given }: Resource, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value : "";
}

/** What each check of deployed settings ends in: nobody needs to know how it came about to mend it. */
export const applyAgain = (stack: string): string =>
  `terraform plan in the stack ${stack} shows it and apply mends it; find in the trail who changed it`;
