import { readFileSync } from "node:fs";
import path from "node:path";
import { type Command, CommanderError } from "commander";
import { createProgram } from "../../cli/program";
import { packageRoot } from "../../config/package-root";
import { blocksIn, DOCUMENTS } from "../support/documents/blocks";

const read = (file: string) => readFileSync(path.join(packageRoot(), file), "utf8");
const SCRIPTS = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;

/** The commands with nothing behind them: they are parsed, and not run. */
function parsing(): { readonly program: Command; readonly written: () => string } {
  const program = createProgram(() => undefined);
  let written = "";
  const writeOut = (text: string) => {
    written += text;
  };
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeOut, writeErr: writeOut });
    if (command !== program) command.action(() => undefined);
  }
  return { program, written: () => written };
}

/** What commander says against the words behind `warden`. */
function refusal(words: readonly string[]): CommanderError | undefined {
  try {
    parsing().program.parse(words, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : error;
    throw error;
  }
}

/** `WORD=x npm run warden -- synth --json | jq` has one command of ours in it. */
function commandsIn(text: string): readonly (readonly string[])[] {
  return text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) =>
      line
        .trim()
        .replace(/(^|\s)#.*/, "")
        .split(/&&|\|\||[|;)]|\$\(|<\(|^\$ /),
    )
    .map((command) => command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [])
    .map((words) => words.slice(words.findIndex((word) => !/^\w+=/.test(word))))
    .map((words) => words.map((word) => word.replaceAll(/['"]/g, "")))
    .map((words) => upTo(words, (word) => /^\d?[<>]/.test(word)))
    .filter(isOurs);
}

const upTo = (words: readonly string[], isEnd: (word: string) => boolean): readonly string[] => {
  const end = words.findIndex(isEnd);
  return end < 0 ? words : words.slice(0, end);
};

const isOurs = ([first, second]: readonly string[]) =>
  first === "warden" ||
  (first === "npx" && second === "warden") ||
  (first === "npm" && ["run", "test"].includes(second ?? ""));

/** Refusals of what a sentence may leave out. */
const LEFT_OUT = ["commander.missingArgument", "commander.missingMandatoryOptionValue"];

/** What is wrong with a command; `undefined` for a good one. */
function faultOf(words: readonly string[], isWhole = true): string | undefined {
  const [first, ...rest] = words;
  if (first === "warden") return fault(rest, isWhole);
  if (first === "npx") return fault(rest.slice(1), isWhole);
  const [name = "", ...behind] = rest.filter((word) => !["run", "--silent", "-s"].includes(word));
  const script = SCRIPTS[name];
  if (script === undefined) return `no npm script is called ${name}`;
  const [, own] = /^node script\/start\.mjs cli\/warden\.ts ?(.*)$/.exec(script) ?? [];
  if (own === undefined) return undefined;
  if (behind.length > 0 && behind[0] !== "--") return "npm takes what isn't behind -- for itself";
  return fault([...own.split(" "), ...behind.slice(1)].filter(Boolean), isWhole);
}

function fault(words: readonly string[], isWhole: boolean): string | undefined {
  if (words.length === 0) return isWhole ? "a command is missing" : undefined;
  const refused = refusal(words);
  return refused && (isWhole || !LEFT_OUT.includes(refused.code)) ? refused.message : undefined;
}

const faultsIn = (texts: readonly string[], isWhole?: boolean) =>
  texts
    .flatMap(commandsIn)
    .flatMap((words) => ({ command: words.join(" "), fault: faultOf(words, isWhole) }))
    .filter(({ fault: found }) => found !== undefined);

const blocksOf = (file: string) => blocksIn(file).map(({ text }) => text);
const spansOf = (document: string) =>
  [...document.replaceAll(/^ *```[^]*?^ *```/gm, "").matchAll(/`([^`]+)`/g)].map(
    // A span may be broken over two lines.
    ([, span = ""]) => span.replaceAll(/\s*\n\s*/g, " "),
  );

describe.each(DOCUMENTS)("%s", (file) => {
  test("has blocks of commands that the command line takes", () => {
    expect(faultsIn(blocksOf(file))).toEqual([]);
  });

  test("speaks of commands and options that there are", () => {
    expect(faultsIn(spansOf(read(file)), false)).toEqual([]);
  });
});

test("the documents have commands", () => {
  const all = DOCUMENTS.flatMap((file) => [...blocksOf(file), ...spansOf(read(file))]);

  expect(all.flatMap(commandsIn).length).toBeGreaterThan(80);
});

describe("a document is refused", () => {
  test.each([
    ["npm run sinth", "no npm script is called sinth"],
    [
      "cd x && npm run warden -- sinth | cat",
      "error: unknown command 'sinth'\n(Did you mean synth?)",
    ],
    ["A=1 npx warden synth --onyl x", "error: unknown option '--onyl'\n(Did you mean --only?)"],
    ["npm run rehearse --keep", "npm takes what isn't behind -- for itself"],
    ["npm run rehearse -- --keeep", "error: unknown option '--keeep'\n(Did you mean --keep?)"],
    ["warden release --user-id \\\n x", "error: required option '--reason <text>' not specified"],
    ["warden completion tcsh", expect.stringContaining("Allowed choices are bash, zsh, fish")],
  ])("for %j", (block, fault) => {
    expect(faultsIn([block])).toEqual([{ command: expect.any(String), fault }]);
  });
});

describe.each(createProgram(() => undefined).commands.map((command) => [command.name()]))(
  "warden %s",
  (name) => {
    const { program, written } = parsing();
    const command = program.commands.find((one) => one.name() === name);
    const help = () => {
      try {
        program.parse([name, "--help"], { from: "user" });
      } catch (error) {
        expect(error).toMatchObject({ code: "commander.helpDisplayed", exitCode: 0 });
      }
      return written();
    };
    const text = help();

    test("has a --help with the exit codes and examples, which it takes", () => {
      const [, examples = ""] = /\nExamples:\n([^]*?)\n\n/.exec(text) ?? [];
      // Behind two spaces or more an example says what it does.
      const commands = examples.replaceAll(/(?<=\S)(?<!\\) {2,}\S.*$/gm, "");

      expect(text).toMatch(/\nExit codes:\n {2}0 /);
      expect(commandsIn(commands).length).toBeGreaterThan(0);
      expect(faultsIn([commands])).toEqual([]);
    });

    test("tells each option in words that begin small and end without a stop", () => {
      const told = command?.options.map(({ description }) => description) ?? [];

      expect(told.filter((words) => !/^(?![A-Z][a-z]+ [a-z]).*[^.]$/.test(words))).toEqual([]);
    });
  },
);

describe("an option has one form in all commands:", () => {
  const commands = createProgram(() => undefined).commands;
  const having = (flag: string) =>
    commands.filter((one) => one.options.some(({ long }) => long === flag));
  const names = (some: readonly Command[]) => some.map((one) => one.name());

  test.each([
    ["--json", ["completion"]],
    ["--config", ["init", "completion"]],
    // These show no progress: they ask a person, or take no second.
    ["--quiet", ["init", "completion", "stacks"]],
  ])("%s is everywhere but in %j", (flag, without) => {
    expect(names(commands.filter((one) => !having(flag).includes(one)))).toEqual(without);
  });

  const shared = [...new Set(commands.flatMap((one) => one.options.map(({ long }) => long ?? "")))]
    .map((flag) => [flag, having(flag)] as const)
    .filter(([, some]) => some.length > 1);

  test("options that several commands have", () => {
    expect(shared.map(([flag]) => flag)).toEqual(
      expect.arrayContaining(["--config", "--only", "--json", "--quiet", "--workers"]),
    );
  });

  /** Those that mean another thing in each command, by their nature. */
  const OWN_WORDS = ["--out", "--user-id", "--skip-synth", "--workload"];

  test.each(shared.filter(([flag]) => !OWN_WORDS.includes(flag)))(
    "%s has the same letter, argument, default and words",
    (flag, some) => {
      const forms = some.map((one) => one.options.find(({ long }) => long === flag));
      const told = forms.map(
        (option) => `${option?.flags ?? ""} = ${String(option?.defaultValue ?? "none")}`,
      );
      // What it does besides in one command stands behind a semicolon, what it is done to before.
      const words = forms.map((option) => option?.description.split("; ") ?? []);

      expect(new Set(told).size).toBe(1);
      expect(new Set(words.map((parts) => (flag === "--only" ? parts[1] : parts[0]))).size).toBe(1);
    },
  );

  test("what is common stands behind what is a command's own, in one order", () => {
    const COMMON = ["--json", "--quiet"];
    const ends = commands
      .filter((one) => having("--quiet").includes(one))
      .map((one) => one.options.map(({ long }) => long).slice(-COMMON.length));

    expect(ends).toEqual(ends.map(() => COMMON));
  });
});
