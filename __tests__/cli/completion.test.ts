import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { completionCommand } from "../../cli/commands/completion";
import { SHELLS, type Shell } from "../../cli/completion/shells";
import { vocabularyOf } from "../../cli/completion/vocabulary";
import { createProgram } from "../../cli/program";

const folder = mkdtempSync(path.join(tmpdir(), "warden-completion-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(path.join(folder, "an event.json"), "");
mkdirSync(path.join(folder, "events"));

const program = createProgram(() => undefined);
const vocabulary = vocabularyOf(program);
const commands = vocabulary.commands.map(({ name }) => name);

function scriptFor(shell: Shell): string {
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  completionCommand(shell, program);
  const [[text] = []] = write.mock.calls;
  write.mockRestore();
  return String(text);
}

/** What bash offers behind each of these lines, the last word being under the cursor. */
function offered(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const asking = lines.map(
    (words) =>
      `COMP_WORDS=(warden ${words.map(quoted).join(" ")}); COMP_CWORD=${words.length}; _warden; ` +
      `printf '%s\\n' "\${COMPREPLY[@]}" --end--`,
  );
  const { stdout, stderr } = spawnSync("bash", ["--norc", "--noprofile"], {
    cwd: folder,
    encoding: "utf8",
    input: [scriptFor("bash"), ...asking].join("\n"),
  });
  expect(stderr).toBe("");
  return stdout
    .split("--end--\n")
    .slice(0, -1)
    .map((words) => words.split("\n").filter((word) => word !== ""));
}

const optionsOf = (name: string) =>
  vocabulary.commands
    .find((command) => command.name === name)
    ?.options.flatMap(({ flags }) => flags) ?? [];

describe("bash offers", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["the commands", [""], commands],
    ["those that fit", ["re"], ["rehearse", "replay", "release"]],
    ["options before a command", ["-"], ["-V", "--version", "-h", "--help"]],
    ["families of the proof", ["prove", "--family", "de"], ["dead-letters", "deliveries"]],
    ["families behind others", ["prove", "--family", "alarms", "st"], ["strangers"]],
    ["a command's options, where it takes nothing else", ["synth", ""], optionsOf("synth")],
    ["those of its options that fit", ["synth", "--o"], ["--only"]],
    ["options behind a value", ["stacks", "--config", "a.ts", "--j"], ["--json"]],
    ["options behind a flag", ["synth", "--json", "--w"], ["--workers"]],
    ["choices", ["init", "--membership", ""], ["invitation", "organization"]],
    ["choices behind =", ["init", "--membership", "=", "o"], ["organization"]],
    ["choices right behind =", ["init", "--membership", "="], ["invitation", "organization"]],
    ["choices of an argument", ["completion", "z"], ["zsh"]],
    ["commands to be helped with", ["help", "do"], ["doctor"]],
    ["files for an option", ["synth", "--config", "an"], ["an event.json"]],
    ["folders too", ["synth", "--config", "eve"], ["events"]],
    ["files for each of several", ["prove", "--also", "events", "an"], ["an event.json"]],
    ["files for an argument", ["replay", "an"], ["an event.json"]],
    ["files behind other files", ["replay", "events", "--json", "an"], ["an event.json"]],
    ["options behind files", ["replay", "events", "--us"], ["--user-id"]],
    ["nothing for what only a person knows", ["release", "--reason", ""], []],
    ["nothing for the second of several names", ["synth", "--only", "audit", ""], []],
    ["nothing that doesn't fit", ["dance", "x"], []],
  ])("%s", (_, words, expected) => {
    expect([...(offered([words])[0] ?? [])].sort()).toEqual([...expected].sort());
  });

  test("every option of every command", () => {
    const lines = commands.map((name) => [name, "-"]);

    expect(offered(lines)).toEqual(commands.map((name) => optionsOf(name)));
    expect(commands).toEqual(
      expect.arrayContaining(program.commands.map((command) => command.name())),
    );
  });
});

test("bash completes words called warden, and takes the script without a complaint", () => {
  const { stdout, stderr } = spawnSync("bash", ["--norc", "--noprofile"], {
    encoding: "utf8",
    input: `set -eu\n${scriptFor("bash")}\ncomplete -p warden`,
  });

  expect({ stdout, stderr }).toEqual({ stdout: "complete -F _warden warden\n", stderr: "" });
});

describe.each(SHELLS)("the script for %s", (shell) => {
  const script = scriptFor(shell);
  const isThere = (flag: string) =>
    script.includes(
      shell === "fish" ? flag.replace(/^--/, "-l ").replace(/^-(.)$/, "-s $1") : flag,
    );

  test("has every command and every option", () => {
    for (const { name, options } of [
      ...vocabulary.commands,
      { name: "warden", options: vocabulary.options },
    ]) {
      const flags = options.flatMap((option) => option.flags);
      expect([name, ...flags].filter((word) => !isThere(word))).toEqual([]);
    }
  });

  test("closes every quote in the line that opens it", () => {
    const closed = {
      bash: /^(?:[^'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")*$/,
      zsh: /^(?:[^'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")*$/,
      fish: /^(?:[^'"\\]|\\.|'(?:[^'\\]|\\.)*')*$/,
    }[shell];

    expect(script.split("\n").filter((line) => !closed.test(line))).toEqual([]);
  });
});
