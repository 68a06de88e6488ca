import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

export const logGroupRetention: Invariant = {
  id: "log-group-retention",
  title: "Every log group says how long it keeps its events",
  why: "Without a number CloudWatch Logs keeps, and charges, for ever.",
  judge: each("aws_cloudwatch_log_group", (group) => {
    const days = group.value("retention_in_days");
    return unless(typeof days === "number" && days > 0, "retention_in_days is not set");
  }),
};
