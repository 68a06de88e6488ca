import { anotherThan, exampleOf, inAccount, isWithin } from "../../../proof/needs/patterns";

const BUCKET = "arn:aws:s3:::logs";

test.each([
  [`${BUCKET}/a`, `${BUCKET}/*`],
  [`${BUCKET}/a/*`, `${BUCKET}/*`],
  [`${BUCKET}/*`, `${BUCKET}/*`],
  ["kms:ReEncryptTo", "kms:ReEncrypt*"],
  ["ab", "a?"],
  ["a?", "a?"],
])("%s is within %s", (narrow, wide) => {
  expect(isWithin(narrow, wide)).toBe(true);
});

test.each([
  ["*", BUCKET],
  [`${BUCKET}*`, `${BUCKET}/*`],
  [`${BUCKET}/*`, `${BUCKET}/a/*`],
  ["a*", "a?"],
  [`${BUCKET}/a`, BUCKET],
  // A dot is a dot.
  ["axb", "a.b*"],
])("%s is wider than %s", (narrow, wide) => {
  expect(isWithin(narrow, wide)).toBe(false);
});

test("an example of any account's role is one of the account that is asked for", () => {
  expect(exampleOf("arn:aws:iam::*:role/warden-*", "222222222222")).toBe(
    "arn:aws:iam::222222222222:role/warden-x",
  );
});

test.each([
  ["arn:aws:events:us-east-1:1:rule/warden-*", "arn:aws:events:us-east-1:1:rule/somebody-elses"],
  [
    "arn:aws:macie2:us-east-1:1:export-configuration:*",
    "arn:aws:macie2:us-east-1:1:somebody-elses",
  ],
  [BUCKET, "arn:aws:s3:::somebody-elses"],
])("what isn't %s is %s", (pattern, another) => {
  expect(anotherThan(pattern)).toBe(another);
  expect(isWithin(another, pattern)).toBe(false);
});

test("a stranger's bucket may have the name of ours, since its ARN names no account", () => {
  expect(inAccount(BUCKET, "000000000000")).toBe(BUCKET);
  expect(inAccount("arn:aws:sqs:us-east-1:1:q", "000000000000")).toBe(
    "arn:aws:sqs:us-east-1:000000000000:q",
  );
});
