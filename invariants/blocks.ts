export type Block = Readonly<Record<string, unknown>>;

/** Blocks within a block: Terraform JSON has one as an object or in a list. */
export const blocksIn = (block: Block | undefined, name: string): readonly Block[] =>
  [block?.[name] ?? []].flat() as unknown as readonly Block[];
