import { labelledBlocks, providerBlocks } from "../proof/model/normal";
import type { Arguments, TerraformStack } from "../proof/model/stack";

/** What of a stack's JSON is no resource. */
export interface WholeJson {
  readonly data: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, Arguments>>;
  readonly requiredProviders: Readonly<Record<string, Arguments>>;
  readonly awsProviders: readonly Arguments[];
}

export function wholeJson({ json }: TerraformStack): WholeJson {
  const given = json as typeof json & Arguments;
  const settings = labelledBlocks({ terraform: given.terraform }).terraform ?? {};
  return {
    data: json.data ?? {},
    outputs: labelledBlocks(given.output),
    requiredProviders: labelledBlocks(settings.required_providers),
    awsProviders: providerBlocks(json.provider, "aws"),
  };
}

/** Every text in a value, however deep, and its key if it has one. */
export function* textsIn(value: unknown, key?: string): Generator<readonly [string, string?]> {
  if (typeof value === "string") yield key === undefined ? [value] : [value, key];
  if (typeof value !== "object" || value === null) return;
  for (const [name, inside] of Object.entries(value)) {
    yield* textsIn(inside, Array.isArray(value) ? key : name);
  }
}
