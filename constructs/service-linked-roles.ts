import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";

const SERVICES = {
  config: "config.amazonaws.com",
  guardduty: "guardduty.amazonaws.com",
  macie: "macie.amazonaws.com",
  securityhub: "securityhub.amazonaws.com",
} as const;

export type LinkedService = keyof typeof SERVICES;

/** The roles by which AWS's security services read the account; AWS writes their policies. */
export class ServiceLinkedRoles extends Construct {
  private readonly roles: Readonly<Partial<Record<LinkedService, IamServiceLinkedRole>>>;

  constructor(scope: Construct, id: string, services: readonly LinkedService[]) {
    super(scope, id);
    this.roles = Object.fromEntries(
      services.map((service) => [
        service,
        new IamServiceLinkedRole(this, service, { awsServiceName: SERVICES[service] }),
      ]),
    );
  }

  of(service: LinkedService): IamServiceLinkedRole {
    const role = this.roles[service];
    if (!role)
      throw new Error(`${this.node.path}: no service-linked role for ${service} was asked for`);
    return role;
  }
}
