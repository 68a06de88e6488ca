import { planOf } from "../../plan";
import { isMarked } from "../../model/expressions";
import { type Resource, textOf } from "../../model/resource";
import type { Scope } from "../../scope";
import { resourceId } from "../resource-id";

/** A type of resources that have policies, and which actions on them matter to strangers. */
export interface Kind {
  readonly type: string;
  /** Prefix of its actions. */
  readonly service: string;
  /** Of ours, each has one: at least it says what is refused. */
  readonly mustHave: boolean;
  readonly actions: readonly string[];
  /** They take no resource of the type: in its policy they allow nothing (Service Authorization Reference). */
  readonly void?: readonly string[];
}

const actions = (service: string, names: string): readonly string[] =>
  names.split(" ").map((name) => `${service}:${name}`);

const S3 =
  "GetObject GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectVersion " +
  "BypassGovernanceRetention ListBucket ListBucketVersions PutBucketPolicy DeleteBucketPolicy " +
  "PutBucketNotification DeleteBucket";
const KMS =
  "Decrypt Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo CreateGrant DescribeKey " +
  "PutKeyPolicy DisableKey ScheduleKeyDeletion";

export const KINDS: readonly Kind[] = [
  {
    type: "aws_s3_bucket",
    service: "s3",
    mustHave: true,
    actions: actions("s3", S3),
  },
  {
    type: "aws_sns_topic",
    service: "sns",
    mustHave: true,
    actions: actions(
      "sns",
      "Publish Subscribe AddPermission RemovePermission SetTopicAttributes DeleteTopic",
    ),
  },
  {
    type: "aws_sqs_queue",
    service: "sqs",
    mustHave: true,
    actions: actions(
      "sqs",
      "SendMessage ReceiveMessage DeleteMessage PurgeQueue SetQueueAttributes AddPermission DeleteQueue",
    ),
  },
  {
    type: "aws_cloudwatch_event_bus",
    service: "events",
    mustHave: true,
    actions: actions("events", "PutEvents DeleteEventBus UpdateEventBus DescribeEventBus"),
  },
  {
    type: "aws_kms_key",
    service: "kms",
    mustHave: true,
    actions: actions("kms", KMS),
    void: actions("kms", "CreateKey GenerateRandom ListAliases ListKeys"),
  },
  {
    type: "aws_lambda_function",
    service: "lambda",
    mustHave: false,
    actions: actions(
      "lambda",
      "InvokeFunction InvokeFunctionUrl UpdateFunctionCode UpdateFunctionConfiguration AddPermission DeleteFunction",
    ),
  },
  {
    type: "aws_iam_role",
    service: "sts",
    mustHave: true,
    actions: actions(
      "sts",
      "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity TagSession SetSourceIdentity",
    ),
  },
];

/** They let others in as the policies above do, and the proof can't read them. */
export const UNREADABLE: readonly string[] = [
  "aws_backup_vault_policy",
  "aws_cloudwatch_log_destination_policy",
  "aws_cloudwatch_log_resource_policy",
  "aws_dynamodb_resource_policy",
  "aws_ecr_repository_policy",
  "aws_efs_file_system_policy",
  "aws_glue_resource_policy",
  "aws_kms_external_key",
  "aws_kms_grant",
  "aws_kms_replica_key",
  "aws_lambda_function_url",
  "aws_lambda_layer_version_permission",
  "aws_opensearch_domain_policy",
  "aws_s3_access_point",
  "aws_s3_bucket_acl",
  "aws_s3control_access_point_policy",
  "aws_secretsmanager_secret_policy",
  "aws_ses_identity_policy",
];

/** A resource that others may get at by a policy of its own. */
export interface Guarded {
  readonly kind: Kind;
  readonly resource: Resource;
  readonly arn: string;
  readonly id: string;
  /** Of a stack that the configuration knows: it is known, too, who may. */
  readonly isOurs: boolean;
}

export function guardedIn(scope: Scope): readonly Guarded[] {
  const planned = new Set(planOf(scope.config).map(({ name }) => name));
  return KINDS.flatMap((kind) =>
    ownOf(scope, kind.type).map((resource) => ({
      ...{ kind, resource },
      arn: textOf(resource, "arn") ?? "",
      id: idOf(scope, resource),
      isOurs: planned.has(resource.stack.name),
    })),
  );
}

export const ownOf = ({ estate, own }: Scope, type: string): readonly Resource[] =>
  estate.resources(type).filter(({ stack }) => own.some(({ name }) => name === stack.name));

/** Keys by their aliases; whatever Terraform names by its address. */
function idOf({ estate }: Scope, resource: Resource): string {
  const { stack, address } = resource;
  const arn = textOf(resource, "arn") ?? "";
  if (arn === "" || isMarked(arn)) return `${stack.name}/${address}`.toLowerCase();
  if (resource.type !== "aws_kms_key") return resourceId(arn);
  const alias = estate
    .resources("aws_kms_alias")
    .find(
      (one) => one.stack === stack && textOf(one, "target_key_id") === textOf(resource, "key_id"),
    );
  return resourceId(arn, (alias && textOf(alias, "name")) ?? address);
}
