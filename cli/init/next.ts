import { DEFAULT_CONFIG_FILE, parseConfig } from "../../config/load";
import { PACKAGE_NAME } from "../../config/package-root";
import { planStacks } from "../../config/stack-plan";
import { type Draft } from "./draft";

interface Written {
  readonly out: string;
  readonly config: Draft;
  readonly importFrom: string;
}

const COMMANDS = [
  ["stacks", "what will be made, where and in which order"],
  ["synth", "write the stacks into cdktf.out"],
  ["prove", "prove that alerts arrive and permissions are just enough, offline"],
  ["rehearse", "deploy them to an emulator and play an intrusion"],
] as const;

/** What was written, and the commands that come next. */
export function writtenText({ out, config, importFrom }: Written): string {
  const stacks = planStacks(parseConfig(out, config)).length;
  const warden = importFrom === PACKAGE_NAME ? "npx warden" : "npm run warden --";
  const option = out === DEFAULT_CONFIG_FILE ? "" : ` --config ${out}`;
  const commands = COMMANDS.map(([name, about]) => [`${warden} ${name}${option}`, about] as const);
  const width = Math.max(...commands.map(([command]) => command.length));
  return [
    `Wrote ${out}, which makes ${stacks} stacks. It imports ${importFrom}.`,
    "",
    "Next:",
    ...commands.map(([command, about]) => `  ${command.padEnd(width)}  ${about}`),
    "",
    "docs/operating.md says how they are deployed, docs/adoption.md what becomes of a detector, recorder",
    "or hub that an account has already; docs/configuration.md lists every setting.",
    "",
  ].join("\n");
}
