import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Rehearsal } from "../../cli/rehearse/record";
import { type Stage, writeOverride } from "../../cli/rehearse/stage";
import { type PlannedChange } from "../../cli/terraform/planned-changes";
import { packageRoot } from "../../config/package-root";
import { type WardenConfig } from "../../config/schema";
import { type StackKind } from "../../config/stack-plan";
import { providerOverride } from "../../emulator";
import { synthesize } from "../../stacks/synthesize";
import { realTerraform } from "./real-terraform";

const MODULE = path.join(packageRoot(), "examples", "bootstrap", "account");
/** As the stacks' providers call their sessions. */
const SESSION = "bucket-warden";

export type AccountKind = "audit" | "workload" | "management";

const KINDS: Readonly<Record<StackKind, AccountKind>> = {
  audit: "audit",
  "audit-organization": "audit",
  organization: "management",
  workload: "workload",
};

/** The accounts of the stacks, with what each is. */
const accountsOf = ({ stacks }: Pick<Stage, "stacks">): ReadonlyMap<string, AccountKind> =>
  new Map(stacks.map(({ accountId, kind }) => [accountId, KINDS[kind]]));

/** The bootstrap as Terraform calls it: once for each account, by a provider of that account. */
function bootstrapOf({ stacks, config, emulator }: Stage): object {
  const { provider } = providerOverride(emulator.url) as { provider: { aws: object[] } };
  const accounts = [...accountsOf({ stacks })];
  const aws = accounts.map(([accountId]) => ({
    ...provider.aws[0],
    alias: `in_${accountId}`,
    region: config.homeRegion,
    assume_role: [{ role_arn: `arn:aws:iam::${accountId}:role/Administrator` }],
  }));
  const modules = accounts.map(([accountId, kind]) => {
    const workloads = config.workloads.filter((one) => one.accountId === accountId);
    const settings = {
      source: MODULE,
      providers: { aws: `aws.in_${accountId}` },
      kind,
      prefix: config.prefix,
      deployment_role: config.deploymentRole,
      bucket_names: workloads.map(({ bucketName }) => bucketName),
      apply_role_arn: "arn:aws:iam::111111111111:role/apply",
      plan_role_arn: "arn:aws:iam::111111111111:role/plan",
    };
    return [`in_${accountId}`, settings] as const;
  });
  return { provider: { aws }, module: Object.fromEntries(modules) };
}

const sessionOf = (accountId: string, role: string): string =>
  `arn:aws:sts::${accountId}:assumed-role/${role}/${SESSION}`;

/** Makes the roles as docs/deploying.md says, and has the policies decide about all that Terraform does with them. */
export async function bootstrap(stage: Stage): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-roles-"));
  try {
    writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(bootstrapOf(stage)));
    const terraform = await realTerraform(folder);
    await terraform(folder, "init", "-input=false");
    await terraform(folder, "apply", "-input=false", "-auto-approve", "-parallelism=40");
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const accountId of accountsOf(stage).keys()) {
    stage.emulator.enforce(sessionOf(accountId, stage.config.deploymentRole));
    stage.emulator.enforce(sessionOf(accountId, "BucketWardenPlan"));
  }
}

interface Listed {
  readonly in: readonly AccountKind[];
  readonly actions?: readonly string[];
  readonly anywhere?: readonly string[];
}

/** What permissions.json grants in accounts of each kind. */
export function granted(): Readonly<Record<AccountKind, ReadonlySet<string>>> {
  const file = path.join(MODULE, "permissions.json");
  const listed = Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, Listed>);
  const of = (kind: AccountKind) => {
    const here = listed.filter((one) => one.in.includes(kind));
    return new Set(here.flatMap(({ actions = [], anywhere = [] }) => [...actions, ...anywhere]));
  };
  return { audit: of("audit"), workload: of("workload"), management: of("management") };
}

/** What Terraform's sessions of this role asked for, and were allowed or not. */
export function askedBy(role: string, { decisions, stacks }: Rehearsal) {
  const own = decisions.filter(({ principal }) => principal.endsWith(`/${role}/${SESSION}`));
  const refused = own.filter(({ allowed }) => !allowed);
  const kinds = accountsOf({ stacks: stacks as unknown as Stage["stacks"] });
  const used = (kind: AccountKind) => {
    const there = own.filter(({ principal }) => kinds.get(principal.split(":")[4] ?? "") === kind);
    return new Set(there.map(({ action }) => action));
  };
  return { count: own.length, refused, used };
}

interface Provider {
  readonly alias?: string;
  readonly assume_role: readonly [{ readonly role_arn: string }];
}

/** What the pipelines of examples/ci do before they plan: the role that only reads, in place of the other. */
export async function asReader<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const stack = readFileSync(path.join(directory, "cdk.tf.json"), "utf8");
  const { provider } = JSON.parse(stack) as { provider: { aws: readonly Provider[] } };
  const aws = provider.aws.map(({ alias, assume_role: [role] }) => ({
    ...(alias !== undefined && { alias }),
    assume_role: [
      { ...role, role_arn: role.role_arn.replace(/role\/.*/, "role/BucketWardenPlan") },
    ],
  }));
  const override = path.join(directory, "plan_override.tf.json");
  writeFileSync(override, JSON.stringify({ provider: { aws } }));
  try {
    return await work();
  } finally {
    rmSync(override);
  }
}

export interface ReaderPlan {
  readonly planned: readonly PlannedChange[];
  /** What Terraform says where it tries to apply a change. */
  readonly refusal: string;
}

/** A workload's stack planned by the role that only reads; then, with another tag, applied by it. */
export async function plannedByReader(stage: Stage, config: WardenConfig): Promise<ReaderPlan> {
  const stack = stage.stacks.find(({ kind }) => kind === "workload");
  if (!stack) throw new Error("no workload stack");
  const { directory, terraform } = stack;
  const root = path.resolve(directory, "..", "..");
  const apply = () =>
    terraform
      .apply(() => undefined)
      .then(
        () => "applied",
        (error: unknown) => String(error),
      );
  const planned = await asReader(directory, () => terraform.plan());
  const state = path.join(directory, "rehearsal.tfstate");
  const before = readFileSync(state);
  synthesize({ ...config, tags: { ...config.tags, Team: "another" } }, root);
  writeOverride(stack, stage.emulator.url);
  const refusal = await asReader(directory, apply);
  // The provider writes into the state what it was refused; a refresh would find that out.
  writeFileSync(state, before);
  synthesize(config, root);
  for (const one of stage.stacks) writeOverride(one, stage.emulator.url);
  return { planned, refusal };
}
