import { randomUUID } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { askAs, type Call, type Gap, gapsOf } from "./gap";
import { type HubOrganization } from "./security-hub-organization";

interface Policy {
  readonly Arn: string;
  readonly Id: string;
  readonly [field: string]: unknown;
}

interface Association {
  readonly policyId: string;
  readonly target: string;
  readonly updatedAt: string;
  /** Until the first look at it: it takes AWS a while. */
  pending: boolean;
}

const fault = ({ request }: Call, status: number, code: string) => ({
  say: (message: string): Answer => faultAnswer(request, { status, code, message }),
});

/** Configuration policies of one organization. */
class Policies {
  private readonly all = new Map<string, Policy>();

  /** The policy that the call names by its id or ARN. */
  named({ rest, request }: Call): Policy | undefined {
    const asked = rest || String(request.parameters.ConfigurationPolicyIdentifier);
    return this.all.get(asked.split("/").at(-1) ?? "");
  }

  store({ request }: Call, before: Policy): Answer {
    const { Name, Description, ConfigurationPolicy } = request.parameters;
    const UpdatedAt = new Date().toISOString();
    const given = Object.entries({ Name, Description, ConfigurationPolicy, UpdatedAt });
    const changes = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    this.all.set(before.Id, { ...before, ...changes });
    return jsonAnswer({ ...before, ...changes });
  }

  remove({ Id }: Policy): void {
    this.all.delete(Id);
  }
}

type Row = (call: Call) => Answer | Promise<Answer>;
type PolicyRow = (call: Call, policy: Policy) => Answer | Promise<Answer>;

/** Configuration policies of Security Hub, and what of the organization each is associated with. */
export function hubPolicyGaps(organization: HubOrganization): readonly Gap[] {
  const policies = new Policies();
  const associations = new Map<string, Association>();
  const central = (row: Row): Row => centrally(organization, row);
  const named = (row: PolicyRow): Row =>
    central((call) => {
      const policy = policies.named(call);
      return policy === undefined ? missing(call) : row(call, policy);
    });

  return gapsOf("securityhub", {
    "POST /configurationPolicy/create": central((call) => policies.store(call, newPolicy(call))),
    "GET /configurationPolicy/get/*": named((_, policy) => jsonAnswer(policy)),
    "PATCH /configurationPolicy/*": named((call, policy) => policies.store(call, policy)),
    "DELETE /configurationPolicy/*": named((call, policy) => {
      if ([...associations.values()].some(({ policyId }) => policyId === policy.Id))
        return fault(call, 409, "ResourceConflictException").say("The policy is still associated");
      policies.remove(policy);
      return jsonAnswer({});
    }),
    "POST /configurationPolicyAssociation/associate": named(async (call, policy) => {
      const association = newAssociation(call, policy);
      associations.set(association.target, association);
      await enableMembers(call, organization, association.target);
      return jsonAnswer(described(association));
    }),
    "POST /configurationPolicyAssociation/get": central((call) => {
      const found = associations.get(targetOf(call));
      if (found === undefined) return missing(call);
      const answer = jsonAnswer(described(found));
      found.pending = false;
      return answer;
    }),
    "POST /configurationPolicyAssociation/disassociate": central((call) => {
      associations.delete(targetOf(call));
      return jsonAnswer({});
    }),
  });
}

const centrally =
  (organization: HubOrganization, row: Row): Row =>
  (call) =>
    organization.administrators.isCaller(call) && organization.isCentral(call)
      ? row(call)
      : fault(call, 403, "AccessDeniedException").say(
          "Must be a Security Hub delegated administrator with Central Configuration enabled",
        );

const missing = (call: Call): Answer =>
  fault(call, 404, "ResourceNotFoundException").say("No policy or association of this name");

const newAssociation = (call: Call, { Id }: Policy): Association => ({
  policyId: Id,
  target: targetOf(call),
  updatedAt: new Date().toISOString(),
  pending: true,
});

function newPolicy({ request, caller }: Call): Policy {
  const Id = randomUUID();
  const Arn = `arn:aws:securityhub:${request.region}:${caller.accountId}:configuration-policy/${Id}`;
  return { Arn, Id, CreatedAt: new Date().toISOString() };
}

function targetOf({ request }: Call): string {
  const target = (request.parameters.Target ?? {}) as Readonly<Record<string, string>>;
  return target.RootId ?? target.OrganizationalUnitId ?? target.AccountId ?? "";
}

function described({ policyId, target, updatedAt, pending }: Association) {
  const unit = target.startsWith("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
  return {
    ConfigurationPolicyId: policyId,
    TargetId: target,
    TargetType: target.startsWith("r-") ? "ROOT" : unit,
    AssociationType: "APPLIED",
    UpdatedAt: updatedAt,
    AssociationStatus: pending ? "PENDING" : "SUCCESS",
  };
}

/** A policy switches the hub on in every account that it reaches. */
async function enableMembers(call: Call, { administrators }: HubOrganization, target: string) {
  const reached = administrators
    .members(call)
    .filter((account) => target.startsWith("r-") || account === target);
  for (const account of reached) {
    const body = { EnableDefaultStandards: false };
    await askAs(call, account, { method: "POST", target: "/accounts", body });
  }
}
