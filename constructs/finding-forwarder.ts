import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { findingsFrom } from "../config/findings";
import { arn, type Place } from "../config/names";
import { policyJson, serviceTrust } from "../policies/document";

/** EventBridge's longest: 24 hours or 185 attempts, then the dead-letter queue. */
export const RETRY_POLICY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

export interface FindingForwarderProps {
  readonly prefix: string;
  readonly place: Place;
  readonly origin: "workload" | "audit";
  readonly roleName: string;
  readonly busArn: string;
  readonly deadLetterQueueArn: string;
  /** What must stand before the bus accepts a target. */
  readonly dependsOn?: ITerraformDependable[];
}

/** Sends the account's findings to the security bus; may put events there and nothing else. */
export class FindingForwarder extends Construct {
  constructor(scope: Construct, id: string, props: FindingForwarderProps) {
    super(scope, id);
    const { prefix, place, busArn, deadLetterQueueArn, dependsOn } = props;
    const role = new IamRole(this, "Role", {
      name: props.roleName,
      assumeRolePolicy: serviceTrust("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": place.accountId },
        ArnLike: { "aws:SourceArn": arn("events", place, `rule/${prefix}-forward-*`) },
      }),
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: "put-findings",
      role: role.name,
      policy: policyJson([
        { Sid: "PutFindings", Effect: "Allow", Action: "events:PutEvents", Resource: busArn },
      ]),
    });
    for (const finding of findingsFrom(props.origin)) {
      const rule = new CloudwatchEventRule(this, `Rule-${finding.id}`, {
        name: `${prefix}-forward-${finding.id}`,
        description: `Findings of ${finding.id} to the audit account's security bus`,
        eventPattern: JSON.stringify(finding.pattern(prefix)),
      });
      new CloudwatchEventTarget(this, `Target-${finding.id}`, {
        rule: rule.name,
        targetId: "security-bus",
        arn: busArn,
        roleArn: role.arn,
        deadLetterConfig: { arn: deadLetterQueueArn },
        retryPolicy: RETRY_POLICY,
        dependsOn: [policy, ...(dependsOn ?? [])],
      });
    }
  }
}
