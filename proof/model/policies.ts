import type { Policy } from "../../decisions/judge";
import type { Estate } from "./estate";
import { functionPolicy } from "./function-policy";
import { held, type HeldPolicy, theOnly, unread } from "./held-policy";
import { keyArnOf } from "./keys";
import { blocksOf, type Resource, textOf } from "./resource";

export { type AttachedControl, controlPolicies, resourceControls } from "./controls";
export { statementOf } from "./function-policy";
export { held, type HeldPolicy, unread } from "./held-policy";
export { type Identity, identityOf } from "./identity";

export interface Owned {
  /** The resource itself, in whichever stack. */
  readonly resource: Resource;
  readonly accountId: string;
  /** Nothing where it has none: then only its own account's principals get in, if at all. */
  readonly policy?: HeldPolicy;
  /** Further resources by the same ARN: which of them Terraform ends up with can't be said. */
  readonly contenders?: readonly Resource[];
}

type PolicyOf = (estate: Estate, resource: Resource, arn: string) => HeldPolicy | undefined;

interface Kind {
  readonly type: string;
  readonly policyOf: PolicyOf;
  /** ARN of what has the policy, from the ARN that is asked about. @default the same */
  readonly holder?: (arn: string) => string;
}

/** Its own argument, and resources of another type that say it of this one. */
const beside = (estate: Estate, type: string, argument: string, is: string | undefined) =>
  estate
    .resources(type)
    .filter((one) => is !== undefined && textOf(one, argument) === is)
    .map((one) => held(one, "policy"));

const bucketPolicy: PolicyOf = (estate, bucket) =>
  theOnly([
    ...beside(estate, "aws_s3_bucket_policy", "bucket", textOf(bucket, "bucket")),
    held(bucket, "policy"),
  ]);

const topicPolicy: PolicyOf = (estate, topic, arn) =>
  theOnly([...beside(estate, "aws_sns_topic_policy", "arn", arn), held(topic, "policy")]);

const queuePolicy: PolicyOf = (estate, queue) =>
  theOnly([
    ...beside(estate, "aws_sqs_queue_policy", "queue_url", textOf(queue, "url")),
    held(queue, "policy"),
  ]);

const isBeside = (one: Resource, other: Resource): boolean =>
  one.place.accountId === other.place.accountId && one.place.region === other.place.region;

const busPolicy: PolicyOf = (estate, bus, arn) => {
  const ofBus = (one: Resource) =>
    isBeside(one, bus) &&
    (textOf(one, "event_bus_name") ?? "default").split("/").at(-1) === textOf(bus, "name");
  const permissions = estate.resources("aws_cloudwatch_event_permission").filter(ofBus);
  const [at] = permissions;
  const Statement = permissions.map((one) => permissionStatement(one, arn));
  return theOnly([
    ...estate
      .resources("aws_cloudwatch_event_bus_policy")
      .filter(ofBus)
      .map((one) => held(one, "policy")),
    at && { at, name: at.address, policy: { Version: "2012-10-17", Statement } },
  ]);
};

/** As `PutPermission` writes it (EventBridge API, PutPermission). */
function permissionStatement(permission: Resource, busArn: string): Policy {
  const principal = textOf(permission, "principal");
  const Condition: Record<string, Policy> = {};
  for (const { type, key, value } of blocksOf(permission, "condition"))
    Condition[String(type)] = { [String(key)]: value };
  return {
    Sid: textOf(permission, "statement_id"),
    Effect: "Allow",
    Principal: principal === "*" ? "*" : { AWS: principal },
    Action: textOf(permission, "action") ?? "events:PutEvents",
    Resource: busArn,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

const keyPolicy: PolicyOf = (estate, key, arn) =>
  theOnly([
    held(key, "policy"),
    ...estate
      .resources("aws_kms_key_policy")
      .filter((one) => keyArnOf(estate, textOf(one, "key_id") ?? "", one.place) === arn)
      .map((one) => held(one, "policy")),
  ]) ?? { at: key, name: key.address, policy: defaultKeyPolicy(arn) };

/** Of a key that was made without one: IAM policies of the account decide (KMS guide, key-policy-default). */
function defaultKeyPolicy(arn: string) {
  const [, partition = "", , , accountId = ""] = arn.split(":");
  const Principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  const Statement = [
    { Sid: "Default", Effect: "Allow", Principal, Action: "kms:*", Resource: "*" },
  ];
  return { Version: "2012-10-17", Statement };
}

const trustPolicy: PolicyOf = (_, role) => held(role, "assume_role_policy");

const KINDS: Readonly<Record<string, Kind>> = {
  events: { type: "aws_cloudwatch_event_bus", policyOf: busPolicy },
  iam: { type: "aws_iam_role", policyOf: trustPolicy },
  kms: { type: "aws_kms_key", policyOf: keyPolicy },
  lambda: { type: "aws_lambda_function", policyOf: functionPolicy },
  s3: {
    type: "aws_s3_bucket",
    policyOf: bucketPolicy,
    holder: (arn) => arn.split("/")[0] ?? "",
  },
  sns: { type: "aws_sns_topic", policyOf: topicPolicy },
  sqs: { type: "aws_sqs_queue", policyOf: queuePolicy },
};

const serviceOf = (arn: string): string => arn.split(":")[2] ?? "";

/** Whose a resource is, and what its policy says; undefined where no stack has it. */
export function ownedBy(estate: Estate, arn: string): Owned | undefined {
  const kind = KINDS[serviceOf(arn)];
  if (!kind) return undefined;
  const holder = kind.holder?.(arn) ?? arn;
  const [resource, ...contenders] = estate.allByArn(kind.type, holder);
  if (!resource) return undefined;
  const policy = kind.policyOf(estate, resource, holder);
  return {
    resource,
    accountId: resource.place.accountId,
    ...(policy && { policy }),
    ...(contenders.length > 0 && { contenders }),
  };
}

/** Whether resources of the service have policies that the proof can read; of EventBridge's only buses. */
export const hasPolicies = (arn: string): boolean =>
  serviceOf(arn) in KINDS && !/^arn:[\w-]+:events:[^:]*:\d*:rule\//.test(arn);

/** Policies of other services' resources: where a stack has one, what it says isn't known. */
const UNREAD: Readonly<Record<string, string>> = {
  dynamodb: "aws_dynamodb_resource_policy",
  glue: "aws_glue_resource_policy",
  logs: "aws_cloudwatch_log_resource_policy",
  secretsmanager: "aws_secretsmanager_secret_policy",
};

/** A policy that may say anything, where the resource's account has one that isn't read. */
export function unreadBeside(estate: Estate, arn: string) {
  const type = UNREAD[serviceOf(arn)];
  const found = estate
    .resources(type ?? "")
    .find(({ place }) => place.accountId === arn.split(":")[4]);
  return found && unread(`what ${found.stack.name} ${found.address} says`);
}
