import { type Assumptions, Estate } from "../../proof/model/estate";
import type { Blocks, TerraformJson, TerraformStack } from "../../proof/model/stack";

export const HERE = "222222222222";
export const THERE = "555555555555";
export const REGION = "eu-west-1";

interface More extends Omit<TerraformJson, "resource" | "provider"> {
  readonly accountId?: string;
}

/** A stack written by hand: its resources by type and id, in one account and region. */
export const stackOf = (
  name: string,
  resource: Blocks,
  { accountId = HERE, ...more }: More = {},
): TerraformStack => ({
  name,
  file: `${name}.tf.json`,
  json: {
    ...more,
    resource,
    provider: { aws: [{ region: REGION, allowed_account_ids: [accountId] }] },
  },
});

export const estateOf = (resource: Blocks, more: More & Assumptions = {}): Estate => {
  const { organization, blocked, ...rest } = more;
  return new Estate([stackOf("here", resource, rest)], {
    ...(organization && { organization }),
    ...(blocked && { blocked }),
  });
};

export const policyText = (...Statement: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

export const allowing = (Action: string, Resource = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

export const denying = (Action: string, Resource = "*", more: object = {}): object => ({
  ...allowing(Action, Resource, more),
  Effect: "Deny",
});
