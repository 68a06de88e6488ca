import {
  changing,
  conditioned,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  without,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const proven = committed("invitation");
const PAYMENTS = "workload-payments";
const ARCHIVE = "arn:aws:s3:::acme-warden-config-111111111111";

const archivePolicy = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_s3_bucket_policy", "ConfigArchive", change);
const logsKey = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_kms_key", "LogsKey", change);
const acting = (sid: string, action: string) =>
  changing(sid, (statement) => {
    statement.Action = action;
  });
const recorder = (argument: string, value: unknown) =>
  setting("aws_config_configuration_recorder", "Recorder", argument, value);
const channel = (argument: string, value: unknown) =>
  setting("aws_config_delivery_channel", "Recorder", argument, value);

const lockedArchive: Spoiling[2] = (json) => {
  json.resource.aws_s3_bucket_object_lock_configuration = {
    Lock: {
      bucket: "acme-warden-config-111111111111",
      rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 1 }] }],
    },
  };
};

const DELIVERY: readonly Spoiling[] = [
  [
    "there is no recorder",
    PAYMENTS,
    removing("aws_config_configuration_recorder", "Rec"),
    "recorder",
  ],
  [
    "the recorder stands still",
    PAYMENTS,
    setting("aws_config_configuration_recorder_status", "Recorder", "is_enabled", false),
    "is_enabled",
  ],
  [
    "nothing starts the recorder",
    PAYMENTS,
    removing("aws_config_configuration_recorder_status", "Recorder"),
    "there is the recorder's status",
  ],
  ["the recorder's role is another", PAYMENTS, recorder("role_arn", "arn:x"), "it is arn:x"],
  ["some types are left out", PAYMENTS, recorder("recording_group", {}), "all_supported"],
  [
    "IAM is left out",
    PAYMENTS,
    recorder("recording_group", { all_supported: true }),
    "include_global_resource_types",
  ],
  [
    "the service-linked role is gone",
    PAYMENTS,
    removing("aws_iam_service_linked_role", "LinkedRoles_config"),
    "there is AWS Config's service-linked role",
  ],
  [
    "the strategy is another",
    PAYMENTS,
    recorder("recording_group", {
      all_supported: true,
      include_global_resource_types: true,
      recording_strategy: [{ use_only: "INCLUSION_BY_RESOURCE_TYPES" }],
    }),
    "it is INCLUSION_BY_RESOURCE_TYPES",
  ],
  [
    "there is no channel",
    PAYMENTS,
    removing("aws_config_delivery_channel", "Rec"),
    "a delivery ch",
  ],
  ["the channel ends elsewhere", PAYMENTS, channel("s3_bucket_name", "x"), "it is x"],
  ["the channel has no key", PAYMENTS, channel("s3_kms_key_arn", undefined), "it is not set"],
  [
    "no snapshots are asked for",
    PAYMENTS,
    channel("snapshot_delivery_properties", undefined),
    "delivery_frequency",
  ],
  ["the archive is gone", "audit", removing("aws_s3_bucket", "ConfigArchive"), "there is the buck"],
  [
    "AWS Config may not look at the archive",
    "audit",
    archivePolicy(without("ConfigChecksBucket")),
    "config.amazonaws.com may not s3:GetBucketAcl",
  ],
  [
    "it may look, but not list",
    "audit",
    archivePolicy(acting("ConfigChecksBucket", "s3:GetBucketAcl")),
    "config.amazonaws.com may not s3:ListBucket",
  ],
  [
    "it may write for other accounts only",
    "audit",
    archivePolicy(
      conditioned("ConfigDelivers", "StringEquals", "AWS:SourceAccount", "111111111111"),
    ),
    "AWSLogs/222222222222/Config/ConfigWritabilityCheckFile",
  ],
  [
    "it may write the file by which it tries its rights, and no other",
    "audit",
    archivePolicy(
      changing("ConfigDelivers", (statement) => {
        statement.Resource = `${ARCHIVE}/AWSLogs/*/Config/Config*`;
      }),
    ),
    "/ConfigHistory/",
  ],
  ["the archive has a default lock", "audit", lockedArchive, "sets one"],
  ["it may not encrypt", "audit", logsKey(without("ConfigEncrypts")), "not kms:GenerateDataKey"],
  [
    "it may not decrypt",
    "audit",
    logsKey(acting("ConfigEncrypts", "kms:GenerateDataKey")),
    "config.amazonaws.com may not kms:Decrypt",
  ],
];

const aggregating = (account_ids: string[], regions: string[]) =>
  setting("aws_config_configuration_aggregator", "Config", "account_aggregation_source", {
    account_ids,
    regions,
  });

const AGGREGATOR: readonly Spoiling[] = [
  [
    "it is gone",
    "audit",
    removing("aws_config_configuration_aggregator", "Config"),
    "there is the",
  ],
  ["it forgets the account", "audit", aggregating(["333333333333"], ["us-east-1"]), "account_ids"],
  ["it forgets the region", "audit", aggregating(["222222222222"], []), "has us-east-1"],
  [
    "the account gives it no leave",
    PAYMENTS,
    removing("aws_config_aggregate_authorization", "Config"),
    "leave for 111111111111 to aggregate in us-east-1",
  ],
];

export const CONFIG: readonly Spoilt[] = [
  {
    title: "what AWS Config records doesn't arrive",
    proven,
    whose: "payments",
    path: "deliveries/config/222222222222/us-east-1",
    rows: DELIVERY,
  },
  {
    title: "the aggregator doesn't see an account",
    proven,
    whose: "payments",
    path: "deliveries/config-aggregator/222222222222",
    rows: AGGREGATOR,
  },
];
