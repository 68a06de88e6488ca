import { type Construct } from "constructs";
import { schedulesInUse } from "../config/macie-schedule";
import { auditNames } from "../config/names";
import { inOrganization } from "../config/organization-names";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { ALARM_SEVERITY } from "../constructs/alerts-topic";
import { AuditLogsKey } from "../constructs/audit-logs-key";
import { AuditTrail } from "../constructs/audit-trail";
import { OrganizationAggregator } from "../constructs/organization-aggregator";
import { OrganizationSecurityHub } from "../constructs/organization-security-hub";
import { OrganizationSensitiveData } from "../constructs/organization-sensitive-data";
import { OrganizationThreatDetection } from "../constructs/organization-threat-detection";
import { AccountStack } from "./account-stack";

/**
 * The audit account as delegated administrator: what holds for every account of the organization.
 * A stack of its own, so that each is applied once (docs/adr/0013-what-the-administrator-configures.md).
 */
export class AuditOrganizationStack extends AccountStack {
  private readonly names;
  private readonly organization;
  private readonly logsKeyArn;

  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    this.names = auditNames(config);
    this.organization = inOrganization(config);
    this.logsKeyArn = new AuditLogsKey(this, "AuditLogsKey", {
      aliasArn: this.names.logsKeyAliasArn,
    }).arn;
    this.addTrail();
    this.addServices();
  }

  private addTrail(): void {
    const { names, organization, logsKeyArn } = this;
    new AuditTrail(this, "Trail", {
      place: names.place,
      name: organization.trail,
      arn: organization.trailArn,
      organization,
      archiveBucket: names.trailArchive,
      archiveKeyArn: logsKeyArn,
      logGroup: names.trailLogGroup,
      logGroupKeyArn: logsKeyArn,
      logsRole: names.trailLogsRole,
      alarmActions: [names.alertTopics[ALARM_SEVERITY].arn],
    });
  }

  private addServices(): void {
    const { names, organization, config, logsKeyArn, existing } = this;
    const { findingAggregator, macie } = existing.inRegion;
    new OrganizationThreatDetection(this, "ThreatDetection");
    new OrganizationSecurityHub(this, "SecurityHub", {
      place: names.place,
      prefix: config.prefix,
      rootId: organization.rootId,
      existing: findingAggregator,
    });
    new OrganizationSensitiveData(this, "SensitiveData", {
      prefix: config.prefix,
      members: organization.macieMembers,
      schedules: schedulesInUse(config),
      results: { bucket: names.macieResults, keyArn: logsKeyArn },
      existing: macie,
    });
    new OrganizationAggregator(this, "ConfigAggregator", {
      place: names.place,
      name: names.configAggregator,
      roleName: organization.aggregatorRole,
    });
  }
}
