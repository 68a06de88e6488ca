import { addressesIn, readStack } from "../../stacks/read-stack";
import { atATime } from "../at-a-time";
import { describeAdvance } from "../terraform/advance";
import { MissingPrerequisite } from "../prerequisites/missing";
import { TerraformFailed } from "../terraform/terraform";
import { type Backstage, type RehearsedStack } from "./backstage";
import { letGo } from "./let-go";
import { secondsBetween, timed } from "./recorder";
import { type Say } from "../progress/progress";

/** How many stacks are worked on at a time: each takes a provider or two of 600 MB. */
export const CHANGES = 3;
/** Finding the provider in the cache takes a second each. */
const INITS = 4;
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
    await atATime(INITS, others, ({ terraform }) => terraform.init());
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

/**
 * Wave by wave. The second plans come while the last wave is applied, and so show what later
 * stacks did to what earlier ones made; those of the last wave come right behind the applies.
 */
export async function applyAll(backstage: Backstage, say: Say): Promise<void> {
  const board = progressBoard(say);
  const waves = wavesOf(backstage.stacks);
  const last = waves.pop() ?? [];
  for (const wave of waves)
    await atATime(CHANGES, wave, (stack) => applyOne(backstage, stack, board));
  await Promise.all([
    atATime(1, waves.flat(), (stack) => planOne(backstage, stack, "after apply")),
    atATime(CHANGES, last, async (stack) => {
      await applyOne(backstage, stack, board);
      await planOne(backstage, stack, "after apply");
    }),
  ]);
}

/** In the order of the first apply. */
function wavesOf(stacks: readonly RehearsedStack[]): RehearsedStack[][] {
  const numbers = [...new Set(stacks.map(({ wave }) => wave))].sort((one, other) => one - other);
  return numbers.map((number) => stacks.filter(({ wave }) => wave === number));
}

/** Every stack must still be what was deployed. */
export async function planAll(backstage: Backstage, when: string): Promise<void> {
  await atATime(PLANS, backstage.stacks, (stack) => planOne(backstage, stack, when));
}

/** The last wave first; what is protected is let go of. */
export async function destroyAll(backstage: Backstage, say: Say): Promise<void> {
  const board = progressBoard(say);
  for (const wave of wavesOf(backstage.stacks).reverse()) {
    await atATime(CHANGES, wave, async (stack) => {
      await letGo(backstage, stack);
      await destroyOne(backstage, stack, board);
    });
  }
}

/** What a stack that fails had made by then is kept in the record too. */
async function applyOne(
  { recorder }: Backstage,
  stack: RehearsedStack,
  board: Board,
): Promise<void> {
  const { name, accountId, region, kind, terraform } = stack;
  const started = new Date();
  try {
    await terraform.apply(board(name));
  } finally {
    const applySeconds = secondsBetween(started, new Date());
    const addresses = await terraform.resources();
    const held = new Set(addresses);
    const missing = addressesIn(readStack(stack)).filter((address) => !held.has(address));
    const made = { addresses, missing, applySeconds };
    recorder.record.stacks.push({ name, accountId, region, kind, ...made });
    recorder.check(`${name} is applied`, {
      ok: missing.length === 0,
      expected: "every resource",
      found: missing.join(", ") || `${addresses.length} resources in ${applySeconds} s`,
    });
  }
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
