import type { Asked } from "./decide/asker";
import type { Estate } from "./model/estate";
import { keyArnOf } from "./model/keys";
import type { Resource } from "./model/resource";
import type { Mend } from "./path";

/** Why a key doesn't do what it may be asked to. */
export interface Unfit {
  readonly because: string;
  readonly at: Resource;
  readonly mend: readonly Mend[];
}

/** What encrypts data and decrypts it. AWS's services take symmetric keys only (KMS guide, concepts). */
const USES = /^kms:(Encrypt|Decrypt|ReEncrypt(From|To)|GenerateDataKey(WithoutPlaintext)?)$/;

/** Arguments of a key that works, and what holds where nothing is said. */
const WORKING = [
  { argument: "is_enabled", is: true },
  { argument: "key_usage", is: "ENCRYPT_DECRYPT" },
  { argument: "customer_master_key_spec", is: "SYMMETRIC_DEFAULT" },
] as const;

/** Of a key of the stacks, by ARN or alias: policies may let somebody use it, and still it refuses. */
export function unfitFor(estate: Estate, { action, resource }: Asked): Unfit | undefined {
  if (!USES.test(action)) return undefined;
  const key = keyAt(estate, resource);
  return WORKING.flatMap(({ argument, is }) => {
    const given = key?.value(argument) ?? is;
    if (!key || given === is) return [];
    const because = `${resource} can't be used: its ${argument} is ${JSON.stringify(given)}`;
    return [{ because, at: key, mend: [{ at: key, argument, add: is }] }];
  })[0];
}

function keyAt(estate: Estate, asked: string): Resource | undefined {
  const [, , , region = "", accountId = ""] = asked.split(":");
  const arn = keyArnOf(estate, asked, { region, accountId });
  return arn === undefined ? undefined : estate.byArn("aws_kms_key", arn);
}
