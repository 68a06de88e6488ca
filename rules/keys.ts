import { each, unless } from "./judges";
import { type Judge, type Rule } from "./rule";
import { allowsAny, isPublic, listed, statementsIn } from "./statements";

const DECRYPTION = /^(\*|kms:(\*|Decrypt\*?|De\*|ReEncrypt(\*|From)))$/;
const EVERY_KEY = /^(\*|arn:[a-z-]+:kms:[^:]*:[^:]*:(\*|key\/\*))$/;

const noKeyForAll = (type: string): Judge =>
  each(type, (policy) => {
    const statements = statementsIn(policy);
    const wide = statements.filter(
      (grant) =>
        allowsAny(grant, DECRYPTION) && listed(grant.Resource).some((one) => EVERY_KEY.test(one)),
    );
    return unless(statements.length > 0 && wide.length === 0, "decrypts under every key");
  });

export const KEY_RULES: readonly Rule[] = [
  {
    id: "KMS.1",
    asks: "no managed policy decrypts under all keys",
    how: "the one managed policy, the quarantine, allows nothing",
    judge: noKeyForAll("aws_iam_policy"),
  },
  {
    id: "KMS.2",
    asks: "no inline policy decrypts under all keys",
    how: "each role's policy names the keys it uses",
    judge: noKeyForAll("aws_iam_role_policy"),
  },
  {
    id: "KMS.3",
    asks: "no key is deleted by mistake",
    how: "`deletion_window_in_days`: 30, the longest that AWS has",
    judge: each("aws_kms_key", ({ arguments: { deletion_window_in_days } }) =>
      unless(deletion_window_in_days === 30, "its deletion window is shorter than 30 days"),
    ),
  },
  {
    id: "KMS.4",
    cis3: "3.6",
    cis5: "3.6",
    also: "CKV_AWS_7",
    asks: "keys rotate",
    how: "`enable_key_rotation`",
    judge: each("aws_kms_key", ({ arguments: { enable_key_rotation } }) =>
      unless(enable_key_rotation === true, "it doesn't rotate"),
    ),
  },
  {
    id: "KMS.5",
    also: "CKV_AWS_33",
    asks: "keys aren't public",
    how: "key policies name accounts and services; whoever is meant by `*` is bound to the organization",
    judge: each("aws_kms_key", (key) => {
      const statements = statementsIn(key);
      return unless(
        statements.length > 0 && !statements.some(isPublic),
        "its policy lets everybody in, or is AWS's default",
      );
    }),
  },
];
