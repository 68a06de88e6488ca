import { readFileSync } from "node:fs";
import path from "node:path";
import { run } from "../../cli/run";
import { errorsIn, readMessage } from "../../cli/terraform/messages";
import { TerraformFailed } from "../../cli/terraform/terraform";
import { type RehearsedStack } from "../../cli/rehearse/backstage";
import { protectedIn } from "../../cli/rehearse/protected";
import { criticalPath, secondsOf, type Step } from "./critical-path";
import { ARGUMENTS, measurePhase, type Phase, type PhaseReport } from "./phases";
import { type Stage } from "./stage";
import { stepsIn, withDependencies } from "./timeline";

export interface GroupReport {
  /** Of the stacks that were worked on. */
  readonly stacks: readonly string[];
  readonly atOnce: number;
  /** Of all its stacks, data sources left out. */
  readonly resources: number;
  readonly phases: readonly PhaseReport[];
  /** Of the stack whose critical path is the longest. */
  readonly slowest: readonly Step[];
  readonly criticalPath: readonly Step[];
  /** Stacks whose second plan wasn't empty. */
  readonly changing: readonly string[];
}

export interface GroupOptions {
  readonly stage: Stage;
  readonly stacks: readonly RehearsedStack[];
  readonly atOnce: number;
  readonly phases: readonly Phase[];
  readonly say: (text: string) => void;
}

const SLOWEST = 10;
/** The exit code of `plan -detailed-exitcode` when there is something to change. */
const HAS_CHANGES = 2;

/** Takes the stacks through the phases, one phase after the other. */
export async function measureGroup(options: GroupOptions): Promise<GroupReport> {
  const { stage, stacks, atOnce, phases, say } = options;
  const applied = new Map<string, readonly Step[]>();
  const changing: string[] = [];
  const work = async (phase: Phase, stack: RehearsedStack) => {
    const { code, lines } = await terraform(stage, stack, phase);
    if (phase === "apply") applied.set(stack.name, stepsIn(lines));
    if (code === HAS_CHANGES) changing.push(stack.name);
  };
  const reports: PhaseReport[] = [];
  let timelines: readonly Timeline[] = [];
  for (const phase of phases) {
    if (phase === "destroy") await letGo(stacks);
    say(`${stacks.map(({ name }) => name).join(", ")}: ${phase}`);
    reports.push(
      await measurePhase({
        ...{ phase, items: stacks, atOnce, calls: stage.calls },
        work: (stack) => work(phase, stack),
      }),
    );
    if (phase === "apply")
      timelines = stacks.map((stack) => timelineOf(stack, applied.get(stack.name) ?? []));
  }
  const [slowest] = [...timelines].sort((one, other) => other.seconds - one.seconds);
  return {
    stacks: stacks.map(({ name }) => name),
    atOnce,
    resources: timelines.reduce((sum, { steps }) => sum + steps.filter(isManaged).length, 0),
    phases: reports,
    slowest: [...(slowest?.steps ?? [])].sort(longerFirst).slice(0, SLOWEST),
    criticalPath: slowest?.path ?? [],
    changing,
  };
}

const isManaged = ({ address }: Step): boolean => !address.startsWith("data.");
const longerFirst = (one: Step, other: Step): number => other.seconds - one.seconds;

interface Timeline {
  readonly steps: readonly Step[];
  readonly path: readonly Step[];
  readonly seconds: number;
}

function timelineOf({ directory }: RehearsedStack, steps: readonly Step[]): Timeline {
  const state = readFileSync(path.join(directory, "rehearsal.tfstate"), "utf8");
  const longest = criticalPath(withDependencies(steps, state));
  return { steps, path: longest, seconds: secondsOf(longest) };
}

/** What is protected can't be destroyed: it goes out of the state, and out of the measuring. */
async function letGo(stacks: readonly RehearsedStack[]): Promise<void> {
  for (const { directory, terraform: own } of stacks) {
    const held = new Set(await own.resources());
    const kept = protectedIn(directory).addresses.filter((address) => held.has(address));
    if (kept.length > 0) await own.stateRemove(kept);
  }
}

/** As an operator would run it: with Terraform's own defaults for all that speed depends on. */
async function terraform(
  { environment, signal }: Stage,
  { directory }: RehearsedStack,
  phase: Phase,
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const { code, stdout, stderr } = await run("terraform", ARGUMENTS[phase], {
    ...{ env: environment[phase === "init" ? "init" : "other"], cwd: directory, signal },
    ...{ firstSignal: "SIGINT", graceMilliseconds: 4000 },
  });
  const lines = stdout.split("\n");
  if (code === 0 || (phase === "second plan" && code === HAS_CHANGES)) return { code, lines };
  const errors = errorsIn(lines.flatMap((line) => readMessage(line) ?? []));
  throw new TerraformFailed(phase, errors.length > 0 ? errors : [stderr || stdout]);
}
