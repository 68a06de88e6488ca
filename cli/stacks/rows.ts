import path from "node:path";
import { stackDependencies } from "../../config/stack-dependencies";
import type { PlannedStack } from "../../config/stack-plan";
import { columns } from "../ledger/words";

/** A stack as an engine that applies it needs to know it; also a row of a CI matrix. */
export interface StackRow extends Pick<
  PlannedStack,
  "name" | "kind" | "accountId" | "region" | "wave"
> {
  /** Where `synth` writes it, from the folder that it is started in. */
  readonly directory: string;
  /** Stacks that must be applied before, whether asked for or not; not those that they need. */
  readonly dependsOn: readonly string[];
}

/**
 * @param plan all stacks, for what each needs
 * @param outdir @default `CDKTF_OUTDIR`, else `cdktf.out`
 */
export function stackRows(
  plan: readonly PlannedStack[],
  chosen: readonly PlannedStack[] = plan,
  outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out",
): readonly StackRow[] {
  const dependencies = stackDependencies(plan);
  return chosen.map(({ name, kind, accountId, region, wave }) => ({
    ...{ name, kind, accountId, region, wave },
    directory: path.join(outdir, "stacks", name),
    dependsOn: dependencies.get(name) ?? [],
  }));
}

/** One table, its rows in waves. */
export function stacksText(rows: readonly StackRow[]): string {
  const titles = ["  STACK", "KIND", "ACCOUNT", "REGION", "DIRECTORY"];
  const cells = rows.map(({ name, kind, accountId, region, directory }) => [
    ...[`  ${name}`, kind, accountId, region, directory],
  ]);
  const [heading, ...lines] = columns([titles, ...cells])
    .trimEnd()
    .split("\n");
  const inWaves = lines.flatMap((line, index) => {
    const wave = rows[index]?.wave;
    return wave === rows[index - 1]?.wave ? [line] : ["", `Wave ${wave}`, line];
  });
  return `${[heading, ...inWaves].join("\n")}\n`;
}
