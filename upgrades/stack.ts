/** Arguments of a resource, as `cdk.tf.json` has them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** By type and id, as in Terraform's JSON. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** The blocks of a stack's JSON that decide what an apply does to what is there. */
export interface Stack {
  readonly resource?: Resources;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly {
    readonly from: string;
    readonly lifecycle?: { readonly destroy?: boolean };
  }[];
}

export const entriesOf = (resources: Resources): [address: string, Arguments][] =>
  Object.entries(resources).flatMap(([type, found]) =>
    Object.entries(found).map(([id, given]): [string, Arguments] => [`${type}.${id}`, given]),
  );

export const resourceAt = (
  resources: Resources | undefined,
  address: string,
): Arguments | undefined => {
  const [type = "", id = ""] = address.split(".");
  return resources?.[type]?.[id];
};

/** Whether Terraform refuses any plan that destroys or replaces it. */
export const isProtected = ({ lifecycle }: Arguments): boolean =>
  (lifecycle as { prevent_destroy?: unknown } | undefined)?.prevent_destroy === true;

/** Whether Terraform works out the value, or a part of it. */
export const isExpression = (value: unknown): boolean =>
  JSON.stringify(value ?? null).includes("${");

/** In the order of names: people compare lists. */
export const mapped = <T, U>(
  from: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Readonly<Record<string, U>> =>
  Object.fromEntries(
    Object.keys(from)
      .sort()
      .map((name) => [name, change(from[name] as T, name)]),
  );
