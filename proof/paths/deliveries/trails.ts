import { auditNames, bucketArn } from "../../../config/names";
import { REGIONS, allRegions } from "../../../config/regions";
import type { WardenConfig } from "../../../config/schema";
import { partitionOf } from "../../../config/names";
import type { ServiceAsker } from "../../decide/asker";
import { mayDo, useKey } from "../../hops";
import type { Estate } from "../../model/estate";
import type { Resource } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { PathSource, Scope } from "../../scope";
import { settingsOf, theOne } from "../expected";
import { archive, type Put, putInto } from "./archive";
import { auditTrail, type ExpectedTrail, workloadTrail } from "./expected-trails";
import { arnOf, keyBehind } from "./keys";
import { findsInsights, leavesOut, MANAGEMENT_CALLS, recordsCall } from "./trail-events";
import { writesToLogGroup } from "./trail-logs";

/** Each trail records what it must, and its files arrive in the archive and in the log group. */
export const trailPaths: PathSource = {
  shared: (scope) => pathsOf(scope, auditTrail(scope.config)),
  ofWorkload: (scope) => {
    const { config, workload } = scope;
    const own = pathsOf(scope, workloadTrail(config, workload));
    if (!config.organization) return own;
    // The organization's trail once more: for this account's calls.
    const trail = { ...auditTrail(config), accounts: [workload.accountId] };
    return [...own, ...archivePaths(scope, trail)];
  },
};

const idOf = ({ owner, name }: ExpectedTrail): string => `deliveries/trail/${owner}/${name}`;

const pathsOf = (scope: Scope, trail: ExpectedTrail): Path[] => [
  {
    family: "deliveries",
    id: `${idOf(trail)}/calls`,
    title: `CloudTrail of ${trail.owner}: ${trail.name} records every call that it is for`,
    walk: () => records(scope, trail),
  },
  ...archivePaths(scope, trail),
  {
    family: "deliveries",
    id: `${idOf(trail)}/log-group`,
    title: `CloudTrail of ${trail.owner}: ${trail.name} writes to CloudWatch Logs`,
    walk: () => reachesLogGroup(scope, trail),
  },
];

const archivePaths = (scope: Scope, trail: ExpectedTrail): Path[] =>
  trail.accounts.map((accountId) => ({
    family: "deliveries",
    id: `${idOf(trail)}/archive/${accountId}`,
    title: `CloudTrail of ${trail.owner}: the calls of ${accountId} arrive in the trail archive`,
    walk: () => reachesArchive(scope, { ...trail, accounts: [accountId] }),
  }));

function* trailOf(estate: Estate, trail: ExpectedTrail): Generator<Hop, Resource> {
  const { name, place } = trail;
  const found = yield* theOne(estate, {
    what: `the trail ${name}`,
    type: "aws_cloudtrail",
    place,
    by: { name },
  });
  yield* settingsOf(found, [
    { argument: "enable_logging", is: true, byDefault: true },
    { argument: "is_multi_region_trail", is: true },
    { argument: "include_global_service_events", is: true, byDefault: true },
    { argument: "is_organization_trail", is: trail.isOfOrganization, byDefault: false },
  ]);
  return found;
}

function* records({ estate }: Scope, trail: ExpectedTrail): Generator<Hop> {
  const found = yield* trailOf(estate, trail);
  for (const call of trail.calls) yield recordsCall(found, call);
  for (const call of trail.leftOut) yield leavesOut(found, call);
  if (MANAGEMENT_CALLS.every((call) => trail.calls.includes(call))) yield* findsInsights(found);
}

async function* reachesArchive(scope: Scope, trail: ExpectedTrail): AsyncGenerator<Hop> {
  const { estate, config } = scope;
  const names = auditNames(config);
  const found = yield* trailOf(estate, trail);
  const bucket = yield* archive(estate, names.trailArchive, names.place);
  const key = yield* keyBehind(estate, { alias: names.logsKeyAlias, place: names.place });
  const keyArn = arnOf(key);
  yield* settingsOf(found, [
    { argument: "s3_bucket_name", is: names.trailArchive },
    { argument: "kms_key_id", is: keyArn },
    { argument: "enable_log_file_validation", is: true },
  ]);
  const who = asCloudTrail(trail);
  const resource = bucketArn(names.place, names.trailArchive);
  yield mayDo(estate, { who, action: "s3:GetBucketAcl", resource });
  for (const put of filesOf(config, trail, keyArn)) yield* putInto(estate, who, bucket, put);
  yield* encrypts(estate, who, trail, keyArn);
}

const asCloudTrail = ({ arn, owner }: ExpectedTrail): ServiceAsker => ({
  service: "cloudtrail.amazonaws.com",
  sourceArn: arn,
  sourceAccount: owner,
});

/** Log files and insights come under the trail's key, digests under S3's own (CloudTrail guide). */
function filesOf(config: WardenConfig, trail: ExpectedTrail, keyArn: string): Put[] {
  const underKey = {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
  };
  const kinds = [
    { kind: "CloudTrail", headers: underKey },
    { kind: "CloudTrail-Insight", headers: underKey },
    { kind: "CloudTrail-Digest", headers: { "s3:x-amz-server-side-encryption": "AES256" } },
  ];
  return trail.accounts.flatMap((accountId) =>
    recordedRegions(config).flatMap((region) =>
      kinds.map(({ kind, headers }) => ({
        key: `AWSLogs/${trail.above}${accountId}/${kind}/${region}/2026/11/22/${accountId}_${kind}_${region}.json.gz`,
        headers: { ...headers, "s3:x-amz-acl": "bucket-owner-full-control" },
      })),
    ),
  );
}

/** Those of the configuration, and one besides: a trail records in every region there is. */
function recordedRegions(config: WardenConfig): readonly string[] {
  const own = allRegions(config);
  const partition = partitionOf(config.homeRegion);
  const other = Object.keys(REGIONS).find(
    (region) => partitionOf(region) === partition && !own.includes(region),
  );
  return [...own, ...(other === undefined ? [] : [other])];
}

/** The encryption context names the trail (CloudTrail guide, create-kms-key-policy-for-cloudtrail). */
async function* encrypts(
  estate: Estate,
  who: ServiceAsker,
  { arn }: ExpectedTrail,
  keyArn: string,
): AsyncGenerator<Hop> {
  const context = { "kms:EncryptionContext:aws:cloudtrail:arn": arn };
  yield* useKey(estate, { who, keyArn, actions: ["kms:GenerateDataKey"], context });
  yield* useKey(estate, { who, keyArn, actions: ["kms:DescribeKey"] });
}

async function* reachesLogGroup(scope: Scope, trail: ExpectedTrail): AsyncGenerator<Hop> {
  const found = yield* trailOf(scope.estate, trail);
  yield* writesToLogGroup(scope, found, trail);
}
