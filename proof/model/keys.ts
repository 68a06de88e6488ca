import type { Estate } from "./estate";
import { type Resource, textOf } from "./resource";
import type { ProviderPlace } from "./stack";

const ARN = /^arn:[^:]+:kms:([^:]*):([^:]*):(.+)$/;

const isAt = ({ place }: Resource, { accountId, region }: ProviderPlace): boolean =>
  place.accountId === accountId && place.region === region;

/**
 * The ARN of the key that an id, an ARN or an alias means, as KMS takes them anywhere (KMS guide,
 * concepts, key-id). What isn't an alias of the stacks stays unknown.
 * @param place where a bare id or alias is looked for
 */
export function keyArnOf(estate: Estate, asked: string, place: ProviderPlace): string | undefined {
  const [, region = place.region, accountId = place.accountId, name = asked] =
    ARN.exec(asked) ?? [];
  const at = { region, accountId };
  const id = name.startsWith("alias/") ? targetOf(estate, name, at) : name.replace(/^key\//, "");
  return id === undefined ? undefined : (estateArn(estate, id, at) ?? literalArn(asked, name));
}

const targetOf = (estate: Estate, alias: string, at: ProviderPlace): string | undefined => {
  const found = estate
    .resources("aws_kms_alias")
    .find((one) => isAt(one, at) && textOf(one, "name") === alias);
  return (found && textOf(found, "target_key_id"))?.replace(/^arn:.*:key\//, "");
};

function estateArn(estate: Estate, id: string, at: ProviderPlace): string | undefined {
  const key = estate
    .resources("aws_kms_key")
    .find((one) => isAt(one, at) && textOf(one, "key_id") === id);
  return key && textOf(key, "arn");
}

/** A key that no stack has keeps the ARN by which it was asked for. */
const literalArn = (asked: string, name: string): string | undefined =>
  asked !== name && name.startsWith("key/") ? asked : undefined;

/** `alias/…` of a key, as KMS lists them in `kms:ResourceAliases`. */
export const aliasesOf = (estate: Estate, key: Resource): readonly string[] =>
  estate
    .resources("aws_kms_alias")
    .filter((one) => isAt(one, key.place))
    .filter((one) =>
      [textOf(key, "key_id"), textOf(key, "arn")].includes(textOf(one, "target_key_id")),
    )
    .flatMap((one) => textOf(one, "name") ?? []);
