import { existingFor } from "../../../config/existing";
import { accountNames, auditNames } from "../../../config/names";
import type { PlannedStack } from "../../../config/stack-plan";
import { planOf } from "../../plan";
import { mayDo, useKey } from "../../hops";
import type { Estate } from "../../model/estate";
import { type Resource, textOf } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { PathSource, Scope } from "../../scope";
import { settingOf, settingsOf, theOne } from "../expected";
import { archive, type Put, putInto, withoutDefaultLock } from "./archive";
import { arnOf, keyBehind } from "./keys";

/** What AWS Config records in every account and region arrives in the config archive. */
export const recorderPaths: PathSource = {
  shared: (scope) => pathsOf(scope, ({ kind }) => kind === "audit"),
  ofWorkload: (scope) => pathsOf(scope, ({ workload }) => workload?.name === scope.workload.name),
};

const pathsOf = (scope: Scope, isMeant: (planned: PlannedStack) => boolean): Path[] =>
  planOf(scope.config)
    .filter(isMeant)
    // Where only global services' events are watched, nothing is recorded.
    .filter((planned) => planned.scope !== "global-events")
    // A recorder that is left to its owner delivers where its owner says.
    .filter((planned) => existingFor(scope.config, planned).inRegion.recorder !== "leave")
    .map((planned) => ({
      family: "deliveries",
      id: `deliveries/config/${planned.accountId}/${planned.region}`,
      title: `AWS Config of ${planned.accountId}, ${planned.region}: what it records arrives in the config archive`,
      walk: () => records(scope, planned),
    }));

async function* records(scope: Scope, planned: PlannedStack): AsyncGenerator<Hop> {
  const { estate, config } = scope;
  const audit = auditNames(config);
  yield* recorderRuns(scope, planned);
  const bucket = yield* archive(estate, audit.configArchive, audit.place);
  const key = yield* keyBehind(estate, { alias: audit.logsKeyAlias, place: audit.place });
  const channel = yield* theOne(estate, {
    what: "a delivery channel",
    type: "aws_config_delivery_channel",
    place: planned,
    by: {},
  });
  yield* settingsOf(channel, [
    { argument: "s3_bucket_name", is: audit.configArchive },
    { argument: "s3_kms_key_arn", is: arnOf(key) },
    { argument: "snapshot_delivery_properties.delivery_frequency", is: "TwentyFour_Hours" },
  ]);
  yield withoutDefaultLock(estate, bucket, "AWS Config can't deliver to a bucket that has one");
  yield* delivers(estate, planned, bucket, key);
}

const EVERYTHING = "ALL_SUPPORTED_RESOURCE_TYPES";

function* recorderRuns({ estate, config }: Scope, planned: PlannedStack): Generator<Hop> {
  const { accountId, region, scope } = planned;
  const { configRoleArn, place } = accountNames(config, accountId, region);
  const recorder = yield* theOne(estate, {
    what: "a configuration recorder",
    type: "aws_config_configuration_recorder",
    place: planned,
    by: {},
  });
  if (
    existingFor(config, { ...planned, region: config.homeRegion }).linkedRoles.config !== "leave"
  ) {
    yield* theOne(estate, {
      what: "AWS Config's service-linked role",
      type: "aws_iam_service_linked_role",
      place: { ...place, region: config.homeRegion },
      by: { aws_service_name: "config.amazonaws.com" },
    });
  }
  yield* settingsOf(recorder, [
    { argument: "role_arn", is: configRoleArn },
    { argument: "recording_group.all_supported", is: true },
    {
      argument: "recording_group.recording_strategy.use_only",
      is: EVERYTHING,
      byDefault: EVERYTHING,
    },
    // IAM's resources are charged in every region that records them: at home is enough.
    ...(scope === "home"
      ? [{ argument: "recording_group.include_global_resource_types", is: true }]
      : []),
  ]);
  const status = yield* theOne(estate, {
    what: "the recorder's status",
    type: "aws_config_configuration_recorder_status",
    place: planned,
    by: { name: textOf(recorder, "name") ?? "" },
  });
  yield settingOf(status, { argument: "is_enabled", is: true });
}

/**
 * As the service itself, since the recorder's role is the service-linked one (Config guide,
 * s3-bucket-policy).
 */
async function* delivers(
  estate: Estate,
  { accountId, region }: PlannedStack,
  bucket: Resource,
  key: Resource,
): AsyncGenerator<Hop> {
  const who = { service: "config.amazonaws.com", sourceAccount: accountId };
  for (const action of ["s3:GetBucketAcl", "s3:ListBucket"]) {
    yield mayDo(estate, { who, action, resource: arnOf(bucket) });
  }
  const keyArn = arnOf(key);
  for (const put of filesOf(accountId, region, keyArn)) yield* putInto(estate, who, bucket, put);
  yield* useKey(estate, { who, keyArn, actions: ["kms:GenerateDataKey", "kms:Decrypt"] });
}

/** The first is tried when the channel is made; the others come as changes do, and daily. */
const filesOf = (accountId: string, region: string, keyArn: string): Put[] =>
  [
    "ConfigWritabilityCheckFile",
    `${region}/2026/11/22/ConfigHistory/${accountId}_Config_${region}_ConfigHistory.json.gz`,
    `${region}/2026/11/22/ConfigSnapshot/${accountId}_Config_${region}_ConfigSnapshot.json.gz`,
    `${region}/2026/11/22/OversizedChangeNotification/AWS::IAM::Policy/${accountId}.json.gz`,
  ].map((file) => ({
    key: `AWSLogs/${accountId}/Config/${file}`,
    headers: {
      "s3:x-amz-acl": "bucket-owner-full-control",
      "s3:x-amz-server-side-encryption": "aws:kms",
      "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
    },
  }));
