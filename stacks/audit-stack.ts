import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { findingsAt } from "../config/findings";
import { auditNames, bucketArn } from "../config/names";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { AccessLogBucket } from "../constructs/access-log-bucket";
import { AlertsTopic } from "../constructs/alerts-topic";
import { AuditTrail } from "../constructs/audit-trail";
import { ConfigurationRecorder } from "../constructs/configuration-recorder";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { EncryptionKey } from "../constructs/encryption-key";
import { FindingForwarder } from "../constructs/finding-forwarder";
import { configArchive, lockedArchive } from "../constructs/log-archive";
import { SecurityBus } from "../constructs/security-bus";
import { SecurityHub } from "../constructs/security-hub";
import { ServiceLinkedRoles } from "../constructs/service-linked-roles";
import { auditDocuments } from "../policies/audit-documents";
import { AccountStack } from "./account-stack";

/** The security team's account: evidence, one view of all findings, and the topic they read. */
export class AuditStack extends AccountStack {
  private readonly names;
  private readonly documents;
  private readonly logsKey;

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
    this.addEvidence();
    this.addAlerts();
  }

  private addEvidence(): void {
    const { names, documents, config } = this;
    const archiveDays = config.auditAccount;
    const accessLogs = new AccessLogBucket(this, "AccessLogs", {
      name: names.accessLogs,
      place: names.place,
      sources: [names.trailArchive, names.configArchive],
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
    new AuditTrail(this, "Trail", {
      place: names.place,
      name: names.trail,
      arn: names.trailArn,
      archiveBucket: trailArchive.ready.bucket,
      archiveKeyArn: this.logsKey.arn,
      logGroup: names.trailLogGroup,
      logGroupKeyArn: this.logsKey.arn,
      logsRole: names.trailLogsRole,
    });
    this.addMonitoring(configLogs.ready.bucket);
  }

  private addMonitoring(configBucket: string): void {
    const { names, config } = this;
    const { workloads, prefix, homeRegion } = config;
    const linkedRoles = new ServiceLinkedRoles(this, "LinkedRoles", ["config", "securityhub"]);
    new ConfigurationRecorder(this, "Recorder", {
      prefix,
      roleArn: linkedRoles.of("config").arn,
      archiveBucket: configBucket,
      archiveKeyArn: this.logsKey.arn,
      rules: {},
    });
    new ConfigConfigurationAggregator(this, "ConfigAggregator", {
      name: names.configAggregator,
      accountAggregationSource: {
        accountIds: workloads.map(({ accountId }) => accountId),
        regions: [homeRegion],
      },
    });
    new SecurityHub(this, "SecurityHub", {
      place: names.place,
      dependsOn: [linkedRoles.of("securityhub")],
    }).administer(workloads);
  }

  private addAlerts(): void {
    const { names, documents, config, planned } = this;
    const key = new EncryptionKey(this, "AlertsKey", {
      alias: names.alertsKeyAlias,
      description: "Alerts to the security team",
      statements: documents.alertsKey,
    });
    const topic = new AlertsTopic(this, "Alerts", {
      name: names.alertsTopic,
      keyArn: key.arn,
      statements: documents.alertsTopic,
      subscriptions: config.auditAccount.subscriptions,
    });
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: names.deadLetterQueue,
      place: names.place,
      rulePrefix: `${config.prefix}-`,
      alarmActions: [topic.arn],
    });
    const bus = new SecurityBus(this, "Bus", {
      prefix: config.prefix,
      name: names.bus,
      statements: documents.securityBus,
      topicArn: topic.arn,
      deadLetterQueueArn: deadLetters.arn,
    });
    new FindingForwarder(this, "Findings", {
      names,
      findings: findingsAt(config, planned),
      busArn: names.busArn,
      deadLetterQueueArn: deadLetters.arn,
      scope: planned.scope,
      dependsOn: [bus.policy],
    });
    new TerraformOutput(this, "alerts_topic_arn", { value: topic.arn, staticId: true });
  }
}
