import { workloadNames } from "../../../config/names";
import { textOf } from "../../model/resource";
import { whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { PathSource, WorkloadScope } from "../../scope";
import { settingOf, valueAt } from "../expected";

/** AWS's own rules by which the bucket is judged: encrypted, and closed to the public. */
const RULES = [
  "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
  "S3_BUCKET_PUBLIC_READ_PROHIBITED",
  "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
] as const;

/** What AWS Config records of a workload's account is judged. */
export const configRulePaths: PathSource = {
  ofWorkload: (scope) =>
    RULES.map((rule): Path => {
      const { accountId } = scope.workload;
      return {
        family: "deliveries",
        id: `deliveries/config-rules/${accountId}/${rule.toLowerCase()}`,
        title: `AWS Config of ${accountId} judges by ${rule}`,
        walk: () => judges(scope, rule),
      };
    }),
};

function* judges({ estate, config, workload }: WorkloadScope, identifier: string): Generator<Hop> {
  const { place, prefix } = workloadNames(config, workload);
  const what = `a rule of this module judges by ${identifier}`;
  const rule = estate
    .resources("aws_config_config_rule")
    .find(
      (one) =>
        one.place.accountId === place.accountId &&
        one.place.region === place.region &&
        valueAt(one, "source.source_identifier") === identifier &&
        textOf(one, "name")?.startsWith(`${prefix}-`),
    );
  if (!rule) {
    const add = { source: { owner: "AWS", source_identifier: identifier } };
    const mend = [{ argument: "aws_config_config_rule", add }];
    yield broken(what, `no stack has one in ${place.accountId}, ${place.region}`, { mend });
    return;
  }
  yield holds(what, whereOf(rule), rule);
  yield settingOf(rule, { argument: "source.owner", is: "AWS" });
}
