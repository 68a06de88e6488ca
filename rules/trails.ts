import { origin, type Resource, resourcesOf, type StackJson } from "../stacks/read-stack";
import { aspect } from "./buckets";
import { each, eachPlace, some, unless } from "./judges";
import { type Estate, type Rule } from "./rule";

const selectorsOf = ({ arguments: given }: Resource): readonly unknown[] =>
  Array.isArray(given.advanced_event_selector) ? given.advanced_event_selector : [];

/** Reads and writes of all regions: a selector that names `readOnly` leaves one of them out. */
const recordsAll = (trail: Resource): boolean =>
  trail.arguments.is_multi_region_trail === true &&
  trail.arguments.enable_logging !== false &&
  selectorsOf(trail).some((selector) => {
    const text = JSON.stringify(selector);
    return text.includes('"equals":["Management"]') && !text.includes("readOnly");
  });

const organizationTrail = (estate: Estate): boolean =>
  estate.some((stack) =>
    some(
      stack,
      "aws_cloudtrail",
      (trail) => trail.arguments.is_organization_trail === true && recordsAll(trail),
    ),
  );

/** A multi-region trail stands in the account's home stack, for all its regions. */
const homeOf = ({ accountId }: StackJson, estate: Estate): readonly StackJson[] =>
  estate.filter((stack) => stack.accountId === accountId && stack.scope === "home");

const archiveOf = (trail: Resource, estate: Estate): Resource | undefined => {
  const { s3_bucket_name: given } = trail.arguments;
  const own = origin(trail.stack, given, "aws_s3_bucket");
  return (
    own ??
    estate
      .flatMap((stack) => resourcesOf(stack, "aws_s3_bucket"))
      .find((bucket) => bucket.arguments.bucket === given)
  );
};

const OBJECTS = '"equals":["AWS::S3::Object"]';

/** Whether calls on objects of all buckets are recorded, as Security Hub's controls want. */
const allObjects = (stack: StackJson, kind: "readOnly" | "writeOnly"): boolean =>
  some(stack, "aws_cloudtrail", (trail) =>
    selectorsOf(trail).some((selector) => {
      const text = JSON.stringify(selector);
      const isWhole = !text.includes("resources.ARN");
      return (
        text.includes(OBJECTS) && isWhole && (!text.includes("readOnly") || text.includes(kind))
      );
    }),
  );

const ONLY_GUARDED = {
  of: /./,
  file: "constructs/audit-trail.ts",
  why: "Only the guarded bucket's objects are recorded, reads and writes: those of every other bucket are charged by event, and the responder has no use for them.",
};

export const TRAIL_RULES: readonly Rule[] = [
  {
    id: "CloudTrail.1",
    cis3: "3.1",
    cis5: "3.1",
    asks: "a multi-region trail of reads and writes in each account",
    how: "`aws_cloudtrail` in each account; with an organization its one trail",
    judge: eachPlace((stack, estate) =>
      unless(
        organizationTrail(estate) ||
          homeOf(stack, estate).some((home) => some(home, "aws_cloudtrail", recordsAll)),
        "management events aren't recorded",
      ),
    ),
  },
  {
    id: "CloudTrail.2",
    cis3: "3.5",
    cis5: "3.5",
    asks: "log files under a key of KMS",
    how: "`kms_key_id`: the audit account's logs key",
    judge: each("aws_cloudtrail", ({ arguments: { kms_key_id } }) =>
      unless(Boolean(kms_key_id), "not under a key of KMS"),
    ),
  },
  {
    id: "CloudTrail.4",
    cis3: "3.2",
    cis5: "3.2",
    asks: "log file validation",
    how: "`enable_log_file_validation`",
    judge: each("aws_cloudtrail", ({ arguments: { enable_log_file_validation } }) =>
      unless(enable_log_file_validation === true, "log files aren't validated"),
    ),
  },
  {
    id: "CloudTrail.5",
    asks: "events in CloudWatch Logs as well",
    how: "`cloud_watch_logs_group_arn`",
    judge: each("aws_cloudtrail", ({ arguments: given }) =>
      unless(
        Boolean(given.cloud_watch_logs_group_arn) && Boolean(given.cloud_watch_logs_role_arn),
        "no log group",
      ),
    ),
  },
  {
    id: "CloudTrail.7",
    cis3: "3.4",
    cis5: "3.4",
    asks: "access logs of the trails' bucket",
    how: "`aws_s3_bucket_logging` of the trail archive",
    judge: each("aws_cloudtrail", (trail, estate) => {
      const archive = archiveOf(trail, estate);
      const isLogged = archive && aspect(archive, "aws_s3_bucket_logging");
      return unless(isLogged !== undefined, "no access log of the bucket it delivers to");
    }),
  },
  {
    id: "S3.22",
    cis3: "3.8",
    cis5: "3.8",
    asks: "record writes of objects, in all buckets",
    how: "-",
    judge: eachPlace((stack) => unless(allObjects(stack, "writeOnly"), "not of all buckets")),
    exceptions: [ONLY_GUARDED],
  },
  {
    id: "S3.23",
    cis3: "3.9",
    cis5: "3.9",
    asks: "record reads of objects, in all buckets",
    how: "-",
    judge: eachPlace((stack) => unless(allObjects(stack, "readOnly"), "not of all buckets")),
    exceptions: [ONLY_GUARDED],
  },
];
