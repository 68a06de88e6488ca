import type { Estate } from "./estate";
import { held, type HeldPolicy, policyOf } from "./held-policy";
import { blocksOf, type Resource, textOf, whereOf } from "./resource";

export interface Identity {
  readonly policies: readonly HeldPolicy[];
  readonly boundary?: HeldPolicy;
  /** Managed policies that no stack has, and groups: what they say isn't known. */
  readonly unknown: readonly string[];
}

type Kind = "role" | "user";

const textsOf = (resource: Resource, name: string): readonly string[] =>
  ([resource.value(name) ?? []].flat() as unknown[]).filter((one) => typeof one === "string");

/** What a role or user may do by policies of its own: inline, attached, and its boundary. */
export function identityOf(estate: Estate, principal: Resource): Identity {
  const arns = [...new Set(attachedTo(estate, principal))];
  const managed = (arn: string) => held(estate.byArn("aws_iam_policy", arn), "policy");
  const boundaryArn = textOf(principal, "permissions_boundary");
  const boundary = boundaryArn === undefined ? undefined : managed(boundaryArn);
  const named = [...arns, ...(boundaryArn === undefined ? [] : [boundaryArn])];
  return {
    policies: [...inlineOf(estate, principal), ...arns.flatMap((arn) => managed(arn) ?? [])],
    ...(boundary && { boundary }),
    unknown: [...named.filter((arn) => !managed(arn)), ...groupsOf(estate, principal)],
  };
}

const kindOf = ({ type }: Resource): Kind => (type === "aws_iam_user" ? "user" : "role");

/** Those of the type that name the principal, alone or in a list, in its own account. */
const belonging = (estate: Estate, type: string, argument: string, principal: Resource) =>
  estate
    .resources(type)
    .filter(
      (one) =>
        one.place.accountId === principal.place.accountId &&
        textsOf(one, argument).includes(textOf(principal, "name") ?? ""),
    );

function inlineOf(estate: Estate, principal: Resource): readonly HeldPolicy[] {
  const kind = kindOf(principal);
  const beside = belonging(estate, `aws_iam_${kind}_policy`, kind, principal);
  const within = blocksOf(principal, "inline_policy").flatMap(({ name, policy }) =>
    typeof policy === "string" && policy !== ""
      ? [{ at: principal, name: String(name), policy: policyOf(policy, whereOf(principal)) }]
      : [],
  );
  return [...beside.flatMap((one) => held(one, "policy") ?? []), ...within];
}

function attachedTo(estate: Estate, principal: Resource): readonly string[] {
  const kind = kindOf(principal);
  const attachments = [
    ...belonging(estate, `aws_iam_${kind}_policy_attachment`, kind, principal),
    ...belonging(estate, "aws_iam_policy_attachment", `${kind}s`, principal),
  ];
  return [
    ...attachments.flatMap((one) => textOf(one, "policy_arn") ?? []),
    ...textsOf(principal, "managed_policy_arns"),
  ];
}

/** What a group lets its members do isn't read: the group is named. */
function groupsOf(estate: Estate, principal: Resource): readonly string[] {
  if (kindOf(principal) !== "user") return [];
  const groups = [
    ...belonging(estate, "aws_iam_user_group_membership", "user", principal).flatMap((one) =>
      textsOf(one, "groups"),
    ),
    ...belonging(estate, "aws_iam_group_membership", "users", principal).flatMap((one) =>
      textsOf(one, "group"),
    ),
  ];
  return [...new Set(groups)].map((name) => `the policies of the group ${name}`);
}
