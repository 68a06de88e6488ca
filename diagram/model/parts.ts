import { marked, marksIn, quoteMarks } from "../../proof/model/marks";
import type { Resource } from "../../proof/model/resource";
import type { Part } from "./diagram";

/** Where an address is declared in its stack's file. */
export type LineOf = (file: string, address: string) => number | undefined;

/** For Terraform and cdktf; what depends on what is drawn. */
const UNSHOWN: ReadonlySet<string> = new Set(["//", "depends_on", "provider"]);

/** Names of the arguments that a resource is given. */
export function argumentsOf({ stack, type, address }: Resource): readonly string[] {
  const isData = type.startsWith("data.");
  const blocks = isData ? stack.json.data : stack.json.resource;
  const given = blocks?.[type.replace("data.", "")]?.[address.slice(type.length + 1)] ?? {};
  return Object.keys(given).filter((name) => !UNSHOWN.has(name));
}

export function partOf(resource: Resource, lineOf: LineOf): Part {
  const { stack, address } = resource;
  const line = lineOf(stack.file, address);
  const names = argumentsOf(resource);
  return {
    ...{ address, stack: stack.name, file: stack.file },
    ...(line !== undefined && { line }),
    settings: Object.fromEntries(names.map((name) => [name, shown(resource.value(name))])),
  };
}

/** Policies and patterns are texts of JSON; within them is what a reader looks for. */
function shown(value: unknown): unknown {
  if (typeof value === "string") return parsed(value) ?? readable(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]));
}

function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return shown(JSON.parse(quoteMarks(text)));
  } catch {
    return undefined;
  }
}

/** `${…}` for what only Terraform can fill in. */
const readable = (text: string): string =>
  marksIn(text).reduce(
    (read, expression) => read.replaceAll(marked(expression), () => `\${${expression}}`),
    text,
  );
