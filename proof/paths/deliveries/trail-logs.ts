import { iamArn } from "../../../config/names";
import { logGroupArn } from "../../../policies/keys";
import { allRegions } from "../../../config/regions";
import { mayDo } from "../../hops";
import type { Resource } from "../../model/resource";
import type { Hop } from "../../path";
import type { Scope } from "../../scope";
import { settingOf, settingsOf, theOne } from "../expected";
import type { ExpectedTrail } from "./expected-trails";
import { arnOf, keyBehind, logsUseKey } from "./keys";

/** CloudTrail becomes the trail's role, and writes with it to streams of the group. */
export async function* writesToLogGroup(
  { estate, config }: Scope,
  found: Resource,
  trail: ExpectedTrail,
): AsyncGenerator<Hop> {
  const { place, logGroup, logGroupKey } = trail;
  const roleArn = iamArn(place, `role/${trail.logsRole}`);
  const groupArn = logGroupArn(place, logGroup);
  const group = yield* theOne(estate, {
    what: `the log group ${logGroup}`,
    type: "aws_cloudwatch_log_group",
    place,
    by: { name: logGroup },
  });
  yield* settingsOf(found, [
    { argument: "cloud_watch_logs_group_arn", is: `${groupArn}:*` },
    { argument: "cloud_watch_logs_role_arn", is: roleArn },
  ]);
  const cloudTrail = {
    service: "cloudtrail.amazonaws.com",
    sourceArn: trail.arn,
    sourceAccount: trail.owner,
  };
  yield mayDo(estate, { who: cloudTrail, action: "sts:AssumeRole", resource: roleArn });
  const who = { role: roleArn };
  for (const stream of streamsOf(trail, allRegions(config))) {
    const resource = `${groupArn}:log-stream:${stream}`;
    yield mayDo(estate, { who, action: "logs:CreateLogStream", resource });
    yield mayDo(estate, { who, action: "logs:PutLogEvents", resource });
  }
  const key = yield* keyBehind(estate, logGroupKey);
  yield settingOf(group, { argument: "kms_key_id", is: arnOf(key) });
  yield* logsUseKey(estate, arnOf(key), { ...place, arn: groupArn });
}

/**
 * `<account>_CloudTrail_<region>`; an organization's id stands before a member's account
 * (CloudTrail guide, cloudtrail-required-policy-for-cloudwatch-logs).
 */
const streamsOf = (trail: ExpectedTrail, regions: readonly string[]): string[] =>
  regions.flatMap((region) => [
    `${trail.owner}_CloudTrail_${region}`,
    ...(trail.above === ""
      ? []
      : trail.accounts.map((id) => `${trail.above.slice(0, -1)}_${id}_CloudTrail_${region}`)),
  ]);
