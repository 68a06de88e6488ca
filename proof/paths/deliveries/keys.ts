import { useKey } from "../../hops";
import type { Estate } from "../../model/estate";
import { type Resource, textOf } from "../../model/resource";
import type { ProviderPlace } from "../../model/stack";
import type { Hop } from "../../path";
import { settingsOf, theOne } from "../expected";

/** A key by what it is called: an ARN holds a random id. */
export interface NamedKey {
  /** `alias/acme-warden-logs` */
  readonly alias: string;
  readonly place: ProviderPlace;
}

/** The key behind an alias; one that works: AWS's services take symmetric keys only. */
export function* keyBehind(estate: Estate, { alias, place }: NamedKey): Generator<Hop, Resource> {
  const found = yield* theOne(estate, {
    what: `the alias ${alias}`,
    type: "aws_kms_alias",
    place,
    by: { name: alias },
  });
  const key = yield* theOne(estate, {
    what: `the key that ${alias} means`,
    type: "aws_kms_key",
    place,
    by: { key_id: (textOf(found, "target_key_id") ?? "").split("/").at(-1) ?? "" },
  });
  yield* settingsOf(key, [
    { argument: "is_enabled", is: true, byDefault: true },
    { argument: "key_usage", is: "ENCRYPT_DECRYPT", byDefault: "ENCRYPT_DECRYPT" },
    {
      argument: "customer_master_key_spec",
      is: "SYMMETRIC_DEFAULT",
      byDefault: "SYMMETRIC_DEFAULT",
    },
  ]);
  return key;
}

export const arnOf = (resource: Resource): string => textOf(resource, "arn") ?? "";

/** CloudWatch Logs' own calls on a group's key, each with the group's ARN (CloudWatch Logs guide, encrypt-log-data-kms). */
export const LOG_GROUP_ACTIONS = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
] as const;

/** Logs names the group by the encryption context and as the source of its call. */
export async function* logsUseKey(
  estate: Estate,
  keyArn: string,
  { arn, region, accountId }: ProviderPlace & { readonly arn: string },
): AsyncGenerator<Hop> {
  yield* useKey(estate, {
    who: { service: `logs.${region}.amazonaws.com`, sourceArn: arn, sourceAccount: accountId },
    keyArn,
    actions: LOG_GROUP_ACTIONS,
    context: { "kms:EncryptionContext:aws:logs:arn": arn },
  });
}
