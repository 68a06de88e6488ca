import { arn, auditNames, bucketArn, workloadNames } from "../../../config/names";
import type { WardenConfig, Workload } from "../../../config/schema";
import type { Condition, DeclaredPolicy, Flow } from "../need";
import { memberAccounts, sourcesOf, trailSources, workloadAccounts } from "./members";

const OWNERS_ACL = { "s3:x-amz-acl": ["bucket-owner-full-control"] } as const;

const merged = (...conditions: readonly Condition[]): Condition => {
  const operators = [...new Set(conditions.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    operators.map((name) => [name, Object.assign({}, ...conditions.map((one) => one[name] ?? {}))]),
  );
};

/** CloudTrail guide, create-s3-bucket-policy-for-cloudtrail. */
const trailFlows = (config: WardenConfig, bucket: string): readonly Flow[] =>
  trailSources(config).flatMap(({ condition, folders }) => [
    {
      who: { Service: "cloudtrail.amazonaws.com" },
      actions: ["s3:GetBucketAcl"],
      resources: [bucket],
      condition,
    },
    {
      who: { Service: "cloudtrail.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: folders.map((folder) => `${bucket}/AWSLogs/${folder}/*`),
      condition: merged(condition, { StringEquals: OWNERS_ACL }),
    },
  ]);

/** Config guide, s3-bucket-policy, for recorders with the service-linked role. */
function configFlows(config: WardenConfig, bucket: string): readonly Flow[] {
  const who = { Service: "config.amazonaws.com" };
  const from = sourcesOf(config, memberAccounts(config));
  const accounts = config.organization ? ["*"] : memberAccounts(config);
  return [
    {
      ...{ who, actions: ["s3:GetBucketAcl", "s3:ListBucket"], resources: [bucket] },
      condition: { StringEquals: from },
    },
    {
      ...{ who, actions: ["s3:PutObject"] },
      resources: accounts.map((accountId) => `${bucket}/AWSLogs/${accountId}/Config/*`),
      condition: { StringEquals: { ...from, ...OWNERS_ACL } },
    },
  ];
}

/** Whose Macie runs the jobs: an organization's administrator, or each workload's own. */
export function macieSource(config: WardenConfig): Condition {
  const { place } = auditNames(config);
  const accounts = config.organization ? [place.accountId] : workloadAccounts(config);
  return {
    StringEquals: { "aws:SourceAccount": accounts },
    ArnLike: {
      "aws:SourceArn": ["export-configuration:*", "classification-job/*"].map((resource) =>
        arn("macie2", { ...place, accountId: "*" }, resource),
      ),
    },
  };
}

/** Macie guide, discovery-results-repository-s3. */
const macieFlows = (config: WardenConfig, bucket: string): readonly Flow[] =>
  [
    { action: "s3:GetBucketLocation", resource: bucket },
    { action: "s3:PutObject", resource: `${bucket}/*` },
  ].map(({ action, resource }) => ({
    who: { Service: "macie.amazonaws.com" },
    actions: [action],
    resources: [resource],
    condition: macieSource(config),
  }));

/** S3 guide, enable-server-access-logging: the source buckets are of the same account. */
const accessLogFlows = (
  bucket: string,
  accountId: string,
  sources: readonly string[],
): readonly Flow[] => [
  {
    who: { Service: "logging.s3.amazonaws.com" },
    actions: ["s3:PutObject"],
    resources: [`${bucket}/*`],
    condition: {
      StringEquals: { "aws:SourceAccount": [accountId] },
      ArnLike: { "aws:SourceArn": sources },
    },
  },
];

export function auditBuckets(config: WardenConfig): readonly DeclaredPolicy[] {
  const names = auditNames(config);
  const { place } = names;
  const of = (name: string) => bucketArn(place, name);
  const sources = [names.trailArchive, names.configArchive, names.macieResults, names.queryResults];
  return [
    { arn: of(names.trailArchive), flows: trailFlows(config, of(names.trailArchive)) },
    { arn: of(names.configArchive), flows: configFlows(config, of(names.configArchive)) },
    { arn: of(names.macieResults), flows: macieFlows(config, of(names.macieResults)) },
    {
      arn: of(names.accessLogs),
      flows: accessLogFlows(of(names.accessLogs), place.accountId, sources.map(of)),
    },
    // Athena writes there by the rights of whoever asks.
    { arn: of(names.queryResults), flows: [] },
  ];
}

export function workloadBuckets(
  config: WardenConfig,
  workload: Workload,
): readonly DeclaredPolicy[] {
  const { place, bucketArn: guarded, accessLogs } = workloadNames(config, workload);
  const logs = bucketArn(place, accessLogs);
  return [
    // Its policy only refuses: who may write is said by IAM in its own account.
    { arn: guarded, flows: [] },
    { arn: logs, flows: accessLogFlows(logs, place.accountId, [guarded]) },
  ];
}
