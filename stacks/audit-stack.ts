import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { alertRules, findingsAt } from "../config/findings";
import { LINKED_ROLES } from "../config/linked-roles";
import { auditNames, bucketArn } from "../config/names";
import { allRegions } from "../config/regions";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { AccessLogBucket } from "../constructs/access-log-bucket";
import { ALARM_SEVERITY, AlertsTopic } from "../constructs/alerts-topic";
import { AuditDashboard } from "../constructs/audit-dashboard";
import { AuditTrail } from "../constructs/audit-trail";
import { CanaryQueue } from "../constructs/canary-queue";
import { ConfigurationRecorder } from "../constructs/configuration-recorder";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { EncryptionKey } from "../constructs/encryption-key";
import { FindingForwarder } from "../constructs/finding-forwarder";
import { configArchive, lockedArchive, macieArchive } from "../constructs/log-archive";
import { protect } from "../constructs/protection";
import { SecurityBus } from "../constructs/security-bus";
import { SecurityHub } from "../constructs/security-hub";
import { SensitiveDataDiscovery } from "../constructs/sensitive-data-discovery";
import { ServiceLinkedRoles } from "../constructs/service-linked-roles";
import { ThreatDetection } from "../constructs/threat-detection";
import { TrailQueries } from "../constructs/trail-queries";
import { auditDocuments } from "../policies/audit-documents";
import { savedQueries } from "../queries/saved-queries";
import { trailTables } from "../queries/trail-tables";
import { AccountStack } from "./account-stack";

/** The security team's account: evidence, one view of all findings, and the topic they read. */
export class AuditStack extends AccountStack {
  private readonly names;
  private readonly documents;
  private readonly logsKey;
  private readonly linkedRoles;

  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    const names = auditNames(config);
    this.names = names;
    this.documents = auditDocuments(config);
    this.logsKey = new EncryptionKey(this, "LogsKey", {
      alias: names.logsKeyAlias,
      description: "Trail and configuration logs of all accounts",
      statements: this.documents.logsKey,
    });
    protect(this.logsKey);
    this.linkedRoles = new ServiceLinkedRoles(this, "LinkedRoles", {
      place: names.place,
      services: LINKED_ROLES.audit[config.membership],
      existing: this.existing.linkedRoles,
    });
    this.addEvidence();
    this.addAlerts();
  }

  private addEvidence(): void {
    const { names, documents, config } = this;
    const archiveDays = config.auditAccount;
    const accessLogs = new AccessLogBucket(this, "AccessLogs", {
      name: names.accessLogs,
      place: names.place,
      sources: [names.trailArchive, names.configArchive, names.macieResults, names.queryResults],
      ...archiveDays,
    });
    const archive = { keyArn: this.logsKey.arn, accessLogs: accessLogs.name, ...archiveDays };
    const trailArchive = lockedArchive(this, "TrailArchive", {
      name: names.trailArchive,
      arn: bucketArn(names.place, names.trailArchive),
      statements: documents.trailArchive,
      ...archive,
    });
    const configLogs = configArchive(this, "ConfigArchive", {
      name: names.configArchive,
      arn: bucketArn(names.place, names.configArchive),
      statements: documents.configArchive,
      ...archive,
    });
    macieArchive(this, "MacieResults", {
      name: names.macieResults,
      arn: bucketArn(names.place, names.macieResults),
      statements: documents.macieResults,
      ...archive,
    });
    new TrailQueries(this, "TrailQueries", {
      names,
      tables: trailTables(config),
      queries: savedQueries(config),
      keyArn: this.logsKey.arn,
      accessLogs: accessLogs.name,
    });
    this.addMonitoring(configLogs.ready.bucket);
    if (config.membership === "organization") this.addAdministrator();
    else this.addOwnView(trailArchive.ready.bucket);
  }

  private addMonitoring(configBucket: string): void {
    const { config, existing, linkedRoles } = this;
    new ConfigurationRecorder(this, "Recorder", {
      prefix: config.prefix,
      roleArn: linkedRoles.of("config").arn,
      archiveBucket: configBucket,
      archiveKeyArn: this.logsKey.arn,
      globalResources: true,
      rules: {},
      existing: existing.inRegion.recorder,
    });
    new ThreatDetection(this, "ThreatDetection", {
      dependsOn: [linkedRoles.of("guardduty")],
      existing: existing.inRegion.detector,
    });
  }

  private addHub(standards: "own" | "central"): SecurityHub {
    return new SecurityHub(this, "SecurityHub", {
      place: this.names.place,
      standards,
      dependsOn: [this.linkedRoles.of("securityhub")],
      existing: this.existing.inRegion,
    });
  }

  /** Invitation mode: the account's own trail, and a view of the accounts that are invited. */
  private addOwnView(archiveBucket: string): void {
    const { names, config } = this;
    const { workloads, homeRegion, furtherRegions } = config;
    new AuditTrail(this, "Trail", {
      place: names.place,
      name: names.trail,
      arn: names.trailArn,
      archiveBucket,
      archiveKeyArn: this.logsKey.arn,
      logGroup: names.trailLogGroup,
      logGroupKeyArn: this.logsKey.arn,
      logsRole: names.trailLogsRole,
      alarmActions: [names.alertTopics[ALARM_SEVERITY].arn],
    });
    new ConfigConfigurationAggregator(this, "ConfigAggregator", {
      name: names.configAggregator,
      accountAggregationSource: {
        accountIds: workloads.map(({ accountId }) => accountId),
        regions: [homeRegion, ...furtherRegions],
      },
    });
    this.addHub("own").administer(workloads);
  }

  /** Organization mode: what must be on before the account is made the administrator. */
  private addAdministrator(): void {
    const { names, linkedRoles, existing } = this;
    this.addHub("central");
    new SensitiveDataDiscovery(this, "SensitiveData", {
      accountId: names.place.accountId,
      dependsOn: [linkedRoles.of("macie")],
      existing: existing.inRegion.macie,
    });
  }

  private addAlerts(): void {
    const { names, documents, config, planned } = this;
    const key = new EncryptionKey(this, "AlertsKey", {
      alias: names.alertsKeyAlias,
      description: "Alerts to the security team",
      statements: documents.alertsKey,
    });
    const topics = new AlertsTopic(this, "Alerts", {
      names,
      keyArn: key.arn,
      statements: documents.alertsTopic,
      ...config.auditAccount,
    });
    new CanaryQueue(this, "Canaries", { names, topics });
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: names.deadLetterQueue,
      place: names.place,
      rulePrefix: `${config.prefix}-`,
      alarmActions: [topics.alarmsArn],
    });
    const bus = new SecurityBus(this, "Bus", {
      prefix: config.prefix,
      name: names.bus,
      statements: documents.securityBus,
      rules: alertRules(config),
      topics,
      deadLetterQueueArn: deadLetters.arn,
    });
    new FindingForwarder(this, "Findings", {
      names,
      findings: findingsAt(config, planned),
      busArn: names.busArn,
      deadLetterQueueArn: deadLetters.arn,
      scope: planned.scope,
      alarmActions: [topics.alarmsArn],
      dependsOn: [bus.policy],
    });
    new AuditDashboard(this, "Overview", { names, regions: allRegions(config) });
    new TerraformOutput(this, "alerts_topic_arn", { value: topics.output, staticId: true });
  }
}
