import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { readTerraform, type TerraformStack } from "../../proof/model/stack";
import type { Shelf } from "../../proof/shelf";
import { defaultOutdir } from "../../stacks/synthesize";
import { BadInput } from "../bad-input";
import { mergedStack } from "./merged-stack";

const STACK_FILE = "cdk.tf.json";

export interface WrittenStacks {
  readonly skipSynth?: true;
  /** Terraform JSON that is deployed beside the configuration's stacks: files, folders, `name=path`. */
  readonly also?: readonly string[];
}

/** Where stacks stand, as plain values: a thread can be told of them. */
export interface StacksToProve {
  readonly names: readonly string[];
  /** Holds a folder for each stack of the configuration. */
  readonly folder: string;
  /** What others deploy, already read. */
  readonly beside: readonly TerraformStack[];
}

/** @throws BadInput where a stack that is asked for can't be read */
export function shelfIn({ names, folder, beside }: StacksToProve): Shelf {
  const others = new Map(beside.map((stack) => [stack.name, stack]));
  return {
    names,
    read: (name) => others.get(name) ?? readable(path.join(folder, name, STACK_FILE), name),
  };
}

/**
 * The configuration's stacks, and what stands beside them. Without `skipSynth` whoever asks for them
 * has yet to write them.
 * @throws BadInput where a stack is missing or isn't the configuration's, or what stands beside it
 * can't be read
 */
export function stacksToProve(
  config: WardenConfig,
  { skipSynth, also }: WrittenStacks,
): StacksToProve {
  const planned = planStacks(config).map(({ name }) => name);
  const beside = (also ?? []).map(given).flatMap(readBeside);
  withoutDoubles(planned, beside);
  if (skipSynth) checkFound(config);
  const folder = fromHere(path.resolve(outputFolder()));
  return { names: [...planned, ...beside.map(({ name }) => name)], folder, beside };
}

/** What an earlier synthesis left, which must be one of this configuration. */
function checkFound(config: WardenConfig): void {
  const folder = outputFolder();
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const planned = planStacks(config).map(({ name }) => name);
  const missing = planned.filter((name) => !existsSync(path.join(folder, name, STACK_FILE)));
  const strange = found.filter((name) => !planned.includes(name));
  if (missing.length > 0) throw unlike(folder, `lacks ${missing.join(", ")}`);
  if (strange.length > 0) throw unlike(folder, `has ${strange.join(", ")} besides`);
}

const outputFolder = (): string => path.join(defaultOutdir(), "stacks");

const unlike = (folder: string, how: string): BadInput =>
  new BadInput(
    `${folder} is no synthesis of this configuration: it ${how}. ` +
      "Write the stacks with npm run synth, or leave out --skip-synth.",
  );

/** As somebody writes it who stands in the working directory. */
const fromHere = (absolute: string): string => path.relative(process.cwd(), absolute) || ".";

interface Given {
  readonly file: string;
  readonly name: string;
}

/** `path`, or `name=path` where a name of its own is wanted. */
function given(text: string): Given {
  const [, name, named] = /^([\w-]+)=(.+)$/.exec(text) ?? [];
  const file = named ?? text;
  return { file, name: name ?? nameOf(file) };
}

/** Files that every module has are called like their folder. */
const USUAL: readonly string[] = [STACK_FILE, "main.tf.json"];

function nameOf(file: string): string {
  const base = path.basename(path.resolve(file));
  const own = USUAL.includes(base) ? path.basename(path.dirname(path.resolve(file))) : base;
  return own.replace(/\.tf\.json$/, "").replaceAll(/[^\w-]+/g, "-");
}

function readBeside({ file, name }: Given): TerraformStack[] {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new BadInput(`--also: there is no ${file}`);
  if (found.isFile()) return [readable(file, name)];
  const stacks = path.join(file, "stacks");
  if (!existsSync(stacks)) return [readModule(file, name)];
  return readdirSync(stacks).map((one) => readModule(path.join(stacks, one), nameOf(one)));
}

/** Suppressions and messages name a stack: no two have one name. */
function withoutDoubles(planned: readonly string[], beside: readonly TerraformStack[]): void {
  const names = [...planned, ...beside.map(({ name }) => name)];
  const doubles = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubles.length > 0) {
    throw new BadInput(
      `--also: more than one stack is called ${doubles.join(", ")}: name them with --also NAME=PATH`,
    );
  }
}

/** Terraform reads all files of a folder as one module. */
function readModule(folder: string, name: string): TerraformStack {
  const files = readdirSync(folder);
  const native = files.filter((file) => file.endsWith(".tf"));
  const json = files.filter((file) => file.endsWith(".tf.json"));
  if (native.length > 0) {
    throw new BadInput(
      `--also: ${folder} has ${native.join(", ")}: only Terraform JSON can be read, and half a module proves nothing`,
    );
  }
  if (json.length === 0) throw new BadInput(`--also: ${folder} has no .tf.json file`);
  const parts = json.map((file) => readable(path.join(folder, file), name));
  return theirs(() => mergedStack({ name, file: fromHere(path.resolve(folder)) }, parts));
}

const readable = (file: string, name: string): TerraformStack =>
  theirs(() => readTerraform(file, name));

/** What can't be read is to be mended by whoever gave it. */
function theirs<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInput((error as Error).message, { cause: error });
  }
}
