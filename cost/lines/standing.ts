import { DAYS_A_MONTH, isGuarded } from "../activity";
import { count } from "../estate";
import { isWatchingBuckets, SESSIONS } from "../services";
import { type Line, type Seat } from "../use";

const buckets = (seat: Seat): number =>
  count(seat.place, "aws_s3_bucket") + (isGuarded(seat) ? seat.inputs.otherBuckets : 0);

const counted = (item: string, price: Line["price"], type: string): Line => ({
  ...{ item, price, types: [type] },
  quantity: ({ place }) => count(place, type),
  from: "stacks",
});

/** What is charged for being there. */
export const STANDING: readonly Line[] = [
  counted("Alarms", "alarm", "aws_cloudwatch_metric_alarm"),
  counted("Dashboards", "dashboard", "aws_cloudwatch_dashboard"),
  {
    ...{ item: "Encryption keys", price: "kmsKey", types: ["aws_kms_key"] },
    quantity: ({ place, inputs }) => count(place, "aws_kms_key") * (1 + inputs.keyRotations),
    from: "stacks, `keyRotations`",
  },
  {
    ...{ item: "Macie's watch over buckets", price: "macieBucket" },
    types: [...SESSIONS, "aws_s3_bucket"],
    quantity: (seat) => (isWatchingBuckets(seat) ? buckets(seat) : 0),
    from: "stacks, `otherBuckets`",
  },
  {
    ...{ item: "Config's rules", price: "configEvaluation", types: ["aws_config_config_rule"] },
    quantity: (seat) => count(seat.place, "aws_config_config_rule") * buckets(seat) * DAYS_A_MONTH,
    from: "stacks, `otherBuckets`: each rule on each bucket, once a day",
  },
];
