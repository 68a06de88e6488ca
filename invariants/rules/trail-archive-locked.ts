import { AUDIT_STACK, auditNames } from "../../config/names";
import { theBuckets } from "../buckets";
import type { Invariant } from "../invariant";
import { ofShared } from "../judging";
import { lockFault } from "../locks";

export const trailArchiveLocked: Invariant = {
  id: "trail-archive-locked",
  title: "The trail archive locks every log file for as long as the configuration keeps logs",
  why: "Whoever breaks in deletes the traces first.",
  judge: ofShared((scope) => {
    const { auditAccount } = scope.config;
    const archive = { stack: AUDIT_STACK, name: auditNames(scope.config).trailArchive };
    return theBuckets([archive], scope, (bucket) =>
      lockFault(bucket, scope, { mode: "GOVERNANCE", days: auditAccount.logRetentionDays }),
    );
  }),
};
