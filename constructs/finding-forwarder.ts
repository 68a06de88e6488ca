import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type ForwardedFinding } from "../config/findings";
import { type AccountNames, arn, type Place } from "../config/names";
import type { PlannedStack } from "../config/stack-plan";
import { policyJson, serviceTrust } from "../policies/document";
import { alarmOnFailedInvocations } from "./alarm";

/** EventBridge's longest: 24 hours or 185 attempts, then the dead-letter queue. */
export const RETRY_POLICY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

export interface FindingForwarderProps {
  readonly names: AccountNames;
  readonly findings: readonly ForwardedFinding[];
  readonly busArn: string;
  readonly deadLetterQueueArn: string;
  /** `home` makes the account's forwarder role; its further regions use the same one. */
  readonly scope: PlannedStack["scope"];
  /** Topics told when a rule fails. @default none: the alarm's event is forwarded */
  readonly alarmActions?: readonly string[];
  /** What must stand before the bus accepts a target. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Sends the account's findings to the security bus; may put events there and nothing else. No rules
 * for CIS 4.1, 4.2, 4.4, 4.6 and 4.15: they are about the whole account, not the guarded bucket.
 */
export class FindingForwarder extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FindingForwarderProps,
  ) {
    super(scope, id);
    const ready = [...(props.dependsOn ?? []), ...(props.scope === "home" ? this.addRole() : [])];
    for (const finding of props.findings) this.forward(finding, ready);
  }

  private addRole(): ITerraformDependable[] {
    const { names, busArn } = this.props;
    const { place, prefix } = names;
    const role = new IamRole(this, "Role", {
      name: names.forwarderRole,
      assumeRolePolicy: serviceTrust("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": place.accountId },
        // In whichever region the rule is.
        ArnLike: { "aws:SourceArn": forwardingRules(place, prefix) },
      }),
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: "put-findings",
      role: role.name,
      policy: policyJson([
        { Sid: "PutFindings", Effect: "Allow", Action: "events:PutEvents", Resource: busArn },
      ]),
    });
    return [policy];
  }

  private forward({ id, pattern }: ForwardedFinding, dependsOn: ITerraformDependable[]): void {
    const { names, busArn, deadLetterQueueArn, alarmActions } = this.props;
    const rule = new CloudwatchEventRule(this, `Rule-${id}`, {
      name: `${names.prefix}-forward-${id}`,
      description: `Findings of ${id} to the audit account's security bus`,
      eventPattern: JSON.stringify(pattern),
      // Said, or an apply leaves a rule switched off that somebody has.
      state: "ENABLED",
    });
    new CloudwatchEventTarget(this, `Target-${id}`, {
      rule: rule.name,
      targetId: "security-bus",
      arn: busArn,
      roleArn: names.forwarderRoleArn,
      deadLetterConfig: { arn: deadLetterQueueArn },
      retryPolicy: RETRY_POLICY,
      dependsOn,
    });
    alarmOnFailedInvocations(this, `Alarm-${id}`, {
      rule,
      what: `Findings of ${id}`,
      ...(alarmActions && { actions: alarmActions }),
    });
  }
}

const forwardingRules = ({ partition, accountId }: Place, prefix: string): string =>
  arn("events", { partition, region: "*", accountId }, `rule/${prefix}-forward-*`);
