import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Aspects, TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";

/**
 * No plan destroys or replaces a resource of these constructs, whatever is inside them: a bucket
 * that stays must not lose its policy, its lock or its key. Terraform looks after what is in the
 * configuration; the way out is docs/retiring.md (docs/adr/0017-protection-at-rest.md).
 */
export function protect(...constructs: readonly IConstruct[]): void {
  for (const construct of constructs) Aspects.of(construct).add({ visit: keep });
}

function keep(node: IConstruct): void {
  if (!TerraformResource.isTerraformResource(node)) return;
  node.lifecycle = { ...node.lifecycle, preventDestroy: true };
  // AWS's own protection besides (DynamoDB.6; a retiring workload's table has none), which holds
  // against other hands than Terraform's too.
  if (node instanceof DynamodbTable) node.deletionProtectionEnabled = true;
}
