import type { Arguments } from "../../../proof/model/stack";
import { adding, changingAll, type Spoiling, without } from "../spoiling";
import { ANYWHERE, furtherRegions, type Row, rows, STRANGER } from "./rows";

const provider =
  (change: (given: Arguments) => Arguments): Spoiling =>
  (json) => ({ ...json, provider: { aws: json.provider.aws.map(change) } });

const requiring =
  (providers: Arguments): Spoiling =>
  (json) => ({
    ...json,
    terraform: {
      ...json.terraform,
      required_providers: { ...(json.terraform.required_providers as Arguments), ...providers },
    },
  });

const reading =
  (type: string): Spoiling =>
  (json) => ({ ...json, data: { ...json.data, [type]: { Any: {} } } });

const NAMES = [
  "name",
  "bucket",
  "function_name",
  "statement_id",
  "target_id",
  "alarm_name",
  "dashboard_name",
];

const naming = (name: string): Spoiling =>
  changingAll((given) => {
    for (const argument of NAMES) if (argument in given) given[argument] = name;
  });

export const STACK_ROWS: readonly Row[] = [
  ...rows("every-part-present", ANYWHERE, {
    "under other names": naming("other"),
    "nothing at all": (json) => ({ ...json, resource: {} }),
  }),
  ...rows("every-part-present", furtherRegions, {
    "no queue in a further region": without("aws_sqs_queue"),
  }),
  ...rows("own-account", ANYWHERE, {
    "no provider": (json) => ({ ...json, provider: { aws: [] } }),
    "any account": provider((given) => ({ ...given, allowed_account_ids: [] })),
    "two accounts": provider((given) => ({
      ...given,
      allowed_account_ids: [...(given.allowed_account_ids as string[]), STRANGER],
    })),
    "no role": provider(({ assume_role, ...given }) => ({ ...given, was: assume_role })),
    "another role": provider((given) => ({
      ...given,
      assume_role: [{ role_arn: "arn:aws:iam::111111111111:role/Other" }],
    })),
    "another region": provider((given) => ({ ...given, region: "ap-south-1" })),
  }),
  ...rows("provider-pinned", ANYWHERE, {
    "any version": requiring({ aws: { source: "hashicorp/aws" } }),
    "somebody's": requiring({ aws: { source: "somebody/aws", version: "5.100.0" } }),
    "one more": requiring({ null: { source: "hashicorp/null" } }),
  }),
  ...rows("tagged", ANYWHERE, {
    "no provider": (json) => ({ ...json, provider: { aws: [] } }),
    "no tags of the last provider": (json) => ({
      ...json,
      provider: {
        aws: [...json.provider.aws.slice(0, -1), { ...json.provider.aws.at(-1), default_tags: [] }],
      },
    }),
    "no tags": provider((given) => ({ ...given, default_tags: [] })),
    "another stack's": provider((given) => ({
      ...given,
      default_tags: JSON.parse(
        JSON.stringify(given.default_tags).replace(/"bucket-warden":"[^"]*"/, '"bucket-warden":""'),
      ) as unknown,
    })),
    "without the configuration's": (json, stackName) =>
      provider((given) => ({ ...given, default_tags: [{ tags: { "bucket-warden": stackName } }] }))(
        json,
        stackName,
      ),
  }),
  ...rows("no-remote-state", ANYWHERE, { "another's": reading("terraform_remote_state") }),
  ...rows("no-sensitive-output", ANYWHERE, {
    "one more": (json) => ({
      ...json,
      output: { ...json.output, cross_stack: { value: "x", sensitive: true } },
    }),
  }),
  ...rows("references-declared", ANYWHERE, {
    "in an expression": adding("aws_ssm_parameter", { value: "${aws_sns_topic.Elsewhere.arn}" }),
    "to data": adding("aws_ssm_parameter", { value: "x ${data.aws_kms_key.Elsewhere.arn}" }),
    "as a dependency": adding("aws_ssm_parameter", { depends_on: ["aws_sns_topic.Elsewhere"] }),
  }),
  ...rows("nothing-runs", ANYWHERE, {
    "a provisioner": adding("aws_ssm_parameter", { provisioner: [{ "local-exec": {} }] }),
    "a program": reading("external"),
    "a download": reading("http"),
  }),
  ...rows("name-limits", ANYWHERE, {
    "too long, and with letters that AWS doesn't take": naming("é ".repeat(2_100)),
  }),
];
