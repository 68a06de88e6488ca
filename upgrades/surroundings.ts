import { CreateRoleCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import { clientsFor } from "../cli/rehearse/clients";
import { type JsonCall, jsonCall } from "../cli/rehearse/json-call";
import { type Emulator } from "../emulator";
import { principalTrust } from "../policies/document";
import { type Arguments, type Resources } from "./stack";

/** What a plan over a state looks up, by type of data source: nothing else is asked of AWS. */
const MAKE: Readonly<Record<string, (given: Arguments, world: World) => Promise<unknown>>> = {
  aws_iam_role: async ({ name }, { in: enter, account }) => {
    const AssumeRolePolicyDocument = principalTrust([`arn:aws:iam::${account}:root`]);
    const { iam } = await enter(account);
    return iam.send(new CreateRoleCommand({ RoleName: String(name), AssumeRolePolicyDocument }));
  },
  aws_iam_user: async ({ user_name: name }, { in: enter, account }) => {
    const { iam } = await enter(account);
    return iam.send(new CreateUserCommand({ UserName: String(name) }));
  },
  // A key of another account, by its alias.
  aws_kms_key: async ({ key_id: id }, { call }) => {
    const [, , , region = "", account = "", AliasName] = String(id).split(":");
    const kms = (operation: string, parameters: object) =>
      call(
        { account, region },
        { service: "kms", target: `TrentService.${operation}`, parameters },
      );
    const { KeyMetadata } = (await kms("CreateKey", {})) as { KeyMetadata: { KeyId: string } };
    await kms("CreateAlias", { AliasName, TargetKeyId: KeyMetadata.KeyId }).catch(ifThere);
  },
  // The emulator has one, or none.
  aws_organizations_organization: () => Promise.resolve(),
  aws_guardduty_detector: (_, { call, ...place }) =>
    call(place, { service: "guardduty", path: "/detector", parameters: { enable: true } }),
  aws_dynamodb_table_item: async (_, { call, ledger, ...place }) => {
    if (!ledger) return;
    const dynamodb = (operation: string, parameters: object) =>
      call(place, { service: "dynamodb", target: `DynamoDB_20120810.${operation}`, parameters });
    const { TableName } = ledger;
    await dynamodb("CreateTable", {
      ...{ TableName, BillingMode: "PAY_PER_REQUEST" },
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    });
    await dynamodb("PutItem", ledger);
  },
};

interface Place {
  readonly account: string;
  readonly region: string;
}

interface World extends Place {
  readonly ledger?: Ledger;
  readonly in: (account: string) => Promise<ReturnType<typeof clientsFor>>;
  readonly call: (place: Place, call: JsonCall) => Promise<unknown>;
}

/** The table and its denylist, as the responder left it. */
export interface Ledger {
  readonly TableName: string;
  readonly Item: object;
}

export interface Surroundings extends Place {
  readonly emulator: Emulator;
  readonly ledger?: Ledger;
}

/** Makes what the stack's data sources look up. */
export async function surround(
  data: Resources,
  { emulator, account, region, ledger }: Surroundings,
): Promise<void> {
  const assume = (id: string) => emulator.assume(`arn:aws:iam::${id}:role/admin`, "upgrade");
  const world: World = {
    ...{ account, region },
    ...(ledger && { ledger }),
    in: async (id) => clientsFor({ endpoint: emulator.url, region, credentials: await assume(id) }),
    call: async (place, call) => {
      const { accessKeyId } = await assume(place.account);
      return jsonCall({ endpoint: emulator.url, region: place.region, accessKeyId }, call);
    },
  };
  for (const [type, found] of Object.entries(data)) {
    const make = MAKE[type];
    if (!make) throw new Error(`no way to make what data.${type} looks up`);
    for (const given of Object.values(found)) await make(given, world).catch(ifThere);
  }
}

/** Two stacks may look up the same. */
function ifThere(error: unknown): void {
  if (!/exist/i.test(String(error))) throw error;
}
