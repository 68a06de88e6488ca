import { type Block, commandLines, DOCUMENTS } from "./blocks";

/** A block, or a line of one, and what is to be known of it. */
interface Row {
  readonly document: string;
  /** How the line begins; of a block its first line. */
  readonly line: string;
}

interface Left extends Row {
  readonly because: string;
}

const left =
  (because: string) =>
  (document: string, line: string): Left => ({ document, line, because });

const byRehearsal = left("__tests__/e2e/rehearsal.test.ts runs it, for minutes");
const byCi = left(".ci/run runs it, before this");
const approved = left("it asks for approval at a terminal; here Terraform applies the same stacks");
const firstDay = left("script/first-day/steps.ts has it: it is run before all documents");
const destroyed = left("__tests__/e2e/rehearsal.test.ts takes everything down in this order");
const minutes = left("it takes minutes; __tests__/mutants has its parts");
const tooYoung = left(
  "nothing is in the archives on the first day: no digest, no history, no Glacier",
);
const byRoot = left("only root may, with an MFA device");
const organization = left("the estate is none of an organization");
const asks = left(
  "it asks at a terminal, as __tests__/e2e/init.test.ts does; the first day uses the flags",
);
const installed = left(
  "it wants the package installed; __tests__/cli/completion.test.ts sources them",
);
const recorded = left("it wants events of the reader's own; __tests__/cli/replay.test.ts has some");
const hcp = left("it wants an organization of HCP Terraform");
const noAthena = left(
  "moto answers BatchGetNamedQuery with an error; __tests__/queries runs the SQL",
);
const other = left("it names what the estate hasn't got");

/** Blocks of which nothing is run. */
export const NOT_RUN: readonly Left[] = [
  byRehearsal("README.md", "npm ci && npm run rehearse"),
  byRehearsal("docs/command-line.md", "npm run rehearse"),
  byCi("README.md", "npm ci && npm test"),
  byCi("README.md", "npm ci && npm run warden -- prove"),
  approved("docs/deploying.md", "npm run synth\nnpx cdktf deploy"),
  approved("docs/operating.md", "npm run synth\nnpx cdktf deploy"),
  approved("docs/many-accounts.md", "npm run synth\nfor wave in"),
  minutes("docs/mutants.md", "npm run mutants"),
  tooYoung("docs/evidence.md", "# a workload's own trail"),
  tooYoung("docs/evidence.md", "bucket=acme-warden-trail-111111111111"),
  tooYoung("docs/evidence.md", "aws s3 cp s3://acme-warden-config-111111111111"),
  noAthena("docs/evidence.md", "ids=$(aws athena list-named-queries"),
  byRoot("docs/mfa-delete.md", "export AWS_ACCESS_KEY_ID=…"),
  byRoot("docs/mfa-delete.md", "device="),
  hcp("docs/deploying.md", "npm run --silent warden -- stacks --json > examples/hcp"),
  hcp(
    "docs/deploying.md",
    "npm run synth\nnpm run --silent warden -- stacks --json > stacks.json\nTFE_TOKEN",
  ),
  organization("docs/organization.md", "aws organizations enable-aws-service-access"),
  organization("docs/retiring.md", "aws macie2 disassociate-member"),
  destroyed(
    "docs/retiring.md",
    "terraform -chdir=cdktf.out/stacks/workload-payments-eu-west-1 destroy",
  ),
  destroyed("docs/retiring.md", "terraform state rm"),
  asks("docs/command-line.md", "npm run warden -- init"),
  installed("docs/command-line.md", "source <(warden completion bash)"),
  recorded("docs/command-line.md", "npm run warden -- replay"),
];

/** Documents that are run elsewhere as a whole. */
export const RUN_ELSEWHERE: readonly Left[] = [firstDay("docs/first-day.md", "")];

/** Lines that are left out of a block; the rest is run. */
export const LEFT_OUT: readonly Left[] = [
  byCi("README.md", "npm ci\n"),
  asks("README.md", "npm run warden -- init "),
  other("docs/command-line.md", "npm run warden -- synth --only payments 'workload-claims-*'"),
  other("docs/command-line.md", "npm run warden -- prove --also ../shop/infra"),
  other("docs/command-line.md", "npm run warden -- incidents --workload claims"),
  other("docs/command-line.md", "npm run warden -- incidents 'incident#acme-prod#…'"),
  other("docs/command-line.md", "npm run warden -- release --workload claims"),
  other("docs/command-line.md", "npm run warden -- diagram --only claims"),
];

/** Where a block's commands are run, and with whose credentials. */
interface Place {
  /** Of the workload's operator, unless it says so. @default "payments" */
  readonly profile?: string;
  /** @default the project's root */
  readonly folder?: string;
}

const inAudit = { profile: "audit", folder: "cdktf.out/stacks/audit" };
const PLACES: readonly (Row & Place)[] = [
  { document: "docs/evidence.md", line: "", profile: "audit" },
  { document: "docs/restoring.md", line: "aws s3api put-object", profile: "uploader" },
  { document: "docs/retiring.md", line: "node -p", ...inAudit },
  { document: "docs/retiring.md", line: "terraform show", ...inAudit },
];

const NIGHTLY = "s3://acme-payments-prod/invoices/nightly.csv";
const intruding =
  "aws --profile intruder s3 cp --no-progress README.md s3://acme-payments-prod/x || true";

/** What a document takes for granted: that somebody is blocked, that an object was deleted. */
export const BEFORE: Readonly<Record<string, string>> = {
  "docs/command-line.md": intruding,
  "docs/incidents.md": intruding,
  "docs/operating.md": intruding,
  "docs/retiring.md": intruding,
  "docs/restoring.md": [
    ...["README.md", "LICENSE"].map(
      (file) => `aws --profile uploader s3 cp --no-progress ${file} ${NIGHTLY}`,
    ),
    `aws --profile payments s3 rm ${NIGHTLY}`,
  ].join("\n"),
};

/** Deployment goes first, and what takes everything apart last. */
const FIRST = ["docs/deploying.md"];
const LAST = ["docs/retiring.md"];

export const IN_ORDER: readonly string[] = [
  ...FIRST,
  ...DOCUMENTS.filter((document) => ![...FIRST, ...LAST].includes(document)),
  ...LAST,
];

const fits =
  ({ document, text }: Pick<Block, "document" | "text">) =>
  (row: Row): boolean =>
    row.document === document && text.startsWith(row.line);

export const reasonNotToRun = (block: Block): string | undefined =>
  [...NOT_RUN, ...RUN_ELSEWHERE].find(fits(block))?.because;

export function placeOf(block: Block): Required<Place> {
  const { profile = "payments", folder = "." } = PLACES.find(fits(block)) ?? {};
  return { profile, folder };
}

/** The block without what is left out of it. */
export const scriptOf = ({ document, text }: Block): string =>
  commandLines(text)
    .filter((line) => !LEFT_OUT.some(fits({ document, text: line })))
    .join("");

/** Rows that fit nothing any longer. */
export function staleRows(blocks: readonly Block[]): readonly Row[] {
  const lines = blocks.flatMap((block) =>
    commandLines(block.text).map((text) => ({ ...block, text })),
  );
  const isStale = (all: readonly Block[]) => (row: Row) => !all.some((one) => fits(one)(row));
  return [
    ...[...NOT_RUN, ...RUN_ELSEWHERE, ...PLACES].filter(isStale(blocks)),
    ...LEFT_OUT.filter(isStale(lines)),
    ...Object.keys(BEFORE)
      .map((document) => ({ document, line: "" }))
      .filter(isStale(blocks)),
  ];
}
