// Writes the two pipelines that gitlab-ci.yml starts, as JSON, which is YAML: one that plans every
// stack, and one that applies them wave by wave. Reads stacks.json, what `warden stacks --json` says.
import { readFileSync, writeFileSync } from "node:fs";

const stacks = JSON.parse(readFileSync("stacks.json", "utf8"));

/** AWS takes the job's own token for the role; no key is stored anywhere. */
const job = (role, { directory }, script) => ({
  image: { name: "hashicorp/terraform:1.11.4", entrypoint: [""] },
  id_tokens: { WARDEN_TOKEN: { aud: "$CI_SERVER_URL" } },
  needs: [{ pipeline: "$PROVED_IN", job: "prove" }],
  variables: { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
  script: [
    `export AWS_ROLE_ARN="${role}" AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"`,
    'printf %s "$WARDEN_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"',
    `cd ${directory}`,
    ...script,
  ],
});

/** The widget of the merge request shows how much changes, and leads to the job with the whole plan. */
const COUNTS =
  'terraform show -json saved.tfplan | jq \'[.resource_changes[]?.change.actions[]] | {create: map(select(. == "create")) | length, update: map(select(. == "update")) | length, delete: map(select(. == "delete")) | length}\' > counts.json';

const plan = (stack) => ({
  ...job("$WARDEN_PLAN_ROLE", stack, [
    "mv plan_only.json plan_override.tf.json",
    "terraform init",
    "terraform plan -lock=false -out=saved.tfplan",
    "apk add --no-cache jq",
    COUNTS,
  ]),
  artifacts: { reports: { terraform: `${stack.directory}/counts.json` } },
});

const apply = (stack) => ({
  ...job("$WARDEN_APPLY_ROLE", stack, ["terraform init", "terraform apply -auto-approve"]),
  stage: `wave ${stack.wave}`,
  // The next wave waits for the button, and for what it does.
  when: "manual",
  allow_failure: false,
  environment: { name: `bucket-warden/${stack.accountId}` },
  resource_group: stack.name,
});

const pipeline = (jobOf) => Object.fromEntries(stacks.map((stack) => [stack.name, jobOf(stack)]));
const waves = [...new Set(stacks.map(({ wave }) => `wave ${wave}`))];

writeFileSync("plan-pipeline.yml", JSON.stringify(pipeline(plan), null, 2));
writeFileSync("apply-pipeline.yml", JSON.stringify({ stages: waves, ...pipeline(apply) }, null, 2));

/**
 * Plans are made with the account's role that may only read. Terraform merges this into the stack where
 * a job gives it the name of an override.
 */
for (const { directory } of stacks) {
  const { provider } = JSON.parse(readFileSync(`${directory}/cdk.tf.json`, "utf8"));
  const aws = provider.aws.map(({ alias, assume_role: [role] }) => ({
    ...(alias && { alias }),
    assume_role: [
      { ...role, role_arn: role.role_arn.replace(/role\/.*/, "role/BucketWardenPlan") },
    ],
  }));
  writeFileSync(`${directory}/plan_only.json`, JSON.stringify({ provider: { aws } }, null, 2));
}
