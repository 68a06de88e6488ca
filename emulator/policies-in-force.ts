import { type Buckets } from "./gaps";
import { type NamedPolicy, type Policy } from "../decisions/judge";
import { type Destination, MotoFault, type MotoClient } from "./moto-client";
import { xmlText, xmlTexts } from "./xml";

export interface Identity {
  readonly policies: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
}

const parsePolicy = (json: string): Policy => JSON.parse(json) as Policy;

/** Role and user differ in their operations' names only. */
type Kind = "Role" | "User";

export function kindAndName(arn: string): {
  readonly kind: Kind;
  readonly name: string;
  readonly accountId: string;
} {
  const [, , , , accountId = "", resource = ""] = arn.split(":");
  return {
    kind: resource.startsWith("user/") ? "User" : "Role",
    name: resource.split("/").at(-1) ?? "",
    accountId,
  };
}

/** Identity policies of a role or user as moto's IAM holds them now: inline, attached, by group. */
export async function identityPolicies(moto: MotoClient, arn: string): Promise<Identity> {
  const { kind, name, accountId } = kindAndName(arn);
  const iam = { service: "iam", accountId };
  const groups = kind === "User" ? await groupsOf(moto, iam, name) : [];
  const owned = await policiesOf(moto, iam, { kind, name });
  const inherited = await Promise.all(
    groups.map((group) => policiesOf(moto, iam, { kind: "Group", name: group })),
  );
  return {
    policies: [...owned, ...inherited.flat()],
    boundary: await boundaryOf(moto, iam, { kind, name }),
  };
}

const groupsOf = async (moto: MotoClient, iam: Destination, name: string) =>
  xmlTexts(await moto.query(iam, "ListGroupsForUser", { UserName: name }), "GroupName");

interface Holder {
  readonly kind: Kind | "Group";
  readonly name: string;
}

async function policiesOf(
  moto: MotoClient,
  iam: Destination,
  { kind, name }: Holder,
): Promise<NamedPolicy[]> {
  const holder = { [`${kind}Name`]: name };
  const inlineNames = xmlTexts(await moto.query(iam, `List${kind}Policies`, holder), "member");
  const inline = inlineNames.map(async (policyName) => {
    const xml = await moto.query(iam, `Get${kind}Policy`, { ...holder, PolicyName: policyName });
    return { name: policyName, policy: documentIn(xml, "PolicyDocument") };
  });
  const arns = xmlTexts(await moto.query(iam, `ListAttached${kind}Policies`, holder), "PolicyArn");
  return Promise.all([...inline, ...arns.map((arn) => managedPolicy(moto, iam, arn))]);
}

async function managedPolicy(
  moto: MotoClient,
  iam: Destination,
  arn: string,
): Promise<NamedPolicy> {
  const version =
    xmlText(await moto.query(iam, "GetPolicy", { PolicyArn: arn }), "DefaultVersionId") ?? "v1";
  const xml = await moto.query(iam, "GetPolicyVersion", { PolicyArn: arn, VersionId: version });
  return { name: arn.split("/").at(-1) ?? arn, policy: documentIn(xml, "Document") };
}

async function boundaryOf(
  moto: MotoClient,
  iam: Destination,
  { kind, name }: { kind: Kind; name: string },
) {
  const xml = await moto.query(iam, `Get${kind}`, { [`${kind}Name`]: name });
  const arn = xmlText(xml, "PermissionsBoundaryArn");
  return arn === undefined ? undefined : managedPolicy(moto, iam, arn);
}

/** What a role's own policy says about who may assume it, and the role's id. */
export async function roleWithTrust(
  moto: MotoClient,
  roleArn: string,
): Promise<{ readonly trust: Policy; readonly roleId: string }> {
  const { name, accountId } = kindAndName(roleArn);
  const xml = await moto.query({ service: "iam", accountId }, "GetRole", { RoleName: name });
  return {
    trust: documentIn(xml, "AssumeRolePolicyDocument"),
    roleId: xmlText(xml, "RoleId") ?? "",
  };
}

/** IAM hands documents out form-encoded. */
function documentIn(xml: string, element: string): Policy {
  const encoded = xmlText(xml, element) ?? "";
  return parsePolicy(encoded.trimStart().startsWith("{") ? encoded : decodeURIComponent(encoded));
}

const policyOrNone = (value: unknown): Policy | undefined =>
  typeof value === "string" && value !== "" ? parsePolicy(value) : undefined;

const isMissing = (error: unknown): boolean =>
  error instanceof MotoFault && /NotFound|NonExistent|NoSuch|DoesNotExist/.test(error.code);

/** Resource policy by service of the resource's ARN; a service without a row has none. */
const readers: Readonly<
  Record<string, (moto: MotoClient, arn: string) => Promise<Policy | undefined>>
> = {
  sns: async (moto, arn) => policyOrNone((await topicAttributes(moto, arn)).get("Policy")),
  sqs: async (moto, arn) => {
    const [, , , region = "", accountId = "", name = ""] = arn.split(":");
    const asked = { QueueUrl: `http://127.0.0.1/${accountId}/${name}`, AttributeNames: ["Policy"] };
    const { Attributes } = await moto.json(
      { service: "sqs", accountId, region },
      "AmazonSQS.GetQueueAttributes",
      asked,
    );
    return policyOrNone((Attributes as Record<string, unknown> | undefined)?.Policy);
  },
  events: async (moto, arn) => {
    const [, , , region = "", accountId = "", resource = ""] = arn.split(":");
    const asked = { Name: resource.replace(/^event-bus\//, "") };
    const place = { service: "events", accountId, region };
    return policyOrNone((await moto.json(place, "AWSEvents.DescribeEventBus", asked)).Policy);
  },
  kms: async (moto, arn) => {
    const [, , , region = "", accountId = ""] = arn.split(":");
    const asked = { KeyId: arn, PolicyName: "default" };
    return policyOrNone(
      (await moto.json({ service: "kms", accountId, region }, "TrentService.GetKeyPolicy", asked))
        .Policy,
    );
  },
};

export async function topicAttributes(
  moto: MotoClient,
  arn: string,
): Promise<ReadonlyMap<string, string>> {
  const [, , , region = "", accountId = ""] = arn.split(":");
  const xml = await moto.query({ service: "sns", accountId, region }, "GetTopicAttributes", {
    TopicArn: arn,
  });
  // Entry by entry: an empty value has no element of its own, only `<value/>`.
  return new Map(
    xml.split("</entry>").flatMap((entry) => {
      const key = xmlText(entry, "key");
      return key === undefined ? [] : [[key, xmlText(entry, "value") ?? ""] as const];
    }),
  );
}

export async function resourcePolicy(
  moto: MotoClient,
  buckets: Buckets,
  arn: string,
): Promise<Policy | undefined> {
  const [, , service = "", , , resource = ""] = arn.split(":");
  if (service === "s3") return policyOrNone(buckets.policyOf(resource.split("/")[0] ?? ""));
  try {
    return await readers[service]?.(moto, arn);
  } catch (error) {
    // The service's own answer about what is missing says more than a refusal would.
    if (isMissing(error)) return undefined;
    throw error;
  }
}
