import type { NamedPolicy, Policy } from "../../decisions/judge";
import type { Estate } from "./estate";
import { quoteMarks } from "./expressions";
import { type Resource, textOf } from "./resource";

/** A policy, and the resource whose argument it is: where a missing statement belongs. */
export interface HeldPolicy extends NamedPolicy {
  readonly at: Resource;
}

export interface Owned {
  /** The resource itself, in whichever stack. */
  readonly resource: Resource;
  readonly accountId: string;
  /** Nothing where it has none: then only its own account's principals get in, if at all. */
  readonly policy?: HeldPolicy;
}

const parsed = (json: string): Policy => JSON.parse(quoteMarks(json)) as Policy;

function held(at: Resource | undefined, argument: string): HeldPolicy | undefined {
  if (!at) return undefined;
  const json = textOf(at, argument);
  return json === undefined ? undefined : { at, name: at.address, policy: parsed(json) };
}

const owned = (resource: Resource | undefined, policy?: HeldPolicy): Owned | undefined =>
  resource && {
    resource,
    accountId: resource.place.accountId,
    ...(policy && { policy }),
  };

type Find = (estate: Estate, arn: string) => Owned | undefined;

const beside = (estate: Estate, type: string, argument: string, is: string | undefined) =>
  estate.resources(type).find((one) => textOf(one, argument) === is);

const bucket: Find = (estate, arn) => {
  const name = (arn.split(":")[5] ?? "").split("/")[0];
  const found = beside(estate, "aws_s3_bucket", "bucket", name);
  return owned(found, held(beside(estate, "aws_s3_bucket_policy", "bucket", name), "policy"));
};

const topic: Find = (estate, arn) => {
  const policy = held(beside(estate, "aws_sns_topic_policy", "arn", arn), "policy");
  return owned(estate.byArn("aws_sns_topic", arn), policy);
};

const queue: Find = (estate, arn) => {
  const found = estate.byArn("aws_sqs_queue", arn);
  const url = found && textOf(found, "url");
  return owned(found, held(beside(estate, "aws_sqs_queue_policy", "queue_url", url), "policy"));
};

const bus: Find = (estate, arn) => {
  const found = estate.byArn("aws_cloudwatch_event_bus", arn);
  const policy = estate
    .resources("aws_cloudwatch_event_bus_policy")
    .find(
      (one) =>
        one.stack === found?.stack && textOf(one, "event_bus_name") === textOf(found, "name"),
    );
  return owned(found, held(policy, "policy"));
};

const key: Find = (estate, arn) => {
  const found = estate.byArn("aws_kms_key", arn);
  return owned(found, held(found, "policy"));
};

const role: Find = (estate, arn) => {
  const found = estate.byArn("aws_iam_role", arn);
  return owned(found, held(found, "assume_role_policy"));
};

/** Each permission is a statement of the function's one policy, as `GetPolicy` shows it. */
const lambda: Find = (estate, arn) => {
  const found = estate.byArn("aws_lambda_function", arn);
  if (!found) return undefined;
  const permissions = estate
    .resources("aws_lambda_permission")
    .filter(
      (one) =>
        one.stack === found.stack &&
        [textOf(found, "function_name"), arn].includes(textOf(one, "function_name")),
    );
  const [first] = permissions;
  if (!first) return owned(found);
  const Statement = permissions.map((one) => statementOf(one, arn));
  const policy = { Version: "2012-10-17", Statement };
  return owned(found, { at: first, name: first.address, policy });
};

function statementOf(permission: Resource, functionArn: string) {
  const principal = textOf(permission, "principal") ?? "";
  const account = textOf(permission, "source_account");
  const source = textOf(permission, "source_arn");
  const Condition = {
    ...(account !== undefined && { StringEquals: { "AWS:SourceAccount": account } }),
    ...(source !== undefined && { ArnLike: { "AWS:SourceArn": source } }),
  };
  return {
    Sid: textOf(permission, "statement_id"),
    Effect: "Allow",
    Principal: principal.includes(".") ? { Service: principal } : { AWS: principal },
    Action: textOf(permission, "action"),
    Resource: functionArn,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

const FINDERS: Readonly<Record<string, Find>> = {
  events: bus,
  iam: role,
  kms: key,
  lambda,
  s3: bucket,
  sns: topic,
  sqs: queue,
};

/** Whose a resource is, and what its policy says; undefined where no stack has it. */
export const ownedBy = (estate: Estate, arn: string): Owned | undefined =>
  FINDERS[arn.split(":")[2] ?? ""]?.(estate, arn);

/** Whether resources of the service have policies that the proof can read. */
export const hasPolicies = (arn: string): boolean => (arn.split(":")[2] ?? "") in FINDERS;

export interface Identity {
  readonly policies: readonly HeldPolicy[];
  readonly boundary?: HeldPolicy;
  /** Managed policies that no stack has: what they say isn't known. */
  readonly unknown: readonly string[];
}

type Kind = "role" | "user";

/** What a role or user may do by policies of its own: inline, attached, and its boundary. */
export function identityOf(estate: Estate, principal: Resource): Identity {
  const kind: Kind = principal.type === "aws_iam_user" ? "user" : "role";
  const name = textOf(principal, "name");
  const belongs = (one: Resource) =>
    one.place.accountId === principal.place.accountId && textOf(one, kind) === name;
  const inline = estate
    .resources(`aws_iam_${kind}_policy`)
    .filter(belongs)
    .flatMap((one) => held(one, "policy") ?? []);
  const arns = estate
    .resources(`aws_iam_${kind}_policy_attachment`)
    .filter(belongs)
    .map((one) => textOf(one, "policy_arn") ?? "");
  const managed = (arn: string) => held(estate.byArn("aws_iam_policy", arn), "policy");
  const boundaryArn = textOf(principal, "permissions_boundary");
  const boundary = boundaryArn === undefined ? undefined : managed(boundaryArn);
  return {
    policies: [...inline, ...arns.flatMap((arn) => managed(arn) ?? [])],
    ...(boundary && { boundary }),
    unknown: [...arns, ...(boundaryArn === undefined ? [] : [boundaryArn])].filter(
      (arn) => !managed(arn),
    ),
  };
}

/** A service control policy, and to what it is attached: a root, a unit or an account. */
export interface AttachedControl {
  readonly policy: HeldPolicy;
  readonly target: string;
}

export const controlPolicies = (estate: Estate): readonly AttachedControl[] =>
  estate.resources("aws_organizations_policy_attachment").flatMap((attachment) => {
    const id = textOf(attachment, "policy_id");
    const found = estate
      .resources("aws_organizations_policy")
      .find((one) => textOf(one, "id") === id);
    const policy = held(found, "content");
    return policy ? [{ policy, target: textOf(attachment, "target_id") ?? "" }] : [];
  });
