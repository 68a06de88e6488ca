import path from "node:path";
import { type Ran, run, type RunOptions } from "../run";
import { MissingPrerequisite } from "./missing";

export interface MotoWanted {
  /** A folder that is ours to write to: the virtual environment goes there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** The version that the emulator's answers were measured with. */
const MOTO = "moto[server]==5.2.1";

/** The command that starts moto's server; moto is installed when only Python is there. */
export async function findMoto({ folder, signal, say }: MotoWanted): Promise<readonly string[]> {
  const options: RunOptions = { env: process.env, signal };
  const venv = path.join(folder, "venv");
  const own = [path.join(venv, "bin", "moto_server")];
  for (const command of [["moto_server"], ["python3", "-m", "moto.server"], own]) {
    // Without its server's packages the command is there but can't even print its help.
    const [program = "", ...args] = command;
    if ((await run(program, [...args, "--help"], options)).code === 0) return command;
  }
  await installMoto(venv, { options, say });
  return own;
}

interface Installing {
  readonly options: RunOptions;
  readonly say: (text: string) => void;
}

async function installMoto(venv: string, { options, say }: Installing): Promise<void> {
  const pip = path.join(venv, "bin", "pip");
  say(`making a virtual environment in ${venv}`);
  judgeVenv(await run("python3", ["-m", "venv", venv], options));
  say(`installing ${MOTO}`);
  const onLine = (line: string) => {
    say(line.trim());
  };
  judgePip(pip, await run(pip, ["install", "--quiet", MOTO], { ...options, onLine }));
}

const WHAT = "moto, the AWS emulator (Python 3),";

/** @throws MissingPrerequisite when Python, or its module venv, is not there */
export function judgeVenv({ code, stdout, stderr }: Ran): void {
  if (code === 0) return;
  if (code === 127) {
    throw new MissingPrerequisite({
      what: WHAT,
      why: "neither moto_server nor python3 is on PATH",
      remedy: `Install Python: https://www.python.org/downloads/ (Debian: apt install python3-venv), or moto itself: pipx install '${MOTO}'`,
    });
  }
  throw new MissingPrerequisite({
    what: WHAT,
    why: `Python can't make a virtual environment (${lastLine(stderr || stdout)})`,
    remedy: "Install Python's module venv (Debian: apt install python3-venv)",
  });
}

/** @throws MissingPrerequisite when the packages could not be had */
export function judgePip(pip: string, { code, stdout, stderr }: Ran): void {
  if (code === 0) return;
  throw new MissingPrerequisite({
    what: WHAT,
    why: `pip could not install it (${lastLine(stderr || stdout)})`,
    remedy: `See what pip says: ${pip} install '${MOTO}'`,
  });
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
