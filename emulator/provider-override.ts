/** Every service that the stacks' resources speak to, by the provider's own names. */
const services = [
  "cloudtrail",
  "cloudwatch",
  "configservice",
  "dynamodb",
  "events",
  "guardduty",
  "iam",
  "kms",
  "lambda",
  "logs",
  "macie2",
  "s3",
  "securityhub",
  "sns",
  "sqs",
  "sts",
] as const;

/**
 * Contents of an `*_override.tf.json` file that points a stack's provider at the emulator.
 * Terraform merges it into the provider block beside it: `region`, `assume_role` and
 * `allowed_account_ids` of the stack stay in force.
 */
export function providerOverride(url: string): object {
  const endpoints = Object.fromEntries(services.map((service) => [service, url]));
  const aws = {
    access_key: "rehearsal",
    secret_key: "rehearsal",
    endpoints: [endpoints],
    s3_use_path_style: true,
    skip_metadata_api_check: "true",
    // A call that the emulator can't answer fails at once and not after 25 tries.
    max_retries: 2,
  };
  return { provider: { aws } };
}
