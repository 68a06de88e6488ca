import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt, leave } from "./adoption";
import type { Existing, LinkedService } from "../config/existing-schema";
import { linkedRoleArn, type Place } from "../config/names";

const ROLES: Readonly<Record<LinkedService, string>> = {
  config: "AWSServiceRoleForConfig",
  guardduty: "AWSServiceRoleForAmazonGuardDuty",
  macie: "AWSServiceRoleForAmazonMacie",
  securityhub: "AWSServiceRoleForSecurityHub",
};

/** A role that this stack makes, or one that it only looks up. */
type LinkedRole = ITerraformDependable & { readonly arn: string };

export interface ServiceLinkedRolesProps {
  readonly place: Place;
  readonly services: readonly LinkedService[];
  /** Roles that AWS or somebody else made before. */
  readonly existing: Existing["linkedRoles"];
}

/** The roles by which AWS's security services read the account; AWS writes their policies. */
export class ServiceLinkedRoles extends Construct {
  private readonly roles: Readonly<Partial<Record<LinkedService, LinkedRole>>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceLinkedRolesProps,
  ) {
    super(scope, id);
    this.roles = Object.fromEntries(
      props.services.map((service) => [
        service,
        props.existing[service] === "leave" ? this.leaveRole(service) : this.addRole(service),
      ]),
    );
  }

  of(service: LinkedService): LinkedRole {
    const role = this.roles[service];
    if (!role)
      throw new Error(`${this.node.path}: no service-linked role for ${service} was asked for`);
    return role;
  }

  private addRole(service: LinkedService): LinkedRole {
    const role = new IamServiceLinkedRole(this, service, {
      awsServiceName: `${service}.amazonaws.com`,
      // AWS words it when a service makes its role itself.
      lifecycle: { ignoreChanges: ["description"] },
    });
    const { existing, place } = this.props;
    if (existing[service] === "import") adopt(role, linkedRoleArn(place, service, ROLES[service]));
    return role;
  }

  /** Looked up, so that a plan fails when it isn't there. */
  private leaveRole(service: LinkedService): LinkedRole {
    leave(this, service, IamServiceLinkedRole.tfResourceType);
    return new DataAwsIamRole(this, `${service}-found`, { name: ROLES[service] });
  }
}
