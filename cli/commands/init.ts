import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError, type Fault } from "../../config/faults";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { configText, importFor, withoutDefaults } from "../init/config-file";
import { type Draft, faultsOf } from "../init/draft";
import { draftOf, type InitFlags } from "../init/flags";
import { interview } from "../init/interview";
import { writtenText } from "../init/next";
import { flagOf } from "../init/questions";
import { atTerminal } from "../init/terminal";

export type { InitFlags };

/** Asks for what the flags leave open, checks the whole, and writes it; or writes nothing. */
export async function initCommand(flags: InitFlags): Promise<ExitCode> {
  if (!flags.json) checkOut(flags);
  const given = draftOf(flags);
  // A question about the rest would be a waste while a flag is wrong.
  refuse(faultsOf(given).filter(isThere));
  const asks = !flags.yes && process.stdin.isTTY && process.stderr.isTTY;
  const draft = asks
    ? // Standard output belongs to the answer alone.
      await atTerminal({ input: process.stdin, output: process.stderr }, (person) =>
        interview(given, person),
      )
    : given;
  refuse(faultsOf(draft));
  const config = withoutDefaults(draft);
  process.stdout.write(
    flags.json ? `${JSON.stringify(config, null, 2)}\n` : written(config, flags),
  );
  return EXIT.fine;
}

function written(config: Draft, { out, force }: InitFlags): string {
  const importFrom = importFor(out);
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, configText(config, importFrom), { flag: force ? "w" : "wx" });
  return writtenText({ out, config, importFrom });
}

/** A dozen answers must not end at a file that was in the way from the beginning. */
function checkOut({ out, force }: InitFlags): void {
  if (!out.endsWith(".ts")) {
    throw new BadInput(
      `--out ${out}: it takes a file that ends with .ts, as TypeScript is written`,
    );
  }
  const there = statSync(out, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new BadInput(`--out names a folder: ${out}`);
  if (there && !force) {
    throw new BadInput(`--out ${out}: it is there already; --force writes it anew`);
  }
}

const isThere = ({ value }: Fault): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

/** @throws ConfigError that names the flags, if there are faults */
function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const named = faults.map((fault) => ({
    ...fault,
    path: [flagOf(fault.path), `(${fault.path})`].filter(Boolean).join(" "),
  }));
  throw new ConfigError("warden init", named);
}
