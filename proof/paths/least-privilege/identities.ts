import { workloadNames } from "../../../config/names";
import { type Resource, textOf, whereOf } from "../../model/resource";
import { declaredRoles } from "../../needs/roles";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";

/** Which identities a resource of the type makes or gives rights to; the names of roles. */
const ROLES_OF: Readonly<Record<string, (resource: Resource) => readonly unknown[]>> = {
  aws_iam_role: (one) => [textOf(one, "name")],
  aws_iam_role_policy: (one) => [textOf(one, "role")],
  aws_iam_role_policy_attachment: (one) => [textOf(one, "role")],
};

/** They give rights to users, to groups, or in ways that the proof doesn't read: ours has none. */
const FOREIGN = [
  "aws_iam_access_key",
  "aws_iam_group",
  "aws_iam_group_policy",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_iam_user",
  "aws_iam_user_group_membership",
  "aws_iam_user_policy",
  "aws_iam_user_policy_attachment",
  "aws_ssoadmin_permission_set",
] as const;

/** Nothing in the stack gives rights to an identity of which nobody has said what it is for. */
export function* knownIdentities(scope: Scope, stack: string): Generator<Hop> {
  const { estate, own } = scope;
  const what = `there is the stack ${stack}`;
  if (!own.some(({ name }) => name === stack)) {
    yield broken(what, "nothing is synthesized under that name");
    return;
  }
  yield holds(what, "it is synthesized");
  const inStack = (type: string) =>
    estate.resources(type).filter((one) => one.stack.name === stack);
  const declared = declaredRoles(scope).filter((role) => role.stack === stack);
  for (const [type, namesOf] of Object.entries(ROLES_OF)) {
    const names = declared.map(({ name }) => name);
    const strange = inStack(type).find((one) =>
      namesOf(one).some((name) => !names.includes(String(name))),
    );
    yield rolesAreKnown({ type, strange, known: names });
  }
  for (const type of FOREIGN) {
    const [strange] = inStack(type);
    if (strange) yield undeclared(`no ${type} is in it`, strange);
  }
  yield policiesAreKnown(scope, inStack("aws_iam_policy"));
}

const undeclared = (what: string, at: Resource): Hop =>
  broken(what, `no needs are declared for ${whereOf(at)}: declare them in proof/needs/`, { at });

interface Found {
  readonly type: string;
  readonly strange: Resource | undefined;
  readonly known: readonly string[];
}

function rolesAreKnown({ type, strange, known }: Found): Hop {
  const what = `each ${type} is about a role whose needs are declared`;
  return strange ? undeclared(what, strange) : holds(what, known.join(", ") || "there are none");
}

function policiesAreKnown({ config, workload }: Scope, policies: readonly Resource[]): Hop {
  const what = "each aws_iam_policy is the quarantine";
  const quarantine = workload && workloadNames(config, workload).quarantinePolicyArn;
  const strange = policies.find((one) => textOf(one, "arn") !== quarantine);
  return strange ? undeclared(what, strange) : holds(what, `${policies.length} of them`);
}
