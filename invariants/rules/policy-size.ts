import { POLICY_BYTES } from "../../config/policy-limits";
import { GUARDRAIL_CHARACTERS } from "../../policies/guardrails";
import { withoutMarks } from "../../proof/model/marks";
import { type Resource, textOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each, type Fault, ownResources, together, unless } from "../judging";
import type { Scope } from "../../proof/scope";

interface Limit {
  readonly argument: string;
  readonly most: number;
}

/**
 * AWS's default quotas. In bytes for resources' policies (S3, KMS, SNS, SQS and EventBridge quotas),
 * in characters without white space for IAM's (IAM guide, reference_iam-quotas).
 */
const LIMITS: Readonly<Record<string, Limit>> = {
  aws_cloudwatch_event_bus_policy: { argument: "policy", most: POLICY_BYTES.bus },
  aws_iam_policy: { argument: "policy", most: 6_144 },
  aws_iam_role: { argument: "assume_role_policy", most: 2_048 },
  aws_kms_key: { argument: "policy", most: POLICY_BYTES.key },
  aws_organizations_policy: { argument: "content", most: GUARDRAIL_CHARACTERS },
  aws_s3_bucket_policy: { argument: "policy", most: POLICY_BYTES.bucket },
  aws_sns_topic_policy: { argument: "policy", most: POLICY_BYTES.topic },
  aws_sqs_queue: { argument: "policy", most: 8_192 },
  aws_sqs_queue_policy: { argument: "policy", most: 8_192 },
};

/** All inline policies of a role together. */
const INLINE = 10_240;

/** What Terraform fills in counts for nothing here: AWS adds to it, never takes away. */
const sizeOf = (policy: string): number => Buffer.byteLength(withoutMarks(policy, ""));

const tooLong = (resource: Resource): Fault => {
  const { argument, most } = LIMITS[resource.type] ?? { argument: "", most: 0 };
  const size = sizeOf(textOf(resource, argument) ?? "");
  return unless(size <= most, `${argument} takes ${size} bytes, AWS allows ${most}`);
};

function tooMuchInline(role: Resource, scope: Scope): Fault {
  const size = ownResources(scope, "aws_iam_role_policy")
    .filter((one) => one.stack === role.stack && textOf(one, "role") === textOf(role, "name"))
    .reduce((sum, one) => sum + sizeOf(textOf(one, "policy") ?? ""), 0);
  return unless(size <= INLINE, `its inline policies take ${size} bytes, AWS allows ${INLINE}`);
}

export const policySize: Invariant = {
  id: "policy-size",
  title: "Every policy is as short as AWS wants it",
  why: "A policy that is too long is refused during the apply, when the half before it stands.",
  judge: each(Object.keys(LIMITS), (resource, scope) =>
    together([
      tooLong(resource),
      resource.type === "aws_iam_role" ? tooMuchInline(resource, scope) : undefined,
    ]),
  ),
};
