import type { Verdict } from "../../decisions/judge";
import type { Owned } from "../model/policies";
import type { Resource } from "../model/resource";
import type { Mend } from "../path";
import type { Asked, Asker, ServiceAsker } from "./asker";

export interface Refused {
  readonly asked: Asked;
  readonly owner: Owned | undefined;
  readonly principal: Resource | undefined;
}

export function mendOf(
  { asked, owner, principal }: Refused,
  missingIn: NonNullable<Verdict["missingIn"]>,
): Mend[] {
  const { action, resource } = asked;
  const grant = { Effect: "Allow", Action: action, Resource: resource };
  const identity =
    principal && missingIn.includes("identity")
      ? [{ at: principal, argument: "policy", add: grant }]
      : [];
  const isTrust = action === "sts:AssumeRole";
  const isOwn = principal && owner?.accountId === principal.place.accountId && !isTrust;
  const besides =
    owner && missingIn.includes("resource") && !(isOwn && identity.length > 0)
      ? [resourceMend(asked, owner)]
      : [];
  return [...identity, ...besides];
}

function resourceMend({ who, action, resource }: Asked, owner: Owned): Mend {
  const source: Partial<ServiceAsker> = "service" in who ? who : {};
  const Condition = {
    ...(source.sourceAccount !== undefined && {
      StringEquals: { "aws:SourceAccount": source.sourceAccount },
    }),
    ...(source.sourceArn !== undefined && { ArnLike: { "aws:SourceArn": source.sourceArn } }),
  };
  const isTrust = action === "sts:AssumeRole";
  const isKey = resource.split(":")[2] === "kms";
  return {
    at: owner.policy?.at ?? owner.resource,
    argument: isTrust ? "assume_role_policy" : "policy",
    add: {
      Effect: "Allow",
      Principal: principalOf(who),
      Action: action,
      ...(!isTrust && { Resource: isKey ? "*" : resource }),
      ...(Object.keys(Condition).length > 0 && { Condition }),
    },
  };
}

const principalOf = (who: Asker) => {
  if ("service" in who) return { Service: who.service };
  return { AWS: "role" in who ? who.role : who.arn };
};
