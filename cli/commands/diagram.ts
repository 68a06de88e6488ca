import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { matchingStacks } from "../../config/only-stacks";
import type { WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { layout } from "../../diagram/layout/layout";
import { diagramOf } from "../../diagram/model/build";
import type { Diagram } from "../../diagram/model/diagram";
import { diagramPage } from "../../diagram/page/page";
import { svgFile } from "../../diagram/svg/svg-file";
import { BadInput } from "../bad-input";
import { linesInFiles } from "../diagram/lines";
import { type DiagramPackages, loadPackages } from "../diagram/packages";
import { pageScript } from "../../html/page-script";
import { EXIT, type ExitCode } from "../exit-codes";
import { abortOnSignals } from "../interruption";
import { progressOn } from "../progress/progress-on";
import { shelfIn, stacksToProve } from "../prove/stacks";
import { synthesizeSideBySide } from "../synth/side-by-side";

export interface DiagramFlags {
  readonly config?: string;
  readonly skipSynth?: true;
  readonly out?: string;
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
}

const DEFAULT_OUT = "warden-diagram.html";

type Write = (diagram: Diagram, packages: DiagramPackages) => Promise<string>;

/** By the ending of the file. */
const FORMATS: Readonly<Record<string, Write>> = {
  ".svg": async (diagram, { elk, readIcon }) => svgFile(await layout(elk, diagram), readIcon),
  ".html": async (diagram, { elk, readIcon }) => {
    const placed = await layout(elk, diagram);
    return diagramPage({ diagram, placed, readIcon, script: pageScript("diagram") });
  },
};

/** Draws what the stacks set up; with `--json` alone it tells it instead, and writes no picture. */
export async function diagramCommand(flags: DiagramFlags): Promise<ExitCode> {
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const out = flags.out ?? (flags.json ? undefined : DEFAULT_OUT);
  const write = out === undefined ? undefined : formatOf(out);
  const config = loadConfig(flags.config);
  const chosen = chosenStacks(config, flags.only);
  const packages = write && loadPackages();
  const progress = await progressOn(process.stderr, flags);
  const diagram = await progress.step("Draw the stacks", async (say) => {
    if (!flags.skipSynth) await synthesizeSideBySide(config, { signal });
    const shelf = shelfIn(stacksToProve(config, flags));
    const stacks = shelf.names.map((name) => shelf.read(name));
    const drawn = diagramOf(config, stacks, { ...(chosen && { chosen }), lineOf: linesInFiles() });
    signal.throwIfAborted();
    if (out !== undefined && write && packages) save(out, await write(drawn, packages));
    say(`${drawn.nodes.length} nodes, ${drawn.edges.length} lines`);
    return drawn;
  });
  process.stdout.write(flags.json ? `${JSON.stringify(diagram, null, 2)}\n` : `${out ?? ""}\n`);
  return EXIT.fine;
}

function formatOf(out: string): Write {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new BadInput(`--out names a folder: ${out}`);
  const write = FORMATS[path.extname(out)];
  if (!write) {
    const known = Object.keys(FORMATS).join(" or ");
    throw new BadInput(`--out: the file must end with ${known}, got ${out}`);
  }
  return write;
}

/** @throws NoSuchStack for patterns that fit none */
const chosenStacks = (config: WardenConfig, patterns: DiagramFlags["only"]) =>
  patterns && matchingStacks(planStacks(config), patterns).map(({ name }) => name);

function save(out: string, text: string): void {
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, text);
}
