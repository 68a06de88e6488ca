import { type Ran, run } from "../run";
import { advance, type Advance, NOT_STARTED } from "./advance";
import { errorsIn, readMessage, type TerraformMessage } from "./messages";
import { changesIn, type PlannedChange } from "./planned-changes";

export interface TerraformOptions {
  /** Holds `cdk.tf.json`; the state is kept there too. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For `init`, which may have to download the provider. */
  readonly initEnvironment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export type OnAdvance = (advance: Advance) => void;

export interface PlanOptions {
  /** `false` trusts the state and asks AWS for nothing. @default true */
  readonly refresh?: boolean;
  /** Keeps the plan for `applySaved`. @default until the next plan */
  readonly file?: string;
}

/** Terraform in one stack's folder. */
export interface Terraform {
  init(): Promise<void>;
  apply(onAdvance: OnAdvance): Promise<void>;
  /** Empty when what is deployed is what the stack says. */
  plan(options?: PlanOptions): Promise<readonly PlannedChange[]>;
  /** Carries a saved plan out, whatever has happened since. */
  applySaved(file: string): Promise<void>;
  destroy(onAdvance: OnAdvance): Promise<void>;
  /** Forgets these; they stay where they are. */
  stateRemove(addresses: readonly string[]): Promise<void>;
  /** Addresses of what the state holds, data sources left out. */
  resources(): Promise<readonly string[]>;
}

/** Terraform gave up; the message carries its own diagnostics. */
export class TerraformFailed extends Error {
  override readonly name = "TerraformFailed";

  constructor(command: string, problems: readonly string[]) {
    super([`terraform ${command} failed`, ...problems].join("\n"));
  }
}

const PLAN_FILE = "rehearsal.tfplan";
/** The exit code of `plan -detailed-exitcode` when there is something to change. */
const HAS_CHANGES = 2;
const COMMON = ["-input=false", "-no-color", "-json"];
/** The state is the rehearsal's own: nobody else is there to be locked out. */
const UNLOCKED = [...COMMON, "-lock=false"];
/** Nearly all of the time is the provider's waiting for AWS to settle: let it wait for more at once. */
const CHANGING = ["-auto-approve", "-parallelism=40", ...UNLOCKED];
/**
 * Interrupted, Terraform lets the calls under way end. Nothing of the emulator outlives the
 * rehearsal, so a state that is cut short harms nobody.
 */
const INTERRUPT = { firstSignal: "SIGINT", graceMilliseconds: 4000 } as const;

export function terraformIn(options: TerraformOptions): Terraform {
  const { directory, environment, initEnvironment, signal } = options;
  const terraform = (args: readonly string[], onLine?: (line: string) => void) => {
    const env = args[0] === "init" ? initEnvironment : environment;
    const common = { env, cwd: directory, signal, ...INTERRUPT };
    return run("terraform", args, onLine ? { ...common, onLine } : common);
  };
  const change = async (args: readonly string[], onAdvance: OnAdvance): Promise<void> => {
    expectSuccess(args, await terraform(args, follow(onAdvance)));
  };

  return {
    init: async () => {
      const args = ["init", ...COMMON];
      expectSuccess(args, await terraform(args));
    },
    apply: (onAdvance) => change(["apply", ...CHANGING], onAdvance),
    // The plan before it was empty or told why not: reading all of it again would only take time.
    destroy: (onAdvance) => change(["destroy", "-refresh=false", ...CHANGING], onAdvance),
    plan: async ({ refresh = true, file = PLAN_FILE } = {}) => {
      const how = ["-detailed-exitcode", `-refresh=${refresh}`, `-out=${file}`];
      const args = ["plan", ...how, ...UNLOCKED];
      const ran = await terraform(args);
      if (ran.code !== HAS_CHANGES) expectSuccess(args, ran);
      if (ran.code !== HAS_CHANGES) return [];
      const show = ["show", "-json", file];
      return changesIn(expectSuccess(show, await terraform(show)).stdout);
    },
    applySaved: async (file) => {
      const args = ["apply", ...UNLOCKED, file];
      expectSuccess(args, await terraform(args));
    },
    stateRemove: async (addresses) => {
      const args = ["state", "rm", "-lock=false", ...addresses];
      expectSuccess(args, await terraform(args));
    },
    resources: async () => {
      const args = ["state", "list"];
      const { stdout } = expectSuccess(args, await terraform(args));
      return stdout.split("\n").filter((address) => address !== "" && !isData(address));
    },
  };
}

const isData = (address: string): boolean => /(^|\.)data\./.test(address);

/** Turns Terraform's messages into the picture of how far it is. */
function follow(onAdvance: OnAdvance): (line: string) => void {
  let current = NOT_STARTED;
  return (line) => {
    const message = readMessage(line);
    if (!message) return;
    current = advance(current, message);
    onAdvance(current);
  };
}

function expectSuccess(args: readonly string[], ran: Ran): Ran {
  if (ran.code === 0) return ran;
  const messages = ran.stdout
    .split("\n")
    .map(readMessage)
    .filter((message): message is TerraformMessage => message !== undefined);
  const errors = errorsIn(messages);
  // Crashes and refused options say nothing in JSON.
  const said = errors.length > 0 ? errors : [ran.stderr || ran.stdout];
  throw new TerraformFailed(args[0] ?? "", said);
}
