import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeOverride } from "../cli/rehearse/stage";
import { run } from "../cli/run";
import { type Emulator } from "../emulator";

export interface Planning {
  /** Ours to write to. */
  readonly folder: string;
  readonly emulator: Emulator;
  readonly environment: Readonly<Record<string, string>>;
}

/** A stack's JSON, and what a release's apply of it left behind. */
export interface Deployed {
  readonly name: string;
  readonly json: unknown;
  /** A `.tfstate`. */
  readonly state: unknown;
}

/** `terraform show -json` of a plan, as far as it tells what is lost. */
export interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before?: unknown;
      readonly after?: unknown;
      readonly replace_paths?: readonly (readonly unknown[])[];
    };
  }[];
}

/**
 * What Terraform and the AWS provider would do to what the state says is there. AWS is asked for
 * nothing but data sources: a state is enough, and nothing is applied.
 * @throws with what Terraform says when there is no plan
 */
export async function planOver(
  { name, json, state }: Deployed,
  { folder, emulator, environment }: Planning,
): Promise<Plan> {
  const directory = path.join(folder, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(json, null, 2));
  writeFileSync(path.join(directory, "rehearsal.tfstate"), JSON.stringify(state));
  writeOverride({ directory }, emulator.url);
  const terraform = async (...args: string[]) => {
    const ran = await run("terraform", args, { cwd: directory, env: { ...environment } });
    if (ran.code !== 0) throw new Error(`terraform ${args[0]}: ${ran.stderr}`);
    return ran.stdout;
  };
  await terraform("init", "-input=false", "-no-color");
  await terraform(
    ...[
      "plan",
      "-refresh=false",
      "-input=false",
      "-no-color",
      "-lock=false",
      "-out=upgrade.tfplan",
    ],
  );
  return JSON.parse(await terraform("show", "-json", "upgrade.tfplan")) as Plan;
}
