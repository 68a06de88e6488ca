import type { Mutant } from "./mutant";

/** Why the proof may overlook a mutant: it breaks nothing that the proof promises. */
export interface Harmless {
  /** Names of stacks; `*` stands for any characters here and below, `\*` for itself. @default every stack */
  readonly stack?: string;
  readonly type: string;
  /** @default every resource of the type */
  readonly address?: string;
  /** The argument, down to the value. */
  readonly at: string;
  /** @default every change */
  readonly change?: string;
  readonly why: string;
}

const known = new Map<string, RegExp>();

/** `*` stands for any characters, `\*` for itself. */
function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => literal(part.replaceAll("\\*", "*")));
  const expression = known.get(pattern) ?? new RegExp(`^${parts.join("[\\s\\S]*")}$`);
  known.set(pattern, expression);
  return expression.test(text);
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const explains = (reason: Harmless, mutant: Omit<Mutant, "apply">): boolean =>
  isLike(reason.stack ?? "*", mutant.stack) &&
  isLike(reason.type, mutant.type) &&
  isLike(reason.address ?? "*", mutant.address) &&
  isLike(reason.at, mutant.at) &&
  isLike(reason.change ?? "*", mutant.change);
