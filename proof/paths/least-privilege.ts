import { planOf } from "../plan";
import { declaredPolicies, declaredTrust } from "../needs/policies";
import { declaredRoles } from "../needs/roles";
import type { Path } from "../path";
import type { PathSource, Scope } from "../scope";
import { deniesOnly, documentsOf } from "./least-privilege/documents";
import { knownIdentities } from "./least-privilege/identities";
import { exactPolicy } from "./least-privilege/policies";
import { exactRole } from "./least-privilege/roles";
import { resourceId } from "./resource-id";

/**
 * What each role of ours is granted is what its work needs, and each policy of a resource of ours
 * lets in whom it is for: nothing missing, nothing more. Roles and policies of stacks that the
 * configuration doesn't know aren't judged: nobody has said what they are for.
 */
const pathsIn = (scope: Scope): readonly Path[] => [
  ...declaredRoles(scope).map((role) => ({
    family: "least-privilege" as const,
    id: `least-privilege/roles/${resourceId(role.arn)}`,
    title: `${role.name} of ${role.stack} may do what its work needs, and nothing else`,
    walk: () => exactRole(scope, role),
  })),
  ...declaredTrust(scope).map((policy) => ({
    family: "least-privilege" as const,
    id: `least-privilege/trust/${resourceId(policy.arn)}`,
    title: `Only whom it is for becomes ${policy.arn}`,
    walk: () => exactPolicy(scope, policy),
  })),
  ...declaredPolicies(scope).map((policy) => ({
    family: "least-privilege" as const,
    id: `least-privilege/policies/${resourceId(policy.arn, policy.name)}`,
    title: `The policy of ${policy.name ?? policy.arn} lets in whom it is for, and nobody else`,
    walk: () => exactPolicy(scope, policy),
  })),
  ...documentsOf(scope).map((document) => ({
    family: "least-privilege" as const,
    id: `least-privilege/documents/${document.accountId}/${document.name}`,
    title: `${document.name} of account ${document.accountId} refuses, and allows nothing`,
    walk: () => deniesOnly(scope, document),
  })),
  ...plannedStacks(scope).map((stack) => ({
    family: "least-privilege" as const,
    id: `least-privilege/identities/${stack}`,
    title: `Every identity of ${stack} has declared needs`,
    walk: () => knownIdentities(scope, stack),
  })),
];

const plannedStacks = ({ config, workload }: Scope): readonly string[] =>
  planOf(config)
    .filter((stack) => stack.workload?.name === workload?.name)
    .map(({ name }) => name);

export const privilegePaths: PathSource = { shared: pathsIn, ofWorkload: pathsIn };
