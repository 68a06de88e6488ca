import { type Check } from "../checks";
import { type KeyAsker, isAwsManaged, topicKeyChecks } from "../checks-kms";
import { type Enforcement } from "../enforcement";
import { type Buckets } from "../gaps/buckets";
import { type MotoClient } from "../moto-client";
import { judge } from "../../decisions/judge";
import { roleWithTrust, topicAttributes } from "../policies-in-force";
import { type Bus, busArn, busNamed, type Rule, type Target } from "./buses";
import { type BusEvent } from "../../decisions/bus-event";

/** A rule's target, about to get an event. */
export interface Delivery {
  readonly bus: Bus;
  readonly rule: Rule;
  readonly target: Target;
  readonly event: BusEvent;
  readonly moto: MotoClient;
  readonly buckets: Buckets;
  readonly enforcement: Enforcement;
}

const SERVICE = "events.amazonaws.com";

/** Nothing where the target takes the event; otherwise why it doesn't. */
export type Refusal = string | undefined;

const sourceOf = ({ rule, bus }: Delivery) => ({
  "aws:SourceArn": rule.Arn,
  "aws:SourceAccount": bus.accountId,
});

const ownerOf = (arn: string): string => arn.split(":")[4] ?? "";

async function firstRefusal(delivery: Delivery, checks: readonly Check[]): Promise<Refusal> {
  const { moto, buckets, enforcement } = delivery;
  for (const check of checks) {
    const asker = { service: SERVICE, buckets, moto };
    const { allowed, because } = await enforcement.decideForService(check, asker);
    if (!allowed) return `${check.action} on ${check.resource} ${because}`;
  }
  return undefined;
}

/**
 * Topic and key policies see no `aws:SourceArn` and no `aws:SourceAccount` of EventBridge's: topic
 * policies support no conditions for it (EventBridge guide, eb-use-resource-based), and for keys
 * nothing promises them.
 */
export async function topicRefusal(delivery: Delivery, topicArn: string): Promise<Refusal> {
  const { moto, bus } = delivery;
  if (ownerOf(topicArn) !== bus.accountId) return "a topic of another account";
  const key = (await topicAttributes(moto, topicArn)).get("KmsMasterKeyId") ?? "";
  if (isAwsManaged(key)) return `the key ${key} lets no service in but SNS`;
  const asker: KeyAsker = { moto, caller: bus, request: bus };
  const publish = { action: "sns:Publish", resource: topicArn, resourceAccount: ownerOf(topicArn) };
  const keyUse = (await topicKeyChecks(asker, topicArn)).map(({ context, ...check }) => {
    // The caller is EventBridge, which belongs to no account.
    const known = Object.entries(context ?? {}).filter(([key]) => key !== "kms:CallerAccount");
    return { ...check, context: Object.fromEntries(known) };
  });
  return firstRefusal(delivery, [publish, ...keyUse]);
}

export const queueRefusal = (delivery: Delivery, queueArn: string): Promise<Refusal> =>
  firstRefusal(delivery, [
    {
      action: "sqs:SendMessage",
      resource: queueArn,
      resourceAccount: ownerOf(queueArn),
      context: sourceOf(delivery),
    },
  ]);

/** Another bus is reached by the target's role: EventBridge must get it, and it must get there. */
export async function busRefusal(delivery: Delivery, targetArn: string): Promise<Refusal> {
  const { bus, target, event, moto, buckets, enforcement } = delivery;
  const { RoleArn: principal } = target;
  if (principal === undefined) return "a bus as a target needs a role";
  if (ownerOf(principal) !== bus.accountId) return `${principal} is a role of another account`;
  const { trust, roleId } = await roleWithTrust(moto, principal);
  const assumed = await judge({
    principal: SERVICE,
    action: "sts:AssumeRole",
    resource: principal,
    resourceAccount: bus.accountId,
    context: sourceOf(delivery),
    identityPolicies: [],
    resourcePolicy: trust,
  });
  if (!assumed.allowed) return `sts:AssumeRole on ${principal} ${assumed.because}`;
  const name = principal.split("/").at(-1) ?? "";
  const caller = {
    accountId: bus.accountId,
    arn: `arn:aws:sts::${bus.accountId}:assumed-role/${name}/eventbridge`,
    userId: `${roleId}:eventbridge`,
  };
  const put: Check = {
    action: "events:PutEvents",
    resource: busArn(busNamed(targetArn, bus)),
    resourceAccount: ownerOf(targetArn),
    context: { "events:source": event.source, "events:detail-type": event["detail-type"] },
  };
  const decided = await enforcement.decide(put, { caller, principal, buckets, moto });
  return decided.allowed ? undefined : `${put.action} on ${put.resource} ${decided.because}`;
}
