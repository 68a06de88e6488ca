import { createHash } from "node:crypto";
import type { WardenConfig, Workload } from "../config/schema";
import { planStacks } from "../config/stack-plan";
import type { TerraformStack } from "../proof/model/stack";
import type { Mutant } from "./mutant";
import { mutantsOf } from "./mutators";

/**
 * Every mutant of a configuration's stacks that tells something of its own: what a workload has
 * exactly like an earlier one, names and account aside, is spoiled in the earlier one alone.
 */
export function mutantsFor(config: WardenConfig, stacks: readonly TerraformStack[]): Mutant[] {
  const seen = new Set<string>();
  const workloads = new Map(planStacks(config).map(({ name, workload }) => [name, workload]));
  return stacksInOrder(config, stacks).flatMap((stack) => {
    const workload = workloads.get(stack.name);
    if (!workload) return mutantsOf(stack);
    const isOwn = (type: string, address: string): boolean => {
      const shape = shapeOf(stack, address, workload);
      const isKnown = seen.has(`${type} ${shape}`);
      seen.add(`${type} ${shape}`);
      return !isKnown;
    };
    const own = new Map<string, boolean>();
    return mutantsOf(stack).filter(({ type, address }) => {
      const known = own.get(address) ?? isOwn(type, address);
      own.set(address, known);
      return known;
    });
  });
}

/** As they are planned: the first workload's before all others'. */
const stacksInOrder = (config: WardenConfig, stacks: readonly TerraformStack[]) =>
  planStacks(config).flatMap(({ name }) => stacks.find((stack) => stack.name === name) ?? []);

/** What a block says, the workload's own names left out. */
function shapeOf(stack: TerraformStack, address: string, workload: Workload): string {
  const { name, accountId, bucketName } = workload;
  const { resource = {}, data = {}, provider } = stack.json;
  const [type = "", id = ""] = address.replace(/^data\./, "").split(".");
  const blocks = address.startsWith("data.") ? data : resource;
  const block: object | undefined = address.startsWith("provider.") ? provider : blocks[type]?.[id];
  return JSON.stringify([address, { ...block, "//": undefined }])
    .replaceAll(accountId, "<account>")
    .replaceAll(bucketName, "<bucket>")
    .replaceAll(`"${name}"`, '"<name>"')
    .replaceAll(`workload-${name}`, "workload-<name>");
}

/** Always the same ones for a seed, however many others come and go. */
export function sampled(mutants: readonly Mutant[], limit: number, seed: string): Mutant[] {
  const rank = ({ id }: Mutant) => createHash("sha1").update(`${seed} ${id}`).digest("hex");
  return mutants
    .map((mutant) => ({ mutant, rank: rank(mutant) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, limit)
    .map(({ mutant }) => mutant);
}
