import { DENYLIST_SID } from "../../../../lambda/responder/contain/denylist";
import { everyPrincipal } from "../../../support/every-principal";
import {
  changing,
  policyOf,
  removing,
  type Spoiling,
  type Spoilt,
} from "../../../support/one-path";

const STACK = "workload-payments";

type ChangePolicy = Parameters<typeof policyOf>[2];
type Statement = Parameters<ChangePolicy>[0][number];

const bucketPolicy = (change: ChangePolicy) =>
  policyOf("aws_s3_bucket_policy", "Production", change);
const denylist = (change: (statement: Statement) => void) =>
  bucketPolicy(changing(DENYLIST_SID, change));

const RENDERED: readonly Spoiling[] = [
  [
    "the responder doesn't find it",
    STACK,
    denylist((statement) => {
      statement.Sid = "Denylist";
    }),
    "0 statements are called BucketWardenDenylist",
  ],
  [
    "there are two of it",
    STACK,
    bucketPolicy((statements) => [
      ...statements,
      { Sid: DENYLIST_SID, Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "*" },
    ]),
    "2 statements are called BucketWardenDenylist",
  ],
  [
    "it denies everything to whoever is on it",
    STACK,
    denylist((statement) => {
      statement.Action = "s3:*";
    }),
    /is the statement that the responder renders: it is .*"s3:\*"/,
  ],
  [
    "it is about every bucket",
    STACK,
    denylist((statement) => {
      statement.Resource = "*";
    }),
    '"Resource":"*"',
  ],
  [
    "an upload isn't on it, which is refused to all but uploaders anyhow",
    STACK,
    denylist((statement) => {
      statement.Action = [statement.Action].flat().filter((action) => action !== "s3:PutObject");
    }),
    "is the statement that the responder renders",
  ],
  ["the policy is gone", STACK, removing("aws_s3_bucket_policy", "Production"), "has no policy"],
];

export const DENYLIST_AS_RENDERED: readonly Spoilt[] = [
  {
    title: "the denylist isn't the responder's",
    // A mode that refuses uploads to all but uploaders hides what is missing here.
    proven: everyPrincipal(),
    whose: "payments",
    path: "blocks/222222222222/denylist",
    rows: RENDERED,
  },
];
