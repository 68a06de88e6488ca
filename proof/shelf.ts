import type { TerraformStack } from "./model/stack";

/** Stacks that are read one by one, when their turn comes: many accounts need no more memory than one. */
export interface Shelf {
  readonly names: readonly string[];
  /** @throws where the stack can't be read: its file and the reason */
  read(name: string): TerraformStack;
}

/** Stacks that are in memory already. */
export function shelfOf(stacks: readonly TerraformStack[]): Shelf {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  return {
    names: [...byName.keys()],
    read: (name) => {
      const stack = byName.get(name);
      if (!stack) throw new Error(`no stack is called ${name}`);
      return stack;
    },
  };
}
