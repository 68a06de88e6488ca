import type { Harmless } from "./explain";
import { HARMLESS_POLICIES } from "./harmless-policies";
import { HARMLESS_TEXTS } from "./harmless-texts";
import { HARMLESS_TUNING } from "./harmless-tuning";

const REQUIRED = "Terraform refuses the resource without it";
const DEFAULT = "the provider's default is the same";

/** What Terraform or the provider makes of it is the same, or nothing. */
const SAME: readonly Harmless[] = [
  { type: "aws_cloudtrail", at: "include_global_service_events", change: "removed", why: DEFAULT },
  { type: "aws_guardduty_detector", at: "enable", change: "removed", why: DEFAULT },
  { type: "aws_macie2_account", at: "status", change: "removed", why: DEFAULT },
  {
    type: "aws_securityhub_account",
    at: "control_finding_generator",
    change: "removed",
    why: DEFAULT,
  },
  { type: "aws_securityhub_account", at: "auto_enable_controls", change: "removed", why: DEFAULT },
  {
    type: "aws_securityhub_account",
    at: "enable_default_standards",
    why: "with the default standards more is checked, not less: ours have resources of their own",
  },
  {
    type: "aws_securityhub_account",
    at: "control_finding_generator",
    change: "altered",
    why: "Terraform knows two values, and refuses this one",
  },
  {
    type: "aws_config_configuration_recorder",
    at: "recording_group.recording_strategy*",
    why: "all_supported says the same; another strategy beside it is refused",
  },
  {
    type: "aws_cloudwatch_event_target",
    address: "*.Bus_Target-*",
    at: "input*",
    change: "set to *",
    why: "Terraform refuses it beside the input transformer",
  },
  {
    stack: "workload-*",
    type: "aws_cloudwatch_metric_alarm",
    at: "actions_enabled",
    change: "set to false",
    why: "a workload's alarm has no actions: EventBridge tells its change of state either way",
  },
  {
    stack: "audit-eu-west-1",
    type: "aws_cloudwatch_metric_alarm",
    at: "actions_enabled",
    change: "set to false",
    why: "away from the topic's region an alarm has no actions: EventBridge tells its change of state",
  },
  {
    stack: "*-eu-west-1",
    type: "aws_config_configuration_recorder",
    at: "recording_group.include_global_resource_types",
    why: "IAM's resources would be recorded, and charged, twice",
  },
  { type: "aws_s3_bucket_logging", at: "target_prefix", change: "removed", why: REQUIRED },
  {
    type: "aws_s3_bucket_logging",
    at: "target_prefix",
    change: "altered",
    why: "logs may be delivered anywhere in the bucket; the prefix sorts them",
  },
  { type: "aws_iam_service_linked_role", at: "aws_service_name", change: "removed", why: REQUIRED },
  {
    type: "aws_iam_service_linked_role",
    at: "aws_service_name",
    change: "altered",
    why: "IAM makes such a role for services that it knows only, and refuses this one",
  },
  {
    type: "aws_iam_service_linked_role",
    at: "lifecycle*",
    why: "its description alone is left to whoever made the role first",
  },
  ...["aws_macie2_member", "aws_securityhub_member"].map((type) => ({
    type,
    at: "lifecycle*",
    why: "whether a member is invited again: it would be shown in a plan, and change nothing",
  })),
  {
    type: "data.aws_organizations_organization",
    at: "lifecycle.postcondition[*].error_message",
    why: "a text for whoever applies; Terraform refuses a condition without one",
  },
];

/** The responder's archive, as Terraform brings it to Lambda. */
const ARCHIVE: readonly Harmless[] = [
  {
    type: "aws_lambda_function",
    at: "architectures",
    change: "removed",
    why: "the code is JavaScript alone, and runs on either architecture",
  },
  {
    type: "aws_lambda_function",
    at: "architectures[0]",
    change: "altered",
    why: "Lambda has two architectures, and refuses this one",
  },
  {
    type: "aws_lambda_function",
    at: "filename",
    why: "Terraform refuses a function without an archive, or one that isn't there",
  },
  {
    type: "aws_lambda_function",
    at: "source_code_hash",
    why: "tells Terraform when to bring the archive again, not what is in it",
  },
];

/** Every reason why a mutant may survive; one that explains none is reported. */
export const HARMLESS: readonly Harmless[] = [
  ...HARMLESS_TEXTS,
  ...HARMLESS_TUNING,
  ...SAME,
  ...ARCHIVE,
  ...HARMLESS_POLICIES,
];
