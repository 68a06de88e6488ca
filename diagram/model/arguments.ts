import type { Resource } from "../../proof/model/resource";

/**
 * Texts at a path of arguments, through blocks and lists alike:
 * `lambda_function.lambda_function_arn`.
 */
export function textsAt(resource: Resource, path: string): readonly string[] {
  const [name = "", ...inside] = path.split(".");
  const found = inside.reduce(stepsInto, [resource.value(name)].flat());
  return found.filter((one): one is string => typeof one === "string" && one !== "");
}

const stepsInto = (found: readonly unknown[], name: string): unknown[] =>
  found.flatMap((one) => {
    const isObject = typeof one === "object" && one !== null;
    return isObject ? ((one as Readonly<Record<string, unknown>>)[name] ?? []) : [];
  });

/** Every text within a value, however deep. */
export function* textsWithin(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const one of Object.values(value)) yield* textsWithin(one);
}
