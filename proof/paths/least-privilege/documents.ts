import { iamArn, workloadNames } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import { held, type HeldPolicy } from "../../model/policies";
import { textOf, whereOf } from "../../model/resource";
import { allowsIn, statementsIn } from "../../needs/grants";
import { broken, type Hop, holds } from "../../path";
import type { Scope } from "../../scope";

/** A policy that is there to refuse. */
export interface DenyingDocument {
  readonly accountId: string;
  readonly name: string;
  readonly find: (scope: Scope) => HeldPolicy | undefined;
}

/** The workload's quarantine; the organization's guardrails, where they are attached to something. */
export function documentsOf({ config, workload }: Scope): readonly DenyingDocument[] {
  if (workload) {
    const { place, quarantinePolicy: name } = workloadNames(config, workload);
    const arn = iamArn(place, `policy/${name}`);
    const find = ({ estate }: Scope) => held(estate.byArn("aws_iam_policy", arn), "policy");
    return [{ accountId: place.accountId, name, find }];
  }
  const organization = organizationNames(config);
  if (!organization || organization.guardrailTargets.length === 0) return [];
  const { managementAccountId: accountId, guardrails: name } = organization;
  const find = ({ estate }: Scope) => {
    const policies = estate.resources("aws_organizations_policy");
    return held(
      policies.find((one) => textOf(one, "name") === name),
      "content",
    );
  };
  return [{ accountId, name, find }];
}

export function* deniesOnly(scope: Scope, document: DenyingDocument): Generator<Hop> {
  const found = document.find(scope);
  const what = `there is the policy ${document.name}`;
  if (!found) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(found.at), found.at);
  const [allowing] = allowsIn(found.policy);
  const count = statementsIn(found.policy).length;
  const only = "each of its statements refuses";
  if (allowing) {
    const because = `it allows: remove ${JSON.stringify(allowing)} from ${whereOf(found.at)}`;
    yield broken(only, because, { at: found.at });
  } else if (count === 0) yield broken(only, "it has no statement", { at: found.at });
  else yield holds(only, `${count} statements, all of them Deny`, found.at);
}
