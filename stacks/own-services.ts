import { ConfigAggregateAuthorization } from "@cdktf/provider-aws/lib/config-aggregate-authorization";
import { type Construct } from "constructs";
import type { ExistingInRegion } from "../config/existing-schema";
import type { AuditNames, Place } from "../config/names";
import type { Workload } from "../config/schema";
import { SecurityHub } from "../constructs/security-hub";
import { SensitiveDataDiscovery } from "../constructs/sensitive-data-discovery";
import { type ServiceLinkedRoles } from "../constructs/service-linked-roles";
import { ThreatDetection } from "../constructs/threat-detection";

export interface OwnServices {
  readonly prefix: string;
  readonly workload: Workload;
  readonly place: Place;
  readonly audit: AuditNames;
  readonly linkedRoles: ServiceLinkedRoles;
  readonly existing: ExistingInRegion;
  readonly bucket: string;
  readonly logsKeyArn: string;
}

/** Invitation mode: the workload's own detector, Macie and hub, which accepts the audit account's invitation. */
export function addOwnServices(stack: Construct, props: OwnServices): void {
  const { place, audit, linkedRoles, existing } = props;
  new ConfigAggregateAuthorization(stack, "ConfigAuthorization", {
    accountId: audit.place.accountId,
    region: audit.place.region,
  });
  new ThreatDetection(stack, "ThreatDetection", {
    dependsOn: [linkedRoles.of("guardduty")],
    existing: existing.detector,
  });
  new SensitiveDataDiscovery(stack, "SensitiveData", {
    accountId: place.accountId,
    dependsOn: [linkedRoles.of("macie")],
    existing: existing.macie,
  }).scan({
    prefix: props.prefix,
    bucket: props.bucket,
    schedule: props.workload.macieSchedule,
    results: { bucket: audit.macieResults, keyArn: props.logsKeyArn },
  });
  new SecurityHub(stack, "SecurityHub", {
    place,
    dependsOn: [linkedRoles.of("securityhub")],
    existing,
  }).joinAdministrator(audit.place.accountId);
}
