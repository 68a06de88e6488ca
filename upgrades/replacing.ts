import { type Arguments, type Resources } from "./stack";

/**
 * By type of resource, the arguments whose change makes the AWS provider replace it. No schema of the
 * provider says so: a plan does, over a state in which every argument has another value.
 */
export type Replacing = Readonly<Record<string, readonly string[]>>;

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Arguments }[];
}

/** What is read of a `.tfstate`. */
export interface State {
  readonly resources: readonly StateResource[];
}

/** The state with another value for every argument that the stack sets. */
export const alteredState = <S extends State>(state: S, resources: Resources): S => ({
  ...state,
  resources: state.resources.map((resource) => {
    const given = resources[resource.type]?.[resource.name];
    if (resource.mode !== "managed" || !given) return resource;
    const instances = resource.instances.map((instance) => ({
      ...instance,
      attributes: Object.fromEntries(
        Object.entries(instance.attributes).map(([name, value]) => [
          name,
          name in given && !isEnumerated(resource.type, name) ? altered(value) : value,
        ]),
      ),
    }));
    return { ...resource, instances };
  }),
});

/** The provider takes no state in which these hold a word that it doesn't know. */
const isEnumerated = (type: string, name: string): boolean =>
  type === "aws_s3_bucket_lifecycle_configuration" && name !== "bucket";

/** Another value of the same type; what isn't set stays so. */
function altered(value: unknown): unknown {
  if (typeof value === "string") return `${value}-before`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.map(altered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, altered(part)]));
}

interface PlannedResource {
  readonly type: string;
  readonly change: { readonly replace_paths?: readonly (readonly unknown[])[] };
}

/** What a plan's JSON says. Of an argument with parts it is the whole that counts. */
export function replacingIn(plan: {
  readonly resource_changes?: readonly PlannedResource[];
}): Replacing {
  const found = new Map<string, Set<string>>();
  for (const { type, change } of plan.resource_changes ?? []) {
    for (const path of change.replace_paths ?? []) {
      const names = found.get(type) ?? new Set();
      found.set(type, names.add(String(path[0])));
    }
  }
  return sorted([...found].map(([type, names]) => [type, [...names].sort()]));
}

export const merged = (some: readonly Replacing[]): Replacing => {
  const types = [...new Set(some.flatMap((each) => Object.keys(each)))];
  return sorted(
    types.map((type) => [type, [...new Set(some.flatMap((each) => each[type] ?? []))].sort()]),
  );
};

const sorted = (entries: readonly (readonly [string, readonly string[]])[]): Replacing =>
  Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
