/** Every service that the stacks' resources speak to, by the provider's own names. */
const services = [
  "athena",
  "cloudtrail",
  "cloudwatch",
  "configservice",
  "dynamodb",
  "events",
  "glue",
  "guardduty",
  "iam",
  "kms",
  "lambda",
  "logs",
  "macie2",
  "organizations",
  "s3",
  "securityhub",
  "sns",
  "sqs",
  "sts",
] as const;

/**
 * Contents of an `*_override.tf.json` file that points a stack's providers at the emulator.
 * Terraform merges each into the provider block of the same alias: `region`, `assume_role` and
 * `allowed_account_ids` of the stack stay in force.
 * @param aliases of the stack's providers besides the one without
 */
export function providerOverride(url: string, aliases: readonly string[] = []): object {
  const endpoints = Object.fromEntries(services.map((service) => [service, url]));
  const settings = {
    access_key: "rehearsal",
    secret_key: "rehearsal",
    endpoints: [endpoints],
    s3_use_path_style: true,
    skip_metadata_api_check: "true",
    // A call that the emulator can't answer fails at once and not after 25 tries.
    max_retries: 2,
  };
  const aws = [settings, ...aliases.map((alias) => ({ alias, ...settings }))];
  return { provider: { aws } };
}
