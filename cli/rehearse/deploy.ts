import { atATime } from "../at-a-time";
import { describeAdvance } from "../terraform/advance";
import { MissingPrerequisite } from "../prerequisites/missing";
import { TerraformFailed } from "../terraform/terraform";
import { type Backstage, isAudit, type RehearsedStack } from "./backstage";
import { timed } from "./recorder";
import { type Say } from "../progress/progress";

/** How many stacks are worked on at a time: each takes a provider of 600 MB. */
const CHANGES = 2;
/** A plan is work for the processor; a third one fills the gaps that two leave. */
const PLANS = 3;

/**
 * Gets the AWS provider. The first stack may have to download it into the cache; the others find
 * it there, which they couldn't do all at once.
 * @throws MissingPrerequisite when the provider can't be had
 */
export async function initializeAll({ stacks }: Backstage): Promise<void> {
  const [first, ...others] = stacks;
  try {
    await first?.terraform.init();
    await Promise.all(others.map(({ terraform }) => terraform.init()));
  } catch (error) {
    if (!(error instanceof TerraformFailed)) throw error;
    throw new MissingPrerequisite({
      what: "The AWS provider for Terraform",
      why: error.message,
      remedy:
        "It comes from registry.terraform.io, or from a mirror made with: terraform providers mirror <folder>",
    });
  }
}

/** Audit first, since the workloads deliver to it; each stack's second plan right behind its apply. */
export async function applyAll(backstage: Backstage, say: Say): Promise<void> {
  const board = progressBoard(say);
  const [audit, workloads] = inOrder(backstage);
  for (const stack of audit) await applyOne(backstage, stack, board);
  await Promise.all([
    ...audit.map((stack) => planOne(backstage, stack, "after apply")),
    atATime(CHANGES, workloads, async (stack) => {
      await applyOne(backstage, stack, board);
      await planOne(backstage, stack, "after apply");
    }),
  ]);
}

/** Every stack must still be what was deployed. */
export async function planAll(backstage: Backstage, when: string): Promise<void> {
  await atATime(PLANS, backstage.stacks, (stack) => planOne(backstage, stack, when));
}

export async function destroyAll(backstage: Backstage, say: Say): Promise<void> {
  const board = progressBoard(say);
  const [audit, workloads] = inOrder(backstage);
  await atATime(CHANGES, workloads, (stack) => destroyOne(backstage, stack, board));
  for (const stack of audit) await destroyOne(backstage, stack, board);
}

const inOrder = ({ stacks }: Backstage) =>
  [stacks.filter(isAudit), stacks.filter((stack) => !isAudit(stack))] as const;

async function applyOne(
  { recorder }: Backstage,
  { name, accountId, kind, terraform }: RehearsedStack,
  board: Board,
): Promise<void> {
  const { seconds } = await timed(() => terraform.apply(board(name)));
  const addresses = await terraform.resources();
  recorder.record.stacks.push({ name, accountId, kind, addresses, applySeconds: seconds });
  recorder.note(`${name} is applied`, `${addresses.length} resources in ${seconds} s`);
}

async function planOne(
  { recorder }: Backstage,
  { name, terraform }: RehearsedStack,
  when: string,
): Promise<void> {
  const { value: changes, seconds } = await timed(() => terraform.plan());
  recorder.record.plans.push({ stack: name, when, seconds, changes });
  const found = changes.map(
    ({ address, action, attributes }) => `${action} ${address} (${attributes.join(", ")})`,
  );
  recorder.check(`The plan of ${name} is empty ${when}`, {
    ok: changes.length === 0,
    expected: "nothing to change",
    found: found.join("; ") || "nothing to change",
  });
}

async function destroyOne(
  { recorder }: Backstage,
  { name, terraform }: RehearsedStack,
  board: Board,
): Promise<void> {
  const { seconds } = await timed(() => terraform.destroy(board(name)));
  const leftBehind = await terraform.resources();
  const stack = recorder.record.stacks.find((candidate) => candidate.name === name);
  if (stack) Object.assign(stack, { destroySeconds: seconds, leftBehind });
  recorder.check(`${name} is destroyed`, {
    ok: leftBehind.length === 0,
    expected: "an empty state",
    found: leftBehind.join(", ") || `nothing left, in ${seconds} s`,
  });
}

type Board = (stack: string) => Parameters<RehearsedStack["terraform"]["apply"]>[0];

/** One line for each stack at work. */
function progressBoard(say: Say): Board {
  const lines = new Map<string, string>();
  return (stack) => (advance) => {
    lines.set(stack, `${stack}: ${describeAdvance(advance)}`);
    if (advance.total > 0 && advance.done === advance.total) lines.delete(stack);
    say([...lines.values()].join("\n"));
  };
}
