import { type Arguments, type StackJson } from "../../stacks/read-stack";
import { type Estate } from "../../rules/rule";

type Change = (given: Arguments) => Arguments;

const everyResource =
  (change: Change) =>
  (estate: Estate): Estate =>
    estate.map((stack) => ({
      ...stack,
      json: {
        resource: mapped(stack.json.resource ?? {}, (resources) => mapped(resources, change)),
      },
    }));

const mapped = <T, U>(all: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, change(one)]));

/** A bucket keeps its name: without it nothing can be about it. */
const emptied: Change = ({ bucket }) => (bucket === undefined ? {} : { bucket });

const flipped: Change = (given) =>
  JSON.parse(
    JSON.stringify(given, (_, value: unknown) => (typeof value === "boolean" ? !value : value)),
  ) as Arguments;

const ANYTHING = {
  Effect: "Allow",
  Principal: "*",
  Action: ["*", "s3:*", "s3:PutBucketPolicy", "kms:Decrypt"],
  Resource: "*",
};

/** Every policy lets everybody do everything; every function is put into a network. */
const opened: Change = (given) => ({
  ...given,
  vpc_config: {},
  ...(given.policy === undefined ? {} : { policy: JSON.stringify({ Statement: [ANYTHING] }) }),
});

const gone = (estate: Estate): Estate => estate.map((stack) => ({ ...stack, json: {} }));

/** Ways to spoil stacks: each resource that a rule calls compliant must be caught by one of them. */
export const MUTATIONS: readonly ((estate: Estate) => Estate)[] = [
  everyResource(emptied),
  everyResource(flipped),
  everyResource(opened),
  gone,
];

/** The estate with one resource more, in its first stack. */
export function withType([first, ...others]: Estate, type: string): Estate {
  if (!first) return [];
  const more: StackJson = {
    ...first,
    json: { resource: { ...first.json.resource, [type]: { Added: {} } } },
  };
  return [more, ...others];
}
