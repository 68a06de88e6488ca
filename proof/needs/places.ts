import { arn, type Place } from "../../config/names";
import type { Estate } from "../model/estate";
import { textOf } from "../model/resource";

/**
 * The ARN of the key behind an alias: its id is AWS's, so no configuration knows it.
 * @returns the alias's own ARN where no stack has such a key, which no policy and no request means
 */
export function keyBehind(estate: Estate, place: Place, alias: string): string {
  const { accountId, region } = place;
  const isThere = (one: { readonly place: Pick<Place, "accountId" | "region"> }) =>
    one.place.accountId === accountId && one.place.region === region;
  const found = estate
    .resources("aws_kms_alias")
    .find((one) => isThere(one) && textOf(one, "name") === alias);
  const keyId = found && textOf(found, "target_key_id");
  const key = estate
    .resources("aws_kms_key")
    .find((one) => isThere(one) && textOf(one, "key_id") === keyId);
  return (key && textOf(key, "arn")) ?? arn("kms", place, alias);
}
