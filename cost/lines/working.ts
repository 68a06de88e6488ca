import { activity, invocations, isGuarded, memory, sweeps, uploads } from "../activity";
import {
  archivedFiles,
  archiveKeyRequests,
  glacierGigabytes,
  standardGigabytes,
  transitions,
} from "../archive";
import { auditIn, count } from "../estate";
import { EMPTY_SWEEP } from "../responder-calls";
import { isClassifying } from "../services";
import { keptLogGigabytes, logGigabytes } from "../trails";
import { type Line, type Seat } from "../use";

const FUNCTION = ["aws_lambda_function"];
const ARCHIVE = ["aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration"];

const findings = (seat: Seat): number => (isGuarded(seat) ? seat.inputs.findings : 0);

/** E-mails that one alert makes; it goes to one topic, whichever that is. */
export function emailsEach({ estate }: Seat): number {
  const audit = auditIn(estate);
  if (!audit) return 0;
  const mailed = audit
    .all("aws_sns_topic_subscription")
    .filter(([, { protocol }]) => String(protocol).startsWith("email"));
  return mailed.length / Math.max(1, count(audit, "aws_sns_topic"));
}

const tellsEventBridge = ({ place }: Seat): boolean =>
  place.all("aws_s3_bucket_notification").some(([, { eventbridge }]) => eventbridge === true);

/** What the product's own parts use when nothing happens. */
export const WORKING: readonly Line[] = [
  {
    ...{ item: "Logs, ingested", price: "logIngestion", types: ["aws_cloudwatch_log_group"] },
    quantity: logGigabytes,
    from: "events recorded × `eventKilobytes`, invocations × `logKilobytes`",
  },
  {
    ...{ item: "Logs, kept", price: "logStorage", types: ["aws_cloudwatch_log_group"] },
    quantity: keptLogGigabytes,
    from: "the same, `compressedPercent`, the stacks' retention",
  },
  {
    ...{ item: "Responder, requests", price: "lambdaRequest", types: FUNCTION },
    quantity: invocations,
    from: "2 × `uploads`, and the stacks' schedule",
  },
  {
    ...{ item: "Responder, time", price: "lambdaArm", types: FUNCTION },
    quantity: (seat) =>
      (memory(seat) *
        (2 * uploads(seat) * seat.inputs.uploadMilliseconds +
          sweeps(seat) * seat.inputs.sweepMilliseconds)) /
      1_000,
    from: "the same × the stacks' memory × `uploadMilliseconds`, `sweepMilliseconds`",
  },
  {
    ...{ item: "Ledger", price: "dynamoRead", types: ["aws_dynamodb_table"] },
    quantity: (seat) => sweeps(seat) * EMPTY_SWEEP["dynamodb:BatchGetItem"],
    from: "the schedule's reads, counted; a few KB of storage are left out",
  },
  {
    ...{ item: "S3, looks at the bucket policy", price: "s3Get", types: ["aws_s3_bucket"] },
    quantity: (seat) => sweeps(seat) * EMPTY_SWEEP["s3:GetBucketPolicy"],
    from: "the schedule's, counted",
  },
  {
    ...{ item: "S3, objects that Macie reads", price: "s3Get", types: ["aws_s3_bucket"] },
    quantity: (seat) => (isClassifying(seat) ? uploads(seat) : 0),
    from: "`uploads`",
  },
  {
    ...{ item: "Archive, files delivered", price: "s3Put", types: ARCHIVE },
    quantity: archivedFiles,
    from: "trails × `trailFiles` + `otherFiles`",
  },
  {
    ...{ item: "Archive, moved to Glacier", price: "s3Transition", types: ARCHIVE },
    quantity: transitions,
    from: "trails × `trailFiles` + `otherFiles`",
  },
  {
    ...{ item: "Archive, Standard", price: "s3Standard", types: ARCHIVE },
    quantity: standardGigabytes,
    from: "logs until the stacks' transition, 8 KB for each file in Glacier",
  },
  {
    ...{ item: "Archive, Glacier", price: "s3Glacier", types: ARCHIVE },
    quantity: glacierGigabytes,
    from: "logs until they expire, 32 KB for each file",
  },
  {
    ...{ item: "Archive, data keys", price: "kmsRequest", types: ["aws_kms_key"] },
    quantity: archiveKeyRequests,
    from: "one for each file: the stacks' archives have no bucket key",
  },
  {
    ...{ item: "Findings on the security bus", price: "busEvent" },
    types: ["aws_cloudwatch_event_bus", "aws_cloudwatch_event_target"],
    quantity: findings,
    from: "`findings`",
  },
  {
    ...{ item: "S3's events for malware protection", price: "busEvent" },
    types: ["aws_s3_bucket_notification"],
    quantity: (seat) => (tellsEventBridge(seat) ? uploads(seat) : 0),
    from: "`uploads`",
  },
  {
    ...{ item: "Alerts published", price: "snsRequest", types: ["aws_sns_topic"] },
    quantity: findings,
    from: "`findings`",
  },
  {
    ...{ item: "Alerts by e-mail", price: "snsEmail", types: ["aws_sns_topic_subscription"] },
    quantity: (seat) => findings(seat) * emailsEach(seat),
    from: "`findings` × the stacks' e-mail subscriptions",
  },
  {
    ...{ item: "Queries", price: "athenaData", types: ["aws_athena_workgroup"] },
    quantity: (seat) =>
      count(seat.place, "aws_athena_workgroup") * activity(seat) * seat.inputs.queriedTerabytes,
    from: "`queriedTerabytes`",
  },
];
