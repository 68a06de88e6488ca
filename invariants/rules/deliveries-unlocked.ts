import { AUDIT_STACK, auditNames, workloadNames, workloadStack } from "../../config/names";
import type { Scope } from "../../proof/scope";
import { type NamedBucket, theBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { isLocking } from "../locks";

function deliveredTo({ config, workload }: Scope): readonly NamedBucket[] {
  if (workload) {
    return [{ stack: workloadStack(workload), name: workloadNames(config, workload).accessLogs }];
  }
  const { configArchive, macieResults, accessLogs } = auditNames(config);
  return [configArchive, macieResults, accessLogs].map((name) => ({ stack: AUDIT_STACK, name }));
}

export const deliveriesUnlocked: Invariant = {
  id: "deliveries-unlocked",
  title: "No default lock stands in the way of what AWS Config, Macie and S3 deliver",
  why: "Config can't deliver to a bucket with a default lock, S3 no access logs, and both fail without a word.",
  judge: (scope) =>
    theBuckets(deliveredTo(scope), scope, (bucket) =>
      unless(!isLocking(bucket, scope), "its default lock keeps deliveries out"),
    ),
};
