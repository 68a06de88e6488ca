import { exceptIf, onlyIf, type Row } from "./row";

const OPERATORS = "IAM, reference_policies_elements_condition_operators";
const KEYS = "IAM, reference_policies_condition-keys";

/** What conditions make of a request's values, and of what it doesn't say. */
export const CONDITIONS: readonly Row[] = [
  {
    page: OPERATORS,
    what: "a key that the request doesn't have matches no operator",
    question: onlyIf({ StringEquals: { "aws:SourceVpce": "vpce-1" } }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "a negated operator matches a missing key",
    question: onlyIf({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "so does ArnNotLike, in a denial",
    question: exceptIf({ ArnNotLike: { "aws:SourceArn": "arn:aws:s3:::*" } }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "IfExists matches where the key is missing",
    question: onlyIf({ StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } }),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "IfExists compares where the key is there",
    question: onlyIf(
      { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
      { "aws:SourceVpce": "vpce-2" },
    ),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "Null true is for a key that isn't there",
    question: onlyIf({ Null: { "aws:MultiFactorAuthAge": "true" } }),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "Null false is for a key that is there",
    question: onlyIf({ Null: { "aws:MultiFactorAuthAge": "false" } }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "Bool doesn't match a missing key: such a denial lets access keys pass",
    question: exceptIf({ Bool: { "aws:MultiFactorAuthPresent": "false" } }),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "BoolIfExists denies access keys, too",
    question: exceptIf({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "StringEquals takes a star for a star",
    question: onlyIf({ StringEquals: { "aws:userid": "AIDA*" } }, { "aws:userid": "AIDAEVA" }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "StringLike takes a star for anything, and a question mark for one character",
    question: onlyIf({ StringLike: { "aws:userid": "AID?E*" } }, { "aws:userid": "AIDAEVA" }),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "StringEquals minds the case of values",
    question: onlyIf({ StringEquals: { "aws:userid": "aidaeva" } }, { "aws:userid": "AIDAEVA" }),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "StringEqualsIgnoreCase doesn't",
    question: onlyIf(
      { StringEqualsIgnoreCase: { "aws:userid": "aidaeva" } },
      { "aws:userid": "AIDAEVA" },
    ),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "ArnEquals takes stars like ArnLike",
    question: onlyIf(
      { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:user/e*" } },
      { "aws:PrincipalArn": "arn:aws:iam::222222222222:user/eva" },
    ),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "a star of ArnLike doesn't reach over a colon",
    question: onlyIf(
      { ArnLike: { "aws:SourceArn": "arn:aws:*:trail/main" } },
      { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:222222222222:trail/main" },
    ),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "IpAddress matches an address of the range",
    question: onlyIf(
      { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      { "aws:SourceIp": "203.0.113.77" },
    ),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "NotIpAddress doesn't",
    question: onlyIf(
      { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      { "aws:SourceIp": "203.0.113.77" },
    ),
    allowed: false,
  },
  {
    page: OPERATORS,
    what: "NumericLessThan compares numbers, not texts",
    question: onlyIf(
      { NumericLessThan: { "aws:MultiFactorAuthAge": "1000" } },
      { "aws:MultiFactorAuthAge": "90" },
    ),
    allowed: true,
  },
  {
    page: OPERATORS,
    what: "DateGreaterThan is over after its instant",
    question: onlyIf(
      { DateGreaterThan: { "aws:CurrentTime": "2026-06-01T00:00:00Z" } },
      { "aws:CurrentTime": "2026-05-31T23:59:59Z" },
    ),
    allowed: false,
  },
  {
    page: KEYS,
    what: "a denial of plain HTTP lets TLS pass",
    question: exceptIf(
      { Bool: { "aws:SecureTransport": "false" } },
      { "aws:SecureTransport": "true" },
    ),
    allowed: true,
  },
];
