import { GetRoleCommand, GetUserCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { aliasesOf } from "../../proof/model/keys";
import { type Resource, textOf } from "../../proof/model/resource";
import { type Examined } from "./check";
import { type Facts } from "./differences";

type Ask = (resource: Resource, examined: Examined) => Promise<string | undefined>;

interface Source {
  readonly type: string;
  /** The attribute that the proof has a stand-in for. */
  readonly attribute: string;
  readonly real: Ask;
}

const keyId: Ask = async (key, { clients: { kms }, estate }) => {
  const [KeyId] = aliasesOf(estate, key);
  if (KeyId === undefined) return undefined;
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyId;
};

const roleId: Ask = async (role, { clients: { iam } }) =>
  (await iam.send(new GetRoleCommand({ RoleName: textOf(role, "name") }))).Role?.RoleId;

const userId: Ask = async (user, { clients: { iam } }) =>
  (await iam.send(new GetUserCommand({ UserName: textOf(user, "user_name") }))).User?.UserId;

/** Ids that only AWS gives (proof/model/stand-ins.ts), and who says what they are. */
const SOURCES: readonly Source[] = [
  { type: "aws_kms_key", attribute: "key_id", real: keyId },
  { type: "aws_iam_role", attribute: "unique_id", real: roleId },
  { type: "data.aws_iam_role", attribute: "unique_id", real: roleId },
  { type: "data.aws_iam_user", attribute: "user_id", real: userId },
];

/** The facts with AWS's own ids where the proof's stand-ins are; AWS is asked for those that occur. */
export const realIds =
  (examined: Examined) =>
  async (facts: Facts): Promise<Facts> => {
    let text = JSON.stringify(facts);
    for (const { type, attribute, real } of SOURCES)
      for (const resource of examined.estate.resources(type)) {
        const standIn = textOf(resource, attribute);
        if (standIn === undefined || !text.includes(standIn)) continue;
        const name = `${resource.address} ${attribute}`;
        const id = await examined.once(name, () => real(resource, examined));
        if (id !== undefined) text = text.replaceAll(standIn, id);
      }
    // JSON leaves out what is undefined: a fact that there must be nothing of.
    return { ...facts, ...(JSON.parse(text) as Facts) };
  };

/** The key's id in AWS. @throws where no alias leads to the key */
export async function realKeyId(examined: Examined): Promise<string> {
  const { resolved, once } = examined;
  const id = await once(`${resolved.address} key_id`, () => keyId(resolved, examined));
  if (id === undefined) throw new Error(`${resolved.address} has no alias to find it by`);
  return id;
}
