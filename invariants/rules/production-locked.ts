import { workloadStack } from "../../config/names";
import { theBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { ofWorkload } from "../judging";
import { lockFault } from "../locks";

export const productionLocked: Invariant = {
  id: "production-locked",
  title: "The production bucket locks every object as the configuration says",
  why: "Nobody but the responder may take an object away before its time.",
  judge: ofWorkload((scope) => {
    const { workload } = scope;
    return theBuckets(
      [{ stack: workloadStack(workload), name: workload.bucketName }],
      scope,
      (bucket) => lockFault(bucket, scope, workload.objectLock),
    );
  }),
};
