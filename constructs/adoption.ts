import { TerraformElement, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";

/**
 * Brings what the account already has under this stack: the first apply imports it instead of
 * making it, and every later one finds it in the state.
 * @param id what Terraform's import wants for this type of resource
 */
export function adopt(resource: TerraformResource, id: string): void {
  new ImportBlock(resource, "Import", addressOf(resource.terraformResourceType, resource), id);
}

/**
 * Leaves to its owner what would have this `id` in this `scope`. Even when an earlier apply
 * imported it: it is dropped from the state then, and not destroyed.
 */
export function leave(scope: Construct, id: string, resourceType: string): void {
  new RemovedBlock(scope, id, resourceType);
}

/** As Terraform's blocks want it: bare, not as an expression. */
const addressOf = (resourceType: string, { friendlyUniqueId }: TerraformElement): string =>
  `${resourceType}.${friendlyUniqueId}`;

class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    constructId: string,
    private readonly to: string,
    private readonly id: string,
  ) {
    super(scope, constructId);
  }

  override toTerraform(): object {
    return { import: [{ to: this.to, id: this.id }] };
  }
}

/** Has the address that the resource has where it is made: both come from the construct's path. */
class RemovedBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly resourceType: string,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const from = addressOf(this.resourceType, this);
    return { removed: [{ from, lifecycle: { destroy: false } }] };
  }
}
