import { type Place } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import { type Resource } from "../../stacks/read-stack";
import { type DoctorClients } from "./clients";
import { type Problem } from "./finding";

export interface Examined {
  readonly resource: Resource;
  readonly clients: DoctorClients;
  readonly place: Place;
  readonly config: WardenConfig;
}

/** One question about every deployed resource of one type. */
export interface Check {
  readonly id: string;
  /** Terraform's type: the check is about each resource of it in the synthesized stacks. */
  readonly type: string;
  /** The resource's name, as AWS and people know it. */
  readonly subject: (resource: Resource) => string;
  /** @throws AWS's own errors: they become findings of their own */
  readonly examine: (examined: Examined) => Promise<readonly Problem[]>;
}

/** An argument that the stacks give as plain text. */
export function text({ arguments: given }: Resource, name: string): string {
  const value = given[name];
  return typeof value === "string" ? value : "";
}
