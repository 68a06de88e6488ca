import { type StackJson } from "../stacks/read-stack";
import { GUARDDUTY_RULES } from "./guardduty";
import { eachPlace, has, organizationIn, some, unless } from "./judges";
import { type Estate, type Rule } from "./rule";

const LINKED_ROLE = /aws_iam_service_linked_role|aws-service-role\/config\.amazonaws\.com/;

const records = (stack: StackJson): boolean =>
  some(stack, "aws_config_configuration_recorder", (recorder) =>
    LINKED_ROLE.test(String(recorder.arguments.role_arn)),
  ) &&
  some(stack, "aws_config_delivery_channel") &&
  some(stack, "aws_config_configuration_recorder_status", (status) =>
    has(status, /"is_enabled":true/),
  );

const findsSensitiveData = eachPlace((stack, estate) =>
  unless(
    some(stack, "aws_macie2_account", (session) => has(session, /"status":"ENABLED"/)) ||
      organizationIn(estate, stack.region).some((organization) =>
        some(organization, "aws_macie2_organization_configuration", (settings) =>
          has(settings, /"auto_enable":true/),
        ),
      ),
    "Macie isn't switched on",
  ),
);

export const DETECTION_RULES: readonly Rule[] = [
  {
    id: "Config.1",
    cis3: "3.3",
    cis5: "3.3",
    asks: "AWS Config records, by its service-linked role",
    how: "recorder, channel and status in each account and each region of the configuration",
    judge: eachPlace((stack) => unless(records(stack), "nothing is recorded")),
  },
  ...GUARDDUTY_RULES,
  {
    id: "Macie.1",
    asks: "Macie in each account and region",
    how: "`aws_macie2_account`; with an organization, its configuration for all members",
    judge: findsSensitiveData,
    exceptions: [
      {
        of: /^audit/,
        file: "constructs/sensitive-data-discovery.ts",
        why: "The audit account's buckets hold logs, nobody's data.",
      },
      {
        of: /^workload-/,
        file: "constructs/sensitive-data-discovery.ts",
        why: "Only in the home region: the guarded bucket is there.",
      },
    ],
  },
  {
    id: "Macie.2",
    asks: "Macie samples all buckets by itself",
    how: "a job on a schedule reads all of the guarded bucket's new objects instead (CIS 2.1.3)",
    judge: eachPlace(() => "automated discovery isn't switched on"),
    exceptions: [
      {
        of: /./,
        file: "constructs/sensitive-data-discovery.ts",
        why: "It samples every bucket of the account, charged by the bucket; the provider (5.100) has no resource for it.",
      },
    ],
  },
  {
    id: "CIS 2.1.3",
    cis3: "2.1.3",
    cis5: "2.1.3",
    asks: "sensitive data is found and classified",
    how: "`aws_macie2_classification_job` on a schedule: by bucket, or by the bucket's tag in an organization",
    judge: (estate) => workloadsHome(estate).map((stack) => classified(stack, estate)),
  },
  {
    id: "CIS 4.16",
    cis3: "4.16",
    cis5: "4.16",
    asks: "Security Hub in each account",
    how: "`aws_securityhub_account` with FSBP and CIS; with an organization, a central configuration policy",
    judge: eachPlace((stack, estate) =>
      unless(some(stack, "aws_securityhub_account") || centrally(estate), "no Security Hub"),
    ),
  },
];

const workloadsHome = (estate: Estate): readonly StackJson[] =>
  estate.filter(({ kind, scope }) => kind === "workload" && scope === "home");

/** Bound to the bucket by its name, or by the tag that the bucket carries. */
function classified(stack: StackJson, estate: Estate) {
  const isTagged = some(stack, "aws_s3_bucket", (bucket) => has(bucket, /"bucket-warden:macie"/));
  const byTag = organizationIn(estate, stack.region).some((organization) =>
    some(organization, "aws_macie2_classification_job", (job) => has(job, /bucket-warden:macie/)),
  );
  const isRead = some(stack, "aws_macie2_classification_job") || (isTagged && byTag);
  return isRead ? { where: stack.name } : { where: stack.name, fault: "no job reads its bucket" };
}

/** Switched on for the whole organization from the home region. */
const centrally = (estate: Estate): boolean =>
  estate.some(
    (stack) =>
      some(stack, "aws_securityhub_organization_configuration", (settings) =>
        has(settings, /"configuration_type":"CENTRAL"/),
      ) && some(stack, "aws_securityhub_configuration_policy_association"),
  );
