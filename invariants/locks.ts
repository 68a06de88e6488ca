import { blocksOf, type Resource } from "../proof/model/resource";
import type { Scope } from "../proof/scope";
import { type Block, blocksIn } from "./blocks";
import { settingsOf, theSetting } from "./buckets";
import { type Fault, together, unless } from "./judging";

const TYPE = "aws_s3_bucket_object_lock_configuration";

interface Retention {
  readonly mode: string;
  readonly days: number;
}

const retentionsOf = (setting: Resource): readonly Block[] =>
  blocksOf(setting, "rule").flatMap((rule) => blocksIn(rule, "default_retention"));

/** Why a bucket doesn't lock each new object by this retention. */
export const lockFault = (bucket: Resource, scope: Scope, { mode, days }: Retention): Fault =>
  together([
    unless(bucket.value("object_lock_enabled") === true, "it was made without Object Lock"),
    theSetting(bucket, TYPE, scope, (setting) => {
      const [given, ...others] = retentionsOf(setting);
      const isKept = given?.mode === mode && given.days === days && others.length === 0;
      return unless(isKept, `it doesn't lock new objects for ${days} days (${mode})`);
    }),
  ]);

/** Whether new objects of a bucket are locked. */
export const isLocking = (bucket: Resource, scope: Scope): boolean =>
  settingsOf(bucket, TYPE, scope).some((setting) => retentionsOf(setting).length > 0);
