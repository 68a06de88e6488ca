import { z } from "zod";
import { type Caller, jsonCall } from "./json-call";

const keyList = z.looseObject({ Keys: z.array(z.looseObject({ KeyId: z.string() })) });
const described = z.looseObject({
  KeyMetadata: z.looseObject({ KeyManager: z.string(), KeyState: z.string() }),
});
const aliasList = z.looseObject({
  Aliases: z.array(z.looseObject({ AliasName: z.string(), TargetKeyId: z.string().optional() })),
});

/** The account's own keys that aren't about to be deleted: by alias, or by id when there is none. */
export async function keysOf(owner: Caller): Promise<string[]> {
  const [keys, aliases] = await Promise.all([
    kms(owner, "ListKeys").then((answer) => keyList.parse(answer).Keys),
    kms(owner, "ListAliases").then((answer) => aliasList.parse(answer).Aliases),
  ]);
  const states = await Promise.all(
    keys.map(async ({ KeyId }) => {
      const answer = await kms(owner, "DescribeKey", { KeyId });
      return { KeyId, ...described.parse(answer).KeyMetadata };
    }),
  );
  return states
    .filter(({ KeyManager, KeyState }) => KeyManager === "CUSTOMER" && KeyState === "Enabled")
    .map(({ KeyId }) => aliases.find((alias) => alias.TargetKeyId === KeyId)?.AliasName ?? KeyId);
}

const kms = (owner: Caller, operation: string, parameters: object = {}): Promise<unknown> =>
  jsonCall(owner, { service: "kms", target: `TrentService.${operation}`, parameters });
