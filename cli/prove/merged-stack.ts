import type { Arguments, Blocks, TerraformStack } from "../../proof/model/stack";

/**
 * The files of one Terraform module as one stack.
 * @throws where two files declare the same thing, as Terraform does
 */
export function mergedStack(
  { name, file }: Pick<TerraformStack, "name" | "file">,
  [first, ...others]: readonly TerraformStack[],
): TerraformStack {
  if (!first) return { name, file, json: {} };
  if (others.length === 0) return { name, file: first.file, json: first.json };
  const all = [first, ...others].map(({ json }) => json);
  return {
    name,
    file,
    json: {
      resource: mergedBlocks(all.map(({ resource }) => resource)),
      data: mergedBlocks(all.map(({ data }) => data)),
      locals: once(all.map(({ locals }) => locals)),
      variable: once(all.map(({ variable }) => variable)) as Blocks[string],
      module: once(all.map(({ module }) => module)) as Blocks[string],
      provider: { aws: all.flatMap(({ provider }) => provider?.aws ?? []) },
    },
  };
}

function mergedBlocks(all: readonly (Blocks | undefined)[]): Blocks {
  const types = new Set(all.flatMap((blocks) => Object.keys(blocks ?? {})));
  return Object.fromEntries(
    [...types].map((type) => [
      type,
      once(
        all.map((blocks) => blocks?.[type]),
        `${type}.`,
      ) as Blocks[string],
    ]),
  );
}

function once(all: readonly (Arguments | undefined)[], prefix = ""): Arguments {
  const merged: Record<string, unknown> = {};
  for (const [key, value] of all.flatMap((one) => Object.entries(one ?? {}))) {
    if (key in merged) throw new Error(`${prefix}${key} is declared twice`);
    merged[key] = value;
  }
  return merged;
}
