import { type ITerraformDependable, TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { findingsAt } from "../config/findings";
import { LINKED_ROLES } from "../config/linked-roles";
import { MACIE_TAG, scheduleName } from "../config/macie-schedule";
import { auditNames, sparedArns, workloadNames } from "../config/names";
import { allRegions } from "../config/regions";
import type { WardenConfig } from "../config/schema";
import type { PlannedWorkload } from "../config/stack-plan";
import { AccessLogBucket } from "../constructs/access-log-bucket";
import { AuditLogsKey } from "../constructs/audit-logs-key";
import { AuditTrail } from "../constructs/audit-trail";
import { ConfigurationRecorder, S3_RULES } from "../constructs/configuration-recorder";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { FileUploaderRole } from "../constructs/file-uploader-role";
import { FindingForwarder } from "../constructs/finding-forwarder";
import { IncidentResponse } from "../constructs/incident-response";
import { Ledger } from "../constructs/ledger";
import { MalwareProtection } from "../constructs/malware-protection";
import { ProductionBucket } from "../constructs/production-bucket";
import { protect } from "../constructs/protection";
import { SecurityMonitoringRole } from "../constructs/security-monitoring-role";
import { ServiceLinkedRoles } from "../constructs/service-linked-roles";
import { WorkloadDashboard } from "../constructs/workload-dashboard";
import { AccountStack } from "./account-stack";
import { addOwnServices } from "./own-services";
import { addWorkloadKey } from "./workload-key";

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
    this.linkedRoles = new ServiceLinkedRoles(this, "LinkedRoles", {
      place: names.place,
      services: LINKED_ROLES.workload[config.membership],
      existing: this.existing.linkedRoles,
    });
    this.key = addWorkloadKey(this, names, this.macieRoleArn());
    this.logsKeyArn = new AuditLogsKey(this, "AuditLogsKey", {
      aliasArn: this.audit.logsKeyAliasArn,
    }).arn;
    const bucket = this.addGuardedBucket();
    this.addMonitoring(bucket);
  }

  /** The role of the account that runs the job: Macie's administrator, where there is one. */
  private macieRoleArn(): string {
    return this.config.membership === "organization"
      ? this.audit.macieRoleArn
      : this.linkedRoles.of("macie").arn;
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
    const scanner = this.addScanner();
    const response = new IncidentResponse(this, "Response", {
      names,
      audit: this.audit,
      workload,
      ownUserIds: [uploader.userIds, ...(scanner ? [scanner.userIds] : [])],
    });
    const production = new ProductionBucket(this, "Production", {
      name: names.bucket,
      bucketArn: names.bucketArn,
      keyArn: key.arn,
      responderRoleArn: names.responderRoleArn,
      blockedUserIds: ledger.blockedUserIds,
      sparedArns: sparedArns(names, workload),
      ...(workload.responseMode === "prevent" && {
        onlyUploaders: [...response.allowedUserIds, ...response.neverBlockedUserIds],
      }),
      ...(workload.mfaDelete === "native" && { rootArn: names.rootArn }),
      objectLock: workload.objectLock,
      lifecycle: workload.lifecycle,
      accessLogs: accessLogs.name,
      ...(config.organization && {
        tags: { [MACIE_TAG]: scheduleName(workload.macieSchedule) },
      }),
    });
    if (workload.state !== "retiring") protect(key, ledger, production);
    new SecurityMonitoringRole(this, "SecurityMonitoring", {
      place: names.place,
      trustedArns: [this.audit.rootArn],
      bucketArn: names.bucketArn,
      access: workload.monitoringAccess,
    });
    const notification = this.addResponse(production.name, response);
    scanner?.scan(production.name, notification);
    return production.name;
  }

  private addScanner(): MalwareProtection | undefined {
    const { names, key, workload } = this;
    if (!workload.malwareProtection) return undefined;
    return new MalwareProtection(this, "MalwareProtection", {
      place: names.place,
      roleName: names.malwareScannerRole,
      bucket: names.bucket,
      keyArn: key.arn,
    });
  }

  /** @returns the bucket's notification */
  private addResponse(bucket: string, response: IncidentResponse): ITerraformDependable {
    const { names, audit, config, key, planned } = this;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: names.deadLetterQueue,
      place: names.place,
      rulePrefix: `${config.prefix}-`,
    });
    const { functionName, notification } = response.guard({
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
    return notification;
  }

  private addMonitoring(bucket: string): void {
    const { names, audit, config, linkedRoles, existing } = this;
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
      // The organization's trail has the others.
      managementEvents: config.membership === "invitation",
      dataBucketArns: [names.bucketArn],
    });
    new ConfigurationRecorder(this, "Recorder", {
      prefix: config.prefix,
      roleArn: linkedRoles.of("config").arn,
      archiveBucket: audit.configArchive,
      archiveKeyArn: this.logsKeyArn,
      globalResources: true,
      rules: S3_RULES,
      existing: existing.inRegion.recorder,
    });
    new WorkloadDashboard(this, "Overview", { names, regions: allRegions(config) });
    // In an organization its administrator, the audit account, switches the services on.
    if (config.membership !== "invitation") return;
    addOwnServices(this, {
      prefix: config.prefix,
      workload: this.workload,
      place,
      audit,
      linkedRoles,
      existing: existing.inRegion,
      bucket,
      logsKeyArn: this.logsKeyArn,
    });
  }
}
