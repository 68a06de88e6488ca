/** The prose of docs/cost.md, between its tables. */
export const INTRODUCTION = `# Cost

What a quiet month and an incident cost, computed from AWS's public list prices. Resources are
counted in the synthesized stacks of the two committed examples; what depends on you is an input with
a default. No AWS bill was seen: take the sums for the order of magnitude, and put in your own
numbers.

\`\`\`
npm run cost -- --accounts 1000 --uploads 500000 --config warden.config.ts
npm run cost -- --help
\`\`\`

Written by \`npm run cost -- --write\`. A test compares this page with the computation, and fails when a
stack has a kind of resource that nobody has priced.
`;

export const SCALE = `## A month, by workload accounts

Everything grows by the account; the audit and the management account are there once. An organization's
bill adds the use of all accounts up before volume tiers are applied, save where AWS tiers each account
and region by itself (Security Hub, Config's rules). So tiers lower little, as the columns show. By
invitation each account is taken to pay alone; the configuration stops it at about 100 accounts. All
regions are taken at the prices of us-east-1.`;

export const MONTH = `## A quiet month, item by item

Of \`examples/organization\`: the workload \`claims\`, two regions, and the audit account. The archive's
items are caused by the account in whose column they stand, and billed to the audit account. Logs are as
old as they are kept, a year.`;

export const INCIDENT = `## An incident

One intruder's upload, told by S3's notification and by CloudTrail's event. The calls are those that
\`npm run bench:faults\` counts on the emulator without a fault; how long the function takes on AWS was not
measured, and is an input. Nearly all of it is what Config and Security Hub charge for judging the
resources anew that a block changes: the bucket, the intruder's user or role, the quarantine policy.`;

export const SEEN = `## Prices

US dollars, us-east-1, each with AWS's page and where it was looked up, since most pages show their
prices by script only. "Price list": what Infracost's tests, which are fed from AWS's price list, expected
at that date. "Transcript": what API Evangelist read on the page at that date. None is from memory, but
tiers that none of these show are left out. Check a price before you rely on it.`;

export const LEFT_OUT = `## What is not counted

- Allowances that are free for ever (10 alarms, 3 dashboards of at most 50 metrics, 5 GB of logs,
  20,000 requests to KMS and others, once for an organization), and trials of 30 days.
- The production bucket itself: storage, its users' requests, its data keys.
- Taxes, support, discounts, transfer between regions, and where Terraform runs.
- Events of CloudTrail that EventBridge hands to the responder: events of AWS's services are free. If
  AWS counted data events as opted into, each million would cost $1.00 more.
- Macie's own reads among the data events.
- What the account has besides: a recorder, detector or hub judges everything in the account, which the
  inputs stand for.
`;
