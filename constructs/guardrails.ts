import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson, type Statement } from "../policies/document";

export interface GuardrailsProps {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Roots, units and accounts; everything below them is bound. */
  readonly targets: readonly string[];
  readonly dependsOn: ITerraformDependable[];
}

/** Service control policy that keeps administrators from switching off what watches them. */
export class Guardrails extends Construct {
  constructor(scope: Construct, id: string, props: GuardrailsProps) {
    super(scope, id);
    const policy = new OrganizationsPolicy(this, "Resource", {
      name: props.name,
      description: "Nobody but the deployment role switches Bucket Warden off",
      type: "SERVICE_CONTROL_POLICY",
      content: policyJson(props.statements),
      dependsOn: props.dependsOn,
    });
    for (const targetId of props.targets) {
      new OrganizationsPolicyAttachment(this, `At-${targetId}`, { policyId: policy.id, targetId });
    }
  }
}
