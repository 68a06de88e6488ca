import { exitCodes } from "./exit-codes";

const codes = exitCodes().map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}\n`);

export const EXIT_CODES = `\nExit codes:\n${codes.join("")}`;

/** Environment of the commands that talk to AWS. */
const AWS = `
Uses the caller's own AWS credentials, found as the AWS CLI finds them (environment, profile, SSO);
they must belong to the workload's account. AWS_ENDPOINT_URL names another endpoint.
`;

export const EXAMPLES = {
  warden: `
Examples:
  $ npm run warden -- init                         write warden.config.ts, question by question
  $ npm run warden -- synth                        write the stacks into cdktf.out
  $ npm run warden -- stacks                       list them, in the order of the first apply
  $ npm run warden -- prove                        prove what the stacks promise, offline
  $ npm run rehearse                               see the whole product work, offline
  $ npm run warden -- replay events/               say what the responder would do about events
  $ npm run warden -- incidents                    list a workload's incidents
  $ npm run warden -- release --help               lift a block
  $ npm run warden -- doctor                       look for what fails in silence
  $ npm run warden -- diagram                      draw accounts, events and permissions
`,
  init: `
Every answer is checked at once by the configuration's own rules; nothing is written before the last
one, nor after Ctrl-C. Without a terminal nothing is asked, and what is missing is told. Options of
several values take them in a row, or one at a time. The file imports defineWarden from the package,
or from config/define in this package's own repository.

Examples:
  $ npm run warden -- init                         asks for everything
  $ npm run warden -- init --yes --home-region eu-west-1 --audit-account 111111111111 \\
      --subscription email-json=team@example.com \\
      --workload payments=222222222222=acme-payments-prod \\
      --uploader payments=arn:aws:iam::222222222222:role/ingest
  $ npm run warden -- init --out staging.config.ts --backend s3=acme-state --tag team=security
  $ npm run --silent warden -- init --json         print it, for a program to read
`,
  completion: `
For the command called warden: npx finds it only as "npx warden", so install the package globally, or
name an alias for it.

Examples:
  $ source <(warden completion bash)               in ~/.bashrc
  $ source <(warden completion zsh)                in ~/.zshrc, after compinit
  $ warden completion fish > ~/.config/fish/completions/warden.fish
`,
  stacks: `
Stacks of one wave can be applied side by side, once those of the waves before are applied.
--json prints a list, one object a stack: name, kind, accountId, region, wave, directory, dependsOn.
docs/many-accounts.md says how many of them are applied.

Examples:
  $ npm run warden -- stacks                       all, wave by wave
  $ npm run warden -- stacks --only 'workload-*'   those whose name fits; the quotes are for the shell
  $ npm run --silent warden -- stacks --json       for a program, or the matrix of a CI job
`,
  synth: `
Stacks go to $CDKTF_OUTDIR, else cdktf.out; one folder each, which needs nothing outside. A file that
would stay the same isn't touched. Folders of stacks that left the configuration are removed; with
--only, those of the other stacks stay as they are.

Examples:
  $ npm run warden -- synth                        all stacks
  $ npm run warden -- synth --only payments 'workload-claims-*'
  $ npm run --silent warden -- synth --json        for a program to read
`,
  rehearse: `
Examples:
  $ npm run rehearse                               the configuration of this folder
  $ npm run rehearse -- --config staging.config.ts  another one
  $ npm run rehearse -- --keep                     leave everything running for a look around
  $ npm run --silent rehearse -- --json > rehearsal.json
`,
  prove: `
Nothing is asked of AWS, and nothing of the machine but the policy engine, an optional package
(npm install --save-dev @cloud-copilot/iam-simulate). Exit code 0 only when every path holds and
every rule is kept. docs/proof.md says what is proved, and what isn't.

Examples:
  $ npm run warden -- prove                        write the stacks and prove them
  $ npm run warden -- prove --skip-synth --json    prove cdktf.out as it is, for a program to read
  $ npm run warden -- prove --sarif proof.sarif    for code scanning
  $ npm run warden -- prove --also ../shop/infra   with the Terraform JSON of others in the accounts
  $ npm run warden -- prove --family findings      one part of it
`,
  replay: `
A file holds events as JSON or JSON lines, plain or gzipped: S3 notifications, also inside SQS and
SNS messages, CloudTrail events from EventBridge, CloudTrail log files. A folder is read whole.
Nothing is asked of AWS: the unique ids behind the configuration's ARNs are learned from the
CloudTrail records in the files, and the rest is told by --user-id.

Examples:
  $ npm run warden -- replay event.json            one event
  $ npm run warden -- replay logs/ --json          a folder of log files, for a program to read
  $ npm run warden -- replay event.json --user-id arn:aws:iam::222222222222:role/ingest=AROAEXAMPLEID
`,
  incidents: `${AWS}
Examples:
  $ npm run warden -- incidents                    the last 50 of the only workload
  $ npm run warden -- incidents --workload claims --since 7d
  $ npm run warden -- incidents --blocked          who is blocked, since when and why
  $ npm run warden -- incidents 'incident#acme-prod#…'  all that is known of one
`,
  release: `${AWS}
Takes the entry off the ledger and out of the bucket policy, and detaches the quarantine policy.
Run again it completes what was left undone. terraform plan is empty before and after.

Examples:
  $ npm run warden -- release --user-id AIDAEXAMPLE --reason 'TICKET-7: a test upload'
  $ npm run warden -- release --workload claims --user-id 'AROAEXAMPLE:*' --reason 'TICKET-8'
`,
  doctor: `
Looks, in every account and region of the configuration, whether what is deployed is as it was
synthesized and works: subscriptions that nobody confirmed, queues of what couldn't be delivered, the
responder and its triggers, trails and recorders that stand still, detectors, rules and their targets,
alarms, the policies of buckets, keys, topics, queues and buses, versioning, locks and encryption of
buckets. Changes nothing. What can't be looked at counts as wrong. docs/doctor.md says what it needs.

--canary sends a test event down each alert path besides, and waits a minute at most till it has come
back; the security team gets it too, with a title that begins with TEST.

Uses the caller's own AWS credentials in the caller's account, and the deployment role in every
other. AWS_ENDPOINT_URL names another endpoint.

Examples:
  $ npm run warden -- doctor                       everything
  $ npm run warden -- doctor --only 'audit*'       one stack, or those whose name fits
  $ npm run warden -- doctor --canary              and whether alerts arrive
  $ npm run --silent warden -- doctor --json       for a program to read
`,
  diagram: `
An .html page can be searched, zoomed and clicked for the settings and policies of what it shows; an
.svg file is a picture. Both are files of their own, light or dark as their reader's setting is. The
accounts that all share are always drawn in full, and of the workloads the first; the others are
folded. --only says which are drawn in full instead. Two optional packages lay it out and bring
AWS's icons (npm install --save-dev elkjs aws-icons).

Examples:
  $ npm run warden -- diagram                      write the stacks, and warden-diagram.html
  $ npm run warden -- diagram --out docs/warden.svg
  $ npm run warden -- diagram --only claims --skip-synth
  $ npm run warden -- diagram --only '*'           everything in full
  $ npm run --silent warden -- diagram --json      for a program to read
`,
};
