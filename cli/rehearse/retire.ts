import path from "node:path";
import type { WardenConfig } from "../../config/schema";
import { synthesize } from "../../stacks/synthesize";
import { type PlannedChange } from "../terraform/planned-changes";
import { type Backstage, type RehearsedStack } from "./backstage";
import { CHANGES } from "./deploy";
import { protectedIn } from "./protected";
import { atATime } from "../at-a-time";
import { timed } from "./recorder";

const PLAN_FILE = "retiring.tfplan";

/**
 * The first two steps of docs/retiring.md, for every workload: `state: "retiring"`, then an apply.
 * Only the home stacks hold something that is protected.
 */
export async function retireWorkloads(backstage: Backstage): Promise<void> {
  const { config, stacks, recorder } = backstage;
  const homes = stacks.filter(({ kind, scope }) => kind === "workload" && scope === "home");
  const [any] = homes;
  if (!any) return;
  synthesize(retiring(config), path.resolve(any.directory, "..", ".."));
  recorder.note("The workloads are retiring", 'state: "retiring", and the stacks written again');
  await atATime(CHANGES, homes, (stack) => unprotect(backstage, stack));
}

const retiring = (config: WardenConfig): WardenConfig => ({
  ...config,
  workloads: config.workloads.map((workload) => ({ ...workload, state: "retiring" })),
});

async function unprotect(
  { recorder }: Backstage,
  { name, directory, terraform }: RehearsedStack,
): Promise<void> {
  const { value: changes, seconds } = await timed(async () => {
    // All was read for the plans before: reading it again would only take time.
    const planned = await terraform.plan({ refresh: false, file: PLAN_FILE });
    await terraform.applySaved(PLAN_FILE);
    return planned;
  });
  const { addresses } = protectedIn(directory);
  recorder.check(`${name} can be destroyed`, {
    ok: isUnprotectingOnly(changes) && addresses.length === 0,
    expected: "the ledger's deletion protection off, nothing protected, nothing else changed",
    found: `${changes.map(describe).join("; ")}; ${addresses.length} protected, in ${seconds} s`,
  });
}

/** Exported for its test. */
export function isUnprotectingOnly(changes: readonly PlannedChange[]): boolean {
  const isExpected = (change: PlannedChange) => isUnprotecting(change) || isRendering(change);
  return changes.some(isUnprotecting) && changes.every(isExpected);
}

const isUnprotecting = ({ address, action, attributes }: PlannedChange): boolean =>
  address.startsWith("aws_dynamodb_table.") &&
  action === "update" &&
  attributes.join() === "deletion_protection_enabled";

/** While the ledger's table changes, Terraform reads the denylist later, and renders it again. */
const isRendering = ({ address, action, attributes }: PlannedChange): boolean =>
  address.startsWith("aws_s3_bucket_policy.") &&
  action === "update" &&
  attributes.join() === "policy";

const describe = ({ address, action, attributes }: PlannedChange): string =>
  `${action} ${address} (${attributes.join(", ")})`;
