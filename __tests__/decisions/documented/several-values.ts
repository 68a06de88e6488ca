import { onlyIf, type Row } from "./row";

const VALUES = "IAM, reference_policies_condition-single-vs-multi-valued-context-keys";
const ELEMENT = "IAM, reference_policies_elements_condition";

/** What conditions make of several values, keys and operators. */
export const SEVERAL_VALUES: readonly Row[] = [
  {
    page: ELEMENT,
    what: "names of keys have no case",
    question: onlyIf({ StringEquals: { "AWS:UserId": "AIDAEVA" } }, { "aws:userid": "AIDAEVA" }),
    allowed: true,
  },
  {
    page: ELEMENT,
    what: "one of several values is enough",
    question: onlyIf(
      { StringEquals: { "aws:userid": ["AIDABOB", "AIDAEVA"] } },
      { "aws:userid": "AIDAEVA" },
    ),
    allowed: true,
  },
  {
    page: ELEMENT,
    what: "of several values, a negated operator wants none",
    question: onlyIf(
      { StringNotEquals: { "aws:userid": ["AIDABOB", "AIDAEVA"] } },
      { "aws:userid": "AIDAEVA" },
    ),
    allowed: false,
  },
  {
    page: ELEMENT,
    what: "all keys and all operators have to match",
    question: onlyIf(
      {
        StringEquals: { "aws:userid": "AIDAEVA", "aws:PrincipalAccount": "222222222222" },
        Bool: { "aws:SecureTransport": "true" },
      },
      {
        "aws:userid": "AIDAEVA",
        "aws:PrincipalAccount": "222222222222",
        "aws:SecureTransport": "false",
      },
    ),
    allowed: false,
  },
  {
    page: VALUES,
    what: "ForAnyValue wants one of the request's values",
    question: onlyIf(
      { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1/r-b2/ou-c3/*" } },
      { "aws:PrincipalOrgPaths": ["o-a1/r-b2/ou-c3/ou-d4/"] },
    ),
    allowed: true,
  },
  {
    page: VALUES,
    what: "ForAnyValue doesn't match where there is no value",
    question: onlyIf({ "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } }),
    allowed: false,
  },
  {
    page: VALUES,
    what: "ForAllValues matches where there is no value",
    question: onlyIf({ "ForAllValues:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } }),
    allowed: true,
  },
  {
    page: VALUES,
    what: "ForAllValues wants every value of the request",
    question: onlyIf(
      { "ForAllValues:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } },
      { "aws:CalledVia": ["athena.amazonaws.com", "glue.amazonaws.com"] },
    ),
    allowed: false,
  },
];
