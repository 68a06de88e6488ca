import { ConfigAggregateAuthorization } from "@cdktf/provider-aws/lib/config-aggregate-authorization";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { findingsAt } from "../config/findings";
import { auditNames, sparedArns, workloadNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import type { PlannedWorkload } from "../config/stack-plan";
import { AccessLogBucket } from "../constructs/access-log-bucket";
import { AuditTrail } from "../constructs/audit-trail";
import { ConfigurationRecorder, S3_RULES } from "../constructs/configuration-recorder";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { EncryptionKey } from "../constructs/encryption-key";
import { FileUploaderRole } from "../constructs/file-uploader-role";
import { FindingForwarder } from "../constructs/finding-forwarder";
import { IncidentResponse } from "../constructs/incident-response";
import { Ledger } from "../constructs/ledger";
import { ProductionBucket } from "../constructs/production-bucket";
import { SecurityHub } from "../constructs/security-hub";
import { SecurityMonitoringRole } from "../constructs/security-monitoring-role";
import { SensitiveDataDiscovery } from "../constructs/sensitive-data-discovery";
import { ServiceLinkedRoles } from "../constructs/service-linked-roles";
import { ThreatDetection } from "../constructs/threat-detection";
import {
  accountManagesKey,
  logGroupArn,
  logGroupsUseKey,
  macieReadsUnderKey,
} from "../policies/keys";
import { AccountStack } from "./account-stack";

/** One production account: the guarded bucket, the responder, and what watches them. */
export class WorkloadStack extends AccountStack {
  private readonly workload;
  private readonly names;
  private readonly audit;
  private readonly linkedRoles;
  private readonly key;
  private readonly logsKeyArn;

  constructor(scope: Construct, planned: PlannedWorkload, config: WardenConfig) {
    super(scope, planned, config);
    this.workload = planned.workload;
    const names = workloadNames(config, this.workload);
    this.names = names;
    this.audit = auditNames(config);
    this.linkedRoles = new ServiceLinkedRoles(this, "LinkedRoles", [
      "config",
      "guardduty",
      "macie",
      "securityhub",
    ]);
    this.key = this.addKey();
    // A key's ARN holds a random id: found by its alias, which the audit account lets us.
    this.logsKeyArn = new DataAwsKmsKey(this, "AuditLogsKey", {
      keyId: this.audit.logsKeyAliasArn,
    }).arn;
    const bucket = this.addGuardedBucket();
    this.addMonitoring(bucket);
  }

  private addKey(): EncryptionKey {
    const { place, rootArn, trailLogGroup, responderLogGroup, keyAlias, bucket } = this.names;
    const logGroups = [trailLogGroup, responderLogGroup].map((name) => logGroupArn(place, name));
    return new EncryptionKey(this, "Key", {
      alias: keyAlias,
      description: `Objects of ${bucket} and this account's log groups`,
      statements: [
        accountManagesKey(rootArn),
        logGroupsUseKey(place, logGroups),
        macieReadsUnderKey(this.linkedRoles.of("macie").arn),
      ],
    });
  }

  private addGuardedBucket(): string {
    const { names, config, workload, key } = this;
    const accessLogs = new AccessLogBucket(this, "AccessLogs", {
      name: names.accessLogs,
      place: names.place,
      sources: [names.bucket],
      ...config.auditAccount,
    });
    const ledger = new Ledger(this, "Ledger", {
      tableName: names.ledgerTable,
      bucket: names.bucket,
    });
    const uploader = new FileUploaderRole(this, "FileUploader", {
      trustedArns: workload.uploaderTrust ?? [names.rootArn],
      bucketArn: names.bucketArn,
      keyArn: key.arn,
    });
    const response = new IncidentResponse(this, "Response", {
      names,
      audit: this.audit,
      workload,
      uploaderUserIds: uploader.userIds,
    });
    const { name: bucket } = new ProductionBucket(this, "Production", {
      name: names.bucket,
      bucketArn: names.bucketArn,
      keyArn: key.arn,
      responderRoleArn: names.responderRoleArn,
      blockedUserIds: ledger.blockedUserIds,
      sparedArns: sparedArns(names, workload),
      ...(workload.responseMode === "prevent" && {
        onlyUploaders: [...response.allowedUserIds, ...response.neverBlockedUserIds],
      }),
      objectLock: workload.objectLock,
      lifecycle: workload.lifecycle,
      accessLogs: accessLogs.name,
    });
    new SecurityMonitoringRole(this, "SecurityMonitoring", {
      place: names.place,
      trustedArns: [this.audit.rootArn],
      bucketArn: names.bucketArn,
      access: workload.monitoringAccess,
    });
    this.addResponse(bucket, response);
    return bucket;
  }

  private addResponse(bucket: string, response: IncidentResponse): void {
    const { names, audit, config, key, planned } = this;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: names.deadLetterQueue,
      place: names.place,
      rulePrefix: `${config.prefix}-`,
    });
    const functionName = response.guard({
      bucket,
      keyArn: key.arn,
      deadLetterQueueArn: deadLetters.arn,
    });
    new FindingForwarder(this, "Findings", {
      names,
      findings: findingsAt(config, planned),
      busArn: audit.busArn,
      deadLetterQueueArn: deadLetters.arn,
      scope: planned.scope,
    });
    new TerraformOutput(this, "responder_function", { value: functionName, staticId: true });
  }

  private addMonitoring(bucket: string): void {
    const { names, audit, config, workload, linkedRoles } = this;
    const { place } = names;
    new AuditTrail(this, "Trail", {
      place,
      name: names.trail,
      arn: names.trailArn,
      archiveBucket: audit.trailArchive,
      archiveKeyArn: this.logsKeyArn,
      logGroup: names.trailLogGroup,
      logGroupKeyArn: this.key.arn,
      logsRole: names.trailLogsRole,
      dataBucketArns: [names.bucketArn],
    });
    new ConfigurationRecorder(this, "Recorder", {
      prefix: config.prefix,
      roleArn: linkedRoles.of("config").arn,
      archiveBucket: audit.configArchive,
      archiveKeyArn: this.logsKeyArn,
      rules: S3_RULES,
    });
    new ConfigAggregateAuthorization(this, "ConfigAuthorization", {
      accountId: audit.place.accountId,
      region: audit.place.region,
    });
    new ThreatDetection(this, "ThreatDetection", [linkedRoles.of("guardduty")]);
    new SensitiveDataDiscovery(this, "SensitiveData", {
      prefix: config.prefix,
      accountId: place.accountId,
      bucket,
      schedule: workload.macieSchedule,
      dependsOn: [linkedRoles.of("macie")],
    });
    new SecurityHub(this, "SecurityHub", {
      place,
      dependsOn: [linkedRoles.of("securityhub")],
    }).joinAdministrator(audit.place.accountId);
  }
}
