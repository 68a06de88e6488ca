import { AUDIT_STACK, auditNames } from "../../config/names";
import { blocksOf } from "../../proof/model/resource";
import { blocksIn } from "../blocks";
import { theBuckets, theSetting } from "../buckets";
import type { Invariant } from "../invariant";
import { ofShared, unless } from "../judging";
import { keyByAlias } from "../keys";

const TYPE = "aws_s3_bucket_server_side_encryption_configuration";

export const archiveKey: Invariant = {
  id: "archive-key",
  title: "The archives, and what queries find in them, are encrypted under the logs' key",
  why: "That key opens to those who deliver and read logs; the alerts' key opens to others.",
  judge: ofShared((scope) => {
    const { trailArchive, configArchive, macieResults, queryResults, logsKeyAlias } = auditNames(
      scope.config,
    );
    const key = keyByAlias(scope.estate, AUDIT_STACK, logsKeyAlias);
    const named = [trailArchive, configArchive, macieResults, queryResults].map((name) => ({
      stack: AUDIT_STACK,
      name,
    }));
    return theBuckets(named, scope, (bucket) =>
      theSetting(bucket, TYPE, scope, (setting) => {
        const given = blocksOf(setting, "rule").flatMap((rule) =>
          blocksIn(rule, "apply_server_side_encryption_by_default"),
        );
        const isLogsKey = given.every((one) => one.kms_master_key_id === key?.value("arn"));
        return unless(
          key !== undefined && given.length > 0 && isLogsKey,
          `it isn't encrypted under ${logsKeyAlias}`,
        );
      }),
    );
  }),
};
