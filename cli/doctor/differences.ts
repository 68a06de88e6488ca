import { type Statements, statementsOf } from "./statements";

/**
 * What a resource is like, by what AWS calls each part. A `policy` is the text of a policy document,
 * and is compared statement by statement.
 */
export type Facts = Readonly<Record<string, unknown>>;

export interface Difference {
  /** `Status`; of a policy, the statement's Sid. */
  readonly fact: string;
  readonly what: string;
}

/** Every wanted fact that isn't so, and every statement that nobody wants. */
export const differences = (wanted: Facts, found: Facts): readonly Difference[] =>
  Object.entries(wanted).flatMap(([fact, value]) =>
    fact === "policy" ? ofPolicies(value, found[fact]) : ofFact(fact, value, found[fact]),
  );

function ofFact(fact: string, wanted: unknown, found: unknown): readonly Difference[] {
  if (meaning(wanted) === meaning(found)) return [];
  return [{ fact, what: `${fact} is ${shown(found)}, and ${shown(wanted)} in the stack` }];
}

function ofPolicies(wanted: unknown, found: unknown): readonly Difference[] {
  const [ours, theirs] = [statementsOf(wanted), statementsOf(found)];
  const strange = Object.keys(theirs).filter((sid) => !(sid in ours));
  return [
    ...Object.keys(ours).flatMap((sid) => ofStatement(sid, ours, theirs)),
    ...strange.map((fact) => ({
      fact,
      what: `its policy has a statement that the stack doesn't: ${fact}`,
    })),
  ];
}

function ofStatement(sid: string, ours: Statements, theirs: Statements): readonly Difference[] {
  const [wanted, found] = [ours[sid] ?? {}, theirs[sid]];
  if (!found) return [{ fact: sid, what: `its policy lacks the statement ${sid}` }];
  const elements = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  const other = [...elements].filter((name) => meaning(wanted[name]) !== meaning(found[name]));
  if (other.length === 0) return [];
  const told = other.map((name) => `${name} ${shown(found[name])} and not ${shown(wanted[name])}`);
  return [{ fact: sid, what: `the statement ${sid} of its policy has ${told.join("; ")}` }];
}

/**
 * AWS may reorder a list, give a list of one as the value itself, an empty one for nothing at all, and
 * a number as a text.
 */
export const meaning = (value: unknown): string => JSON.stringify(canonical(value));

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const each = [...new Set(value.map(meaning))].sort();
    if (each.length === 0) return "";
    return each.length === 1 ? (JSON.parse(each[0] ?? "") as unknown) : each;
  }
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value).sort();
    return names.map((name) => [name, canonical((value as Facts)[name])]);
  }
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const LONGEST = 300;

function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
