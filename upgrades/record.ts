import { type Replacing } from "./replacing";
import { type Arguments, isExpression, mapped, type Resources, type Stack } from "./stack";

/** Of each resource, the arguments whose change replaces it, and whether it is protected. */
export const recordOf = ({ resource = {} }: Stack, replacing: Replacing): Resources =>
  mapped(resource, (found, type) =>
    mapped(found, (given) => essential(given, replacing[type] ?? [])),
  );

function essential(given: Arguments, names: readonly string[]): Arguments {
  const { prevent_destroy } = (given.lifecycle ?? {}) as { prevent_destroy?: unknown };
  const kept = names.flatMap((name) => (isWritten(given[name]) ? [[name, given[name]]] : []));
  const lifecycle = prevent_destroy === true ? [["lifecycle", { prevent_destroy }]] : [];
  return Object.fromEntries([...kept, ...lifecycle]) as Arguments;
}

/** What an expression comes to isn't known before a plan. */
const isWritten = (value: unknown): boolean => value !== undefined && !isExpression(value);

/** One line for each resource, as far as it fits. */
export const recordText = (stacks: Readonly<Record<string, Resources>>): string =>
  block(stacks, (types) => block(types, (ids) => block(ids, (given) => JSON.stringify(given))));

const block = <T>(entries: Readonly<Record<string, T>>, text: (value: T) => string): string =>
  `{\n${Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}: ${text(value)}`)
    .join(",\n")}\n}`;
