import { type Construct } from "constructs";
import { findingsAt } from "../config/findings";
import { accountNames, auditNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import type { PlannedStack } from "../config/stack-plan";
import { AuditLogsKey } from "../constructs/audit-logs-key";
import { ConfigurationRecorder } from "../constructs/configuration-recorder";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { FindingForwarder } from "../constructs/finding-forwarder";
import { AccountStack } from "./account-stack";

/**
 * An account in a further region: what happens there reaches the home region's bus, what exists
 * there the home region's archive. Roles are the home stack's, since IAM knows no regions.
 */
export class RegionStack extends AccountStack {
  protected readonly names;
  protected readonly audit;

  constructor(scope: Construct, planned: PlannedStack, config: WardenConfig) {
    super(scope, planned, config);
    this.names = accountNames(config, planned.accountId, planned.region);
    this.audit = auditNames(config);
    this.addForwarding();
    if (planned.scope === "everything") this.addRecorder();
  }

  private addForwarding(): void {
    const { names, audit, config, planned } = this;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: names.deadLetterQueue,
      place: names.place,
      rulePrefix: `${config.prefix}-`,
    });
    new FindingForwarder(this, "Findings", {
      names,
      findings: findingsAt(config, planned),
      busArn: audit.busArn,
      deadLetterQueueArn: deadLetters.arn,
      scope: planned.scope,
    });
  }

  private addRecorder(): void {
    const { names, audit, config, existing } = this;
    const logsKey = new AuditLogsKey(this, "AuditLogsKey", {
      aliasArn: audit.logsKeyAliasArn,
      provider: this.homeProvider(),
    });
    new ConfigurationRecorder(this, "Recorder", {
      prefix: config.prefix,
      roleArn: names.configRoleArn,
      archiveBucket: audit.configArchive,
      archiveKeyArn: logsKey.arn,
      globalResources: false,
      // The bucket that the rules are about is in the home region.
      rules: {},
      existing: existing.inRegion.recorder,
    });
  }
}
