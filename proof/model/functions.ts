import { Unresolved } from "./unresolved";

type Given = readonly unknown[];
type Checked<T> = (value: unknown) => T;

/** An argument that isn't what the function takes: Terraform would refuse it, so it has no value. */
const wrong = (value: unknown, wanted: string): never => {
  throw new Unresolved(JSON.stringify(value), `${wanted} is expected here`);
};

const text: Checked<string> = (value) =>
  typeof value === "string" ? value : wrong(value, "a text");
const list: Checked<Given> = (value) => (Array.isArray(value) ? value : wrong(value, "a list"));
const texts: Checked<readonly string[]> = (value) => list(value).map(text);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return wrong(json, "JSON");
  }
}

const one =
  <T>(check: Checked<T>, run: (value: T) => unknown) =>
  (given: Given): unknown =>
    given.length === 1 ? run(check(given[0])) : wrong(given, "one argument");

/** By value, as Terraform compares. */
const distinct = (values: Given): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** Functions of Terraform's that stacks use on values known here. */
export const FUNCTIONS: Readonly<Record<string, (given: Given) => unknown>> = {
  concat: (given) => given.flatMap(list),
  distinct: one(list, distinct),
  join: ([separator, ...lists]) => lists.flatMap(texts).join(text(separator)),
  jsondecode: one(text, parsed),
  jsonencode: one((value) => value, JSON.stringify),
  lower: one(text, (value) => value.toLowerCase()),
  sort: one(texts, (values) => [...values].sort()),
  tolist: one(list, (values) => values),
  toset: one(list, distinct),
  upper: one(text, (value) => value.toUpperCase()),
};
