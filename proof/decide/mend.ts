import type { Verdict } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { identityOf, type Owned } from "../model/policies";
import { type Resource, textOf } from "../model/resource";
import type { Mend } from "../path";
import type { Asked, Asker, ServiceAsker } from "./asker";

export interface Refused {
  readonly estate: Estate;
  readonly asked: Asked;
  readonly owner: Owned | undefined;
  readonly principal: Resource | undefined;
}

type Missing = NonNullable<Verdict["missingIn"]>;

/** The least that would allow it: of an own resource, one policy is enough. */
export function mendOf(refused: Refused, missingIn: Missing): Mend[] {
  const { asked, owner, principal } = refused;
  const isOwn = principal && owner?.accountId === principal.place.accountId;
  const lacksResource = owner !== undefined && missingIn.includes("resource");
  const isEnough = isOwn && (lacksResource ? !mustAgree(asked) : true);
  const identity = principal && missingIn.includes("identity") && (!isOwn || isEnough);
  return [
    ...(identity ? [{ at: principal, argument: "policy", add: grantOf(asked) }] : []),
    ...(lacksResource && !(isOwn && identity) ? [resourceMend(asked, owner)] : []),
    ...(missingIn.includes("boundary") ? boundaryMend(refused) : []),
  ];
}

/** A key's policy or a role's trust has to let in even its own account's principals. */
const mustAgree = ({ action, resource }: Asked): boolean =>
  action === "sts:AssumeRole" || resource.split(":")[2] === "kms";

const grantOf = ({ action, resource }: Asked) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});

function boundaryMend({ estate, asked, principal }: Refused): Mend[] {
  const at = principal && identityOf(estate, principal).boundary?.at;
  return at ? [{ at, argument: "policy", add: grantOf(asked) }] : [];
}

function resourceMend(asked: Asked, owner: Owned): Mend {
  const { who, action, resource } = asked;
  if (owner.resource.type === "aws_lambda_function") return permissionMend(asked, owner);
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

/** A function's policy is made of permissions, each a resource of its own. */
function permissionMend({ who, action }: Asked, { resource }: Owned): Mend {
  const source: Partial<ServiceAsker> = "service" in who ? who : {};
  const { Service, AWS } = principalOf(who);
  return {
    at: resource,
    argument: "aws_lambda_permission",
    add: {
      action,
      function_name: textOf(resource, "function_name"),
      principal: Service ?? AWS,
      ...(source.sourceAccount !== undefined && { source_account: source.sourceAccount }),
      ...(source.sourceArn !== undefined && { source_arn: source.sourceArn }),
    },
  };
}

function principalOf(who: Asker): { readonly Service?: string; readonly AWS?: string } {
  if ("service" in who) return { Service: who.service };
  return { AWS: "role" in who ? who.role : who.arn };
}
