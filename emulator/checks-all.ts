import { type Check, type ChecksOf, type JudgedCall } from "./checks";
import { topicKeyChecks } from "./checks-kms";
import { s3Checks } from "./checks-s3";
import { busArn, busNamed } from "./events/buses";
import { type Entry } from "./events/envelope";
import { type Destination } from "./moto-client";
import { text } from "./request";
import { xmlText } from "./xml";

const parameter = ({ request }: JudgedCall, name: string): string =>
  text(request.parameters[name]) ?? "";

const check = (action: string, resource: string, context: Check["context"] = {}): Check => ({
  action,
  resource,
  resourceAccount: resource.split(":")[4] ?? "",
  context,
});

const tableArn = ({ caller, request }: JudgedCall, name: string): string =>
  name.startsWith("arn:")
    ? name
    : `arn:aws:dynamodb:${request.region}:${caller.accountId}:table/${name}`;

const onTable: ChecksOf = (call) => [
  check(`dynamodb:${call.request.operation ?? ""}`, tableArn(call, parameter(call, "TableName"))),
];

/** A batch asks for the permission on each of its tables. */
const onTables: ChecksOf = (call) => {
  const { RequestItems } = call.request.parameters;
  return Object.keys(RequestItems ?? {}).map((name) =>
    check(`dynamodb:${call.request.operation ?? ""}`, tableArn(call, name)),
  );
};

/** A transaction has no permission of its own: each of its actions asks for the plain one's. */
const inTransaction: ChecksOf = (call) => {
  const { TransactItems } = call.request.parameters;
  const items = (TransactItems ?? []) as readonly Record<string, { TableName?: string }>[];
  return items.flatMap((item) =>
    Object.entries(item).map(([action, { TableName = "" }]) =>
      check(`dynamodb:${action}Item`, tableArn(call, TableName)),
    ),
  );
};

/** Asks IAM for the ARN, since the name that the call carries says nothing about the path. */
const onIdentity =
  (kind: "Role" | "User"): ChecksOf =>
  async (call) => {
    const { accountId, arn } = call.caller;
    const name = parameter(call, `${kind}Name`);
    const policy = parameter(call, "PolicyArn");
    const resource =
      name === "" ? arn : await identityArn(call, { service: "iam", accountId }, { kind, name });
    return [
      check(
        `iam:${call.request.operation ?? ""}`,
        resource,
        policy === "" ? {} : { "iam:PolicyARN": policy },
      ),
    ];
  };

async function identityArn(
  call: JudgedCall,
  iam: Destination,
  { kind, name }: { kind: string; name: string },
) {
  const pathless = `arn:aws:iam::${iam.accountId}:${kind.toLowerCase()}/${name}`;
  // Who asks about a role that isn't there is judged all the same.
  const xml = await call.moto.query(iam, `Get${kind}`, { [`${kind}Name`]: name }).catch(() => "");
  return xmlText(xml, "Arn") ?? pathless;
}

const publish: ChecksOf = async (call) => {
  const topic = parameter(call, "TopicArn") || parameter(call, "TargetArn");
  return [check("sns:Publish", topic), ...(await topicKeyChecks(call, topic))];
};

const send: ChecksOf = (call) => {
  const [accountId, name] = new URL(parameter(call, "QueueUrl")).pathname.split("/").slice(-2);
  return [check("sqs:SendMessage", `arn:aws:sqs:${call.request.region}:${accountId}:${name}`)];
};

/** An entry for another bus asks there. */
const putEvents: ChecksOf = ({ request, caller }) => {
  const { Entries } = request.parameters;
  return ((Entries ?? []) as readonly Entry[]).map((entry) =>
    check("events:PutEvents", busArn(busNamed(entry.EventBusName, { ...caller, ...request })), {
      "events:source": text(entry.Source) ?? "",
      "events:detail-type": text(entry.DetailType) ?? "",
    }),
  );
};

/** The permission is on the product that the findings are filed under. */
const importFindings: ChecksOf = ({ request }) => {
  const { Findings } = request.parameters;
  const products = ((Findings ?? []) as readonly { ProductArn?: string }[]).map(
    ({ ProductArn = "" }) => ProductArn,
  );
  return [...new Set(products)].map((arn) => check("securityhub:BatchImportFindings", arn));
};

const rows = (
  service: string,
  operations: readonly string[],
  checks: ChecksOf,
): Record<string, ChecksOf> =>
  Object.fromEntries(operations.map((operation) => [`${service}:${operation}`, checks]));

/**
 * What each call of a judged principal needs. A call without a row is refused.
 * No check means that AWS asks for no permission.
 */
export const checksByCall: Readonly<Record<string, ChecksOf>> = {
  ...s3Checks,
  ...rows("sts", ["GetCallerIdentity"], () => []),
  ...rows("dynamodb", ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"], onTable),
  ...rows("dynamodb", ["BatchGetItem"], onTables),
  ...rows("dynamodb", ["TransactWriteItems"], inTransaction),
  ...rows(
    "iam",
    ["AttachUserPolicy", "DetachUserPolicy", "GetUser", "ListAttachedUserPolicies"],
    onIdentity("User"),
  ),
  ...rows(
    "iam",
    [
      ...["AttachRolePolicy", "DetachRolePolicy", "GetRole", "ListAttachedRolePolicies"],
      ...["PutRolePolicy", "GetRolePolicy", "DeleteRolePolicy", "ListRolePolicies"],
      ...["UpdateRole", "UpdateRoleDescription", "UpdateAssumeRolePolicy", "DeleteRole"],
      ...["TagRole", "UntagRole", "ListInstanceProfilesForRole", "DeleteServiceLinkedRole"],
    ],
    onIdentity("Role"),
  ),
  ...rows("events", ["PutEvents"], putEvents),
  ...rows("sns", ["Publish"], publish),
  "securityhub POST /findings/import": importFindings,
  ...rows("sqs", ["SendMessage"], send),
};
