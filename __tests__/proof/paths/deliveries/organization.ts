import {
  conditioned,
  policyOf,
  removing,
  setting,
  type Spoiling,
  type Spoilt,
  type Whose,
} from "../../../support/one-path";
import { committed } from "../../../support/proof";

const proven = committed("organization");
const ADMINISTRATOR = "audit-organization";
const TRAIL = "deliveries/trail/999999999999/acme-warden-organization";
const NOT_OURS = "o-zzzzzzzzzz";

const archivePolicy = (change: Parameters<typeof policyOf>[2]) =>
  policyOf("aws_s3_bucket_policy", "TrailArchive", change);

const ROWS: readonly (readonly [...Spoiling, whose: Whose, path: string])[] = [
  [
    "the organization's trail is the audit account's own",
    ADMINISTRATOR,
    setting("aws_cloudtrail", "Trail", "is_organization_trail", undefined),
    "is_organization_trail",
    null,
    `${TRAIL}/calls`,
  ],
  [
    "the archive takes the files of another organization",
    "audit",
    archivePolicy(
      conditioned(
        "OrganizationTrailDeliver",
        "StringEquals",
        "aws:SourceArn",
        "arn:aws:cloudtrail:us-east-1:999999999999:trail/x",
      ),
    ),
    "AWSLogs/o-a1b2c3d4e5/222222222222/CloudTrail/us-east-1",
    "payments",
    `${TRAIL}/archive/222222222222`,
  ],
  [
    "members of another organization deliver",
    "audit",
    archivePolicy(conditioned("MemberTrailsDeliver", "StringEquals", "aws:SourceOrgID", NOT_OURS)),
    "cloudtrail.amazonaws.com may not s3:PutObject",
    "payments",
    "deliveries/trail/222222222222/acme-warden/archive",
  ],
  [
    "the streams of the organization's trail have another name",
    ADMINISTRATOR,
    policyOf("aws_iam_role_policy", "Trail_LogsPolicy", (statements) =>
      statements.map((one) => ({ ...one, Resource: [one.Resource ?? []].flat().slice(0, 2) })),
    ),
    "log-stream:o-a1b2c3d4e5_999999999999_CloudTrail_us-east-1",
    null,
    `${TRAIL}/log-group`,
  ],
  [
    "AWS Config of the members may not deliver",
    "audit",
    policyOf(
      "aws_s3_bucket_policy",
      "ConfigArchive",
      conditioned("ConfigDelivers", "StringEquals", "aws:SourceOrgID", NOT_OURS),
    ),
    "config.amazonaws.com may not s3:PutObject",
    "payments",
    "deliveries/config/222222222222/eu-west-1",
  ],
  [
    "a further region records nothing",
    "workload-payments-eu-west-1",
    removing("aws_config_configuration_recorder", "Recorder"),
    "there is a configuration recorder, once, in 222222222222, eu-west-1",
    "payments",
    "deliveries/config/222222222222/eu-west-1",
  ],
  [
    "the aggregator is of some regions",
    ADMINISTRATOR,
    setting(
      "aws_config_configuration_aggregator",
      "ConfigAggregator",
      "organization_aggregation_source",
      { all_regions: false, role_arn: "${aws_iam_role.ConfigAggregator_Role_72109F8A.arn}" },
    ),
    "all_regions",
    null,
    "deliveries/config-aggregator/",
  ],
  [
    "AWS Config can't become the aggregator's role",
    ADMINISTRATOR,
    policyOf("aws_iam_role", "ConfigAggregator", () => [], "assume_role_policy"),
    "config.amazonaws.com may not sts:AssumeRole",
    null,
    "deliveries/config-aggregator/",
  ],
  [
    "the aggregator's role may list no accounts",
    ADMINISTRATOR,
    removing("aws_iam_role_policy_attachment", "ConfigAggregator"),
    "service-role/AWSConfigRoleForOrganizations",
    null,
    "deliveries/config-aggregator/",
  ],
  [
    "AWS Config isn't delegated",
    "organization",
    removing("aws_organizations_delegated_administrator", "Delegations_Config_"),
    "the delegation of AWS Config to 111111111111",
    null,
    "deliveries/config-aggregator/",
  ],
  [
    "the administrator's Macie keeps no results",
    ADMINISTRATOR,
    removing("aws_macie2_classification_export_configuration", "SensitiveData"),
    "an export of what Macie's jobs find",
    null,
    "deliveries/macie/111111111111",
  ],
  [
    "the bucket has the tag of another schedule",
    "workload-payments",
    setting("aws_s3_bucket", "Production", "tags", { "bucket-warden:macie": "week-MONDAY" }),
    "one job of 111111111111 scans it day",
    "payments",
    "deliveries/macie-reading/",
  ],
  [
    "the bucket has no tag",
    "workload-payments",
    setting("aws_s3_bucket", "Production", "tags", undefined),
    "one job of 111111111111 scans it day",
    "payments",
    "deliveries/macie-reading/",
  ],
  [
    "the key lets another account's Macie in",
    "workload-payments",
    policyOf("aws_kms_key", "Key", (statements) =>
      statements.map((one) =>
        one.Sid === "MacieReads"
          ? { ...one, Principal: { AWS: "arn:aws:iam::333333333333:role/macie" } }
          : one,
      ),
    ),
    "AWSServiceRoleForAmazonMacie may not kms:Decrypt",
    "payments",
    "deliveries/macie-reading/",
  ],
];

export const ORGANIZATION: readonly Spoilt[] = ROWS.map(
  ([what, stack, change, says, whose, path]) => ({
    title: `${path} isn't proved`,
    proven,
    whose,
    path,
    rows: [[what, stack, change, says]],
  }),
);
