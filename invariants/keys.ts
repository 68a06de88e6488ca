import { isMarked } from "../proof/model/marks";
import type { Resource } from "../proof/model/resource";
import type { Scope } from "../proof/scope";
import type { Fault } from "./judging";

/**
 * Why a value is no key of the stacks. AWS's own keys open to every service of the account, and
 * what may use them can't be said.
 */
export function keyFault({ estate }: Scope, value: unknown, argument: string): Fault {
  if (typeof value !== "string" || value === "") return `${argument} is not set`;
  if (isMarked(value)) return `${argument} is known to Terraform only`;
  return keyOf(estate, value) ? undefined : `${argument} is no key of the stacks: ${value}`;
}

/** By ARN, or by the ARN of an alias. */
export function keyOf(estate: Scope["estate"], arn: string): Resource | undefined {
  const alias = estate.byArn("aws_kms_alias", arn);
  const id = alias?.value("target_key_id");
  return estate
    .resources("aws_kms_key")
    .find(
      (key) =>
        key.value("arn") === arn ||
        (alias?.stack === key.stack && [key.value("key_id"), key.value("arn")].includes(id)),
    );
}

/** The key that a stack's alias of this name leads to. */
export const keyByAlias = (estate: Scope["estate"], stack: string, name: string) => {
  const alias = estate
    .resources("aws_kms_alias")
    .find((one) => one.stack.name === stack && one.value("name") === name);
  const arn = alias?.value("arn");
  return typeof arn === "string" ? keyOf(estate, arn) : undefined;
};
