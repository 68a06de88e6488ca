import { keyArn } from "../checks-kms";
import { busArn, busNamed } from "../events/buses";
import { filled, type ResourceOf, type Values } from "./resource-of";

const text = (values: Values, name: string): string => {
  const value = values(name);
  return typeof value === "string" ? value : "";
};

export const bus: ResourceOf = ({ request, caller }, values) =>
  busArn(busNamed(values("Name"), { ...caller, ...request }));

/** On the default bus a rule's ARN doesn't name the bus. */
export const rule =
  (parameter: string): ResourceOf =>
  ({ request, caller }, values) => {
    const { name, region, accountId } = busNamed(values("EventBusName"), { ...caller, ...request });
    const path = name === "default" ? "" : `${name}/`;
    return `arn:aws:events:${region}:${accountId}:rule/${path}${text(values, parameter)}`;
  };

export const queue: ResourceOf = ({ request }, values) => {
  const [accountId, name] = new URL(text(values, "QueueUrl")).pathname.split("/").slice(-2);
  return `arn:aws:sqs:${request.region}:${accountId}:${name}`;
};

/** The permission is on the topic, whose ARN the subscription's starts with. */
export const subscription: ResourceOf = (_, values) =>
  text(values, "SubscriptionArn").split(":").slice(0, 6).join(":");

/** The task's id is `task/<path and name of the role>/<id>`. */
export const linkedRole: ResourceOf = (call, values) =>
  filled("arn:aws:iam::{account}:role/{role}", call, () =>
    text(values, "DeletionTaskId").split("/").slice(1, -1).join("/"),
  );

/** What a policy of the organization is attached to: a unit, the root or an account. */
export const target: ResourceOf = (call, values) => {
  const id = text(values, "TargetId");
  const kind = id.startsWith("ou-") ? "ou" : id.startsWith("r-") ? "root" : "account";
  return filled(`arn:aws:organizations::{account}:${kind}/o-x/{TargetId}`, call, values);
};

/** By id, ARN or alias. A key that isn't there is for KMS to tell. */
export const key =
  (parameter: string): ResourceOf =>
  (call, values) =>
    keyArn(call.moto, text(values, parameter), call).catch(() =>
      filled("arn:key/{id}", call, () => "not-found"),
    );

/** A query's permission is on its workgroup, which only Athena knows. */
export const query: ResourceOf = async (call, values) => {
  const { accountId } = call.caller;
  const { NamedQuery } = await call.moto.json(
    { service: "athena", accountId, region: call.request.region },
    "AmazonAthena.GetNamedQuery",
    { NamedQueryId: values("NamedQueryId") },
  );
  const { WorkGroup } = NamedQuery as Readonly<Record<string, string>>;
  return filled("arn:workgroup/{WorkGroup}", call, () => WorkGroup);
};
