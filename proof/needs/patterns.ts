/** Any text, of which some matches. */
const SOME = "x";

/** A member's account where a pattern leaves the account open. */
const ACCOUNT_FIELD = 4;

const escaped = (text: string): string => text.replaceAll(/[.+^$()|[\]\\{}]/g, "\\$&");

const expression = (pattern: string): RegExp =>
  new RegExp(`^${escaped(pattern).replaceAll("*", ".*").replaceAll("?", ".")}$`, "su");

/**
 * Whether everything that `narrow` matches is matched by `wide` as well; both may have IAM's
 * wildcards. A `?` of `wide` takes no `*` of `narrow`.
 */
export const isWithin = (narrow: string, wide: string): boolean => {
  if (!/[*?]/.test(wide)) return narrow === wide;
  // The star of the narrow pattern is a character like any other, which only a star takes.
  const STAR = "\uE010";
  const takes = escaped(wide).replaceAll("*", ".*").replaceAll("?", `[^${STAR}]`);
  return new RegExp(`^${takes}$`, "su").test(narrow.replaceAll("*", STAR));
};

export const isWithinAny = (narrow: string, wide: readonly string[]): boolean =>
  wide.some((one) => isWithin(narrow, one));

export const matches = (pattern: string, text: string): boolean => expression(pattern).test(text);

/** IAM compares actions without regard to case. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matches(pattern.toLowerCase(), action.toLowerCase());

export const isAction = (narrow: string, wide: string): boolean =>
  isWithin(narrow.toLowerCase(), wide.toLowerCase());

/** One text that the pattern matches; an ARN of any account becomes one of `accountId`. */
export function exampleOf(pattern: string, accountId: string): string {
  const parts = pattern.split(":");
  const isOfAnybody = parts[0] === "arn" && parts[ACCOUNT_FIELD] === "*";
  const named = isOfAnybody
    ? parts.map((part, field) => (field === ACCOUNT_FIELD ? accountId : part)).join(":")
    : pattern;
  return named.replaceAll("*", SOME).replaceAll("?", SOME);
}

/** The account of an ARN; undefined where it names none, as S3's don't, or any. */
export const accountOf = (arn: string): string | undefined =>
  arn.startsWith("arn:") ? /^\d{12}$/.exec(arn.split(":")[ACCOUNT_FIELD] ?? "")?.[0] : undefined;

/** The same thing in another account; S3's buckets are the same everywhere. */
export const inAccount = (arn: string, accountId: string): string =>
  arn
    .split(":")
    .map((part, field) => (field === ACCOUNT_FIELD && part !== "" ? accountId : part))
    .join(":");

/** Another thing of the kind, in the same account. */
export function anotherThan(arn: string): string {
  const parts = arn.split(":");
  const before = parts.slice(0, 5).join(":");
  const [, kind = ""] = /^([\w-]+[/:])(?!\*?$)/.exec(parts.slice(5).join(":")) ?? [];
  return `${before}:${kind}somebody-elses`;
}
