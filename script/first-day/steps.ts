/** Something the new engineer types, and what the page shows of it. */
export interface Step {
  readonly title: string;
  readonly why: string;
  readonly command: string;
  /** @default 0 */
  readonly code?: number;
  /** How many lines of the output are shown, from the beginning and from the end. @default all */
  readonly shown?: { readonly first?: number; readonly last?: number };
  /** The stack that it applies. */
  readonly applies?: "audit" | "workload-payments";
}

const warden = (command: string) => `npm run --silent warden -- ${command}`;
const applying = (stack: NonNullable<Step["applies"]>): Pick<Step, "command" | "applies"> => ({
  command: [
    `terraform -chdir=cdktf.out/stacks/${stack} init`,
    `terraform -chdir=cdktf.out/stacks/${stack} apply`,
  ].join("\n"),
  applies: stack,
});
const OBJECT = "s3://acme-payments-prod/invoices/notes.txt";

/** From a fresh clone to a released block. */
export const STEPS: readonly Step[] = [
  {
    title: "Describe the accounts",
    why: "Without flags it asks. A clone has an example already, which `--force` writes over.",
    command: [
      warden("init --yes --force --prefix acme-warden --home-region us-east-1 \\"),
      "  --audit-account 111111111111 --subscription email-json=security-team@example.com \\",
      "  --workload payments=222222222222=acme-payments-prod \\",
      "  --uploader payments=arn:aws:iam::222222222222:role/payments-ingest \\",
      "  --break-glass payments=arn:aws:iam::222222222222:role/break-glass",
    ].join("\n"),
    shown: { first: 1 },
  },
  {
    title: "Write the stacks, and prove them",
    why: "Nothing is deployed yet, and nothing of AWS is asked.",
    command: ["npm run --silent synth", warden("prove --skip-synth")].join("\n"),
    shown: { last: 1 },
  },
  {
    title: "See what there is",
    why: "The list is in the order of the first apply; the page is for a browser.",
    command: [warden("stacks"), warden("diagram --skip-synth")].join("\n"),
  },
  {
    title: "Apply the audit account",
    why: "Terraform's provider takes the role `BucketWardenDeployment` of each account.",
    ...applying("audit"),
    shown: { last: 5 },
  },
  {
    title: "Apply the workload account",
    why: "It waits for nothing but the audit account.",
    ...applying("workload-payments"),
    shown: { last: 5 },
  },
  {
    title: "Ask the doctor",
    why: "One thing is left that Terraform can't do: the reader of the mails has to say yes.",
    command: `AWS_PROFILE=audit ${warden("doctor")}`,
    code: 1,
  },
  {
    title: "Say yes to the mails",
    why: "On AWS the link in the mail does it; the emulator sends none, and takes the address for its token.",
    command: [
      "topic=$(terraform -chdir=cdktf.out/stacks/audit output -raw alerts_topic_arn)",
      'aws --profile audit sns confirm-subscription --topic-arn "$topic" --token security-team@example.com > /dev/null',
      `AWS_PROFILE=audit ${warden("doctor")}`,
    ].join("\n"),
  },
  {
    title: "Be an intruder",
    why: "mallory is an IAM user of the workload account whom somebody let write to the bucket.",
    command: `aws --profile intruder s3 cp --no-progress README.md ${OBJECT}`,
  },
  {
    title: "Try it again",
    why: "The block holds.",
    command: `aws --profile intruder s3 cp --no-progress README.md ${OBJECT}`,
    code: 1,
  },
  {
    title: "Be an allowed uploader",
    why: "FileUploaderRole is let in, and nobody is told.",
    command: `aws --profile uploader s3 cp --no-progress README.md ${OBJECT}`,
  },
  {
    title: "What happened?",
    why: "The workload account's credentials are needed, and nothing else.",
    command: [
      "export AWS_PROFILE=payments",
      warden("incidents --workload payments"),
      warden("incidents --workload payments --blocked"),
      "aws s3api list-object-versions --bucket acme-payments-prod --query 'Versions[].Key'",
    ].join("\n"),
  },
  {
    title: "Lift the block",
    why: "It was a test; the reason is recorded with who gave it.",
    command: [
      "export AWS_PROFILE=payments",
      `id=$(${warden("incidents --workload payments --blocked --json")} | jq -r '.[0].userId')`,
      warden(`release --workload payments --user-id "$id" --reason 'TICKET-7: a test'`),
      warden("incidents --workload payments --blocked"),
    ].join("\n"),
  },
  {
    title: "Terraform sees no difference",
    why: "Neither the block nor its end has changed what the stacks say.",
    command: "terraform -chdir=cdktf.out/stacks/workload-payments plan",
    shown: { last: 5 },
  },
];
