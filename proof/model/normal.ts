import type { Arguments, Blocks } from "./stack";

/** Objects in any of the ways that Terraform JSON has for blocks: one, or a list of them. */
const several = (given: unknown): readonly Arguments[] =>
  ([given ?? []].flat() as unknown[]).filter(
    (one): one is Arguments => typeof one === "object" && one !== null,
  );

/** Blocks of arguments without labels, such as `locals`, as one. */
export const mergedBlocks = (given: unknown): Arguments =>
  Object.fromEntries(several(given).flatMap((one) => Object.entries(one)));

/** Blocks with one label, such as `variable`, by the label. */
export const labelledBlocks = (given: unknown): Readonly<Record<string, Arguments>> =>
  Object.fromEntries(
    several(given).flatMap((group) =>
      Object.entries(group).map(([label, body]) => [label, mergedBlocks(body)]),
    ),
  );

/**
 * Blocks with two labels, `resource` and `data`, by type and id (Terraform docs, syntax/json).
 * @throws where two blocks have the same address: Terraform refuses that too
 */
export function addressedBlocks(given: unknown): Blocks {
  const found = new Map<string, Map<string, Arguments>>();
  for (const [type, id, body] of addressed(given)) {
    const ofType = found.get(type) ?? new Map<string, Arguments>();
    if (ofType.has(id)) throw new Error(`${type}.${id} is declared twice`);
    found.set(type, ofType.set(id, body));
  }
  return Object.fromEntries([...found].map(([type, ofType]) => [type, Object.fromEntries(ofType)]));
}

const addressed = (given: unknown): (readonly [string, string, Arguments])[] =>
  several(given)
    .flatMap((group) => Object.entries(group))
    .flatMap(([type, byIds]) =>
      several(byIds)
        .flatMap((byId) => Object.entries(byId))
        .flatMap(([id, bodies]) => several(bodies).map((body) => [type, id, body] as const)),
    );

/** Every block of one provider. */
export const providerBlocks = (given: unknown, name: string): readonly Arguments[] =>
  several(given).flatMap((group) => several(group[name]));
