import path from "node:path";
import { type Commands } from "./commands";
import { type Difference, judge, type Judgement } from "./differences";
import { stepped, type Stepped } from "./steps";
import { type Variant } from "./variants";
import { layOut } from "./workspace";
import { differencesOfFolders } from "./written";

export interface Trial extends Judgement, Stepped {
  readonly variant: string;
  readonly title: string;
  /** Foreseen differences that were found, in all stacks together. */
  readonly expected: number;
}

export interface Trying {
  /** Copy of the project as it is. */
  readonly today: string;
  /** Its stacks. */
  readonly stacks: string;
  readonly synthOnly: boolean;
  readonly commands: Commands;
  readonly say: (text: string) => void;
}

/** Builds and tests the project with a variant's packages. */
export async function tried(variant: Variant, trying: Trying): Promise<Trial> {
  const { today, stacks, synthOnly, commands, say } = trying;
  const copy = layOut(variant, today);
  const outdir = path.join(copy, "cdktf.out");
  let found: readonly Difference[] = [];
  const result = await stepped(
    {
      install: () => commands.install(copy),
      synth: async () => {
        await commands.synthesize(copy, outdir);
        found = differencesOfFolders(stacks, outdir);
      },
      ...(!synthOnly && {
        types: () => commands.types(copy),
        tests: () => commands.tests(copy, variant.skipped),
      }),
    },
    say,
  );
  const { strange, missing } = judge(found, variant.expected);
  const { name, title } = variant;
  return {
    variant: name,
    title,
    ...result,
    expected: found.length - strange.length,
    strange,
    // What wasn't compared can't be missing.
    missing: result.passed.includes("synth") ? missing : [],
  };
}

export const isFine = ({ strange, missing, failure }: Trial): boolean =>
  strange.length + missing.length === 0 && failure === undefined;
