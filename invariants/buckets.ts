import type { WardenConfig, Workload } from "../config/schema";
import { auditNames, workloadNames } from "../config/names";
import { type Resource, textOf, whereOf } from "../proof/model/resource";
import type { Scope } from "../proof/scope";
import type { Judge, Judged } from "./invariant";
import { each, type Fault, judged, ownResources } from "./judging";

export const nameOf = (bucket: Resource): string => textOf(bucket, "bucket") ?? "";

/** The resources of a type that set something of a bucket, in whichever stack. */
export const settingsOf = (bucket: Resource, type: string, { estate }: Scope) =>
  estate.resources(type).filter((one) => textOf(one, "bucket") === nameOf(bucket));

type OfSetting = (setting: Resource, scope: Scope) => Fault;

/** The one resource of the type, and its fault: two would undo each other at every apply. */
export function theSetting(
  bucket: Resource,
  type: string,
  scope: Scope,
  faultOf: OfSetting,
): Fault {
  const [setting, ...others] = settingsOf(bucket, type, scope);
  if (!setting) return `it has no ${type}`;
  if (others.length > 0) return `it has ${others.length + 1} ${type}: each undoes the others`;
  return faultOf(setting, scope);
}

/** Judges one setting of every bucket. */
export const eachBuckets = (type: string, faultOf: OfSetting): Judge =>
  each("aws_s3_bucket", (bucket, scope) => theSetting(bucket, type, scope, faultOf));

export interface NamedBucket {
  readonly stack: string;
  readonly name: string;
}

/** Judges buckets that must be there; a stack without its bucket has a fault of its own. */
export const theBuckets = (
  named: readonly NamedBucket[],
  scope: Scope,
  faultOf: (bucket: Resource, scope: Scope) => Fault,
): readonly Judged[] =>
  named.map(({ stack, name }) => {
    const bucket = ownResources(scope, "aws_s3_bucket").find(
      (one) => nameOf(one) === name && one.stack.name === stack,
    );
    return bucket
      ? judged(whereOf(bucket), () => faultOf(bucket, scope))
      : { where: stack, fault: `it has no bucket ${name}` };
  });

/** S3 delivers access logs to a bucket of the same account: each account has one. */
export const accessLogBuckets = (config: WardenConfig, workload?: Workload): string =>
  (workload ? workloadNames(config, workload) : auditNames(config)).accessLogs;
