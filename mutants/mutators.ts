import type { TerraformStack } from "../proof/model/stack";
import { ADDITIONS, NEWCOMERS } from "./additions";
import { decode } from "./documents";
import { type Edit, type Mutant, mutantOf, type Place, placesOf } from "./mutant";
import { patternMutants } from "./patterns";
import { misdirections, settingsIn } from "./settings";
import { isPolicy, policyMutants } from "./statements";
import { childrenOf, REMOVED, type Steps, valueAt } from "./tree";

/** Every way to spoil one thing of a stack, always in the same order. */
export function mutantsOf(stack: TerraformStack): Mutant[] {
  const places = placesOf(stack);
  const siblings = (type: string): string[] => Object.keys(stack.json.resource?.[type] ?? {});
  return places.flatMap((place) => [
    ...[...editsOf(place, siblings)].map((edit) => mutantOf(place, edit)),
    ...newcomersBeside(place),
  ]);
}

function* editsOf(place: Place, siblings: (type: string) => string[]): Generator<Edit> {
  const { type, given } = place;
  if (type !== "provider.aws") yield { steps: [], change: "removed", to: () => REMOVED };
  yield* settingsIn(given);
  yield* misdirections(given, siblings);
  for (const [name, value] of childrenOf(given)) {
    if (typeof value !== "string") continue;
    if (isPolicy(decode(value))) yield* policyMutants(given, [name]);
    if (name === "event_pattern") yield* patternMutants(given, [name]);
  }
  for (const addition of ADDITIONS.filter((one) => one.type === type)) {
    for (const steps of spread(given, addition.steps)) {
      if (JSON.stringify(valueAt(given, steps)) === JSON.stringify(addition.value)) continue;
      const change = `set to ${JSON.stringify(addition.value)}`;
      yield { steps, change, to: () => addition.value };
    }
  }
}

/** `["lambda_function", "*", "x"]` for each element of the list. */
function spread(given: unknown, steps: Steps): Steps[] {
  const at = steps.indexOf("*");
  if (at < 0) return [steps];
  const before = steps.slice(0, at);
  return childrenOf(valueAt(given, before)).flatMap(([index]) =>
    spread(given, [...before, index, ...steps.slice(at + 1)]),
  );
}

function newcomersBeside({ stack, type, address }: Place): Mutant[] {
  return NEWCOMERS.filter(({ beside }) => beside === type).map((newcomer) => {
    const reference = (argument: string) => `\${${address}.${argument}}`;
    const { resource = {} } = stack.json;
    const change = `given a ${newcomer.type}`;
    const more = { ...resource[newcomer.type], Newcomer: newcomer.arguments(reference) };
    return {
      id: `${stack.name} ${address} ${change}`,
      stack: stack.name,
      type,
      address,
      at: "",
      change,
      apply: () => ({
        ...stack,
        json: { ...stack.json, resource: { ...resource, [newcomer.type]: more } },
      }),
    };
  });
}
