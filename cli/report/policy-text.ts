/** As one writes a statement; what isn't here follows, by name. */
const ORDER = [
  ...["Version", "Id", "Statement"],
  ...["Sid", "Effect", "Principal", "NotPrincipal"],
  ...["Action", "NotAction", "Resource", "NotResource", "Condition"],
];

/** In one order, for Terraform and the responder write the same statement in different ones. */
export const policyText = (policy: unknown): string => JSON.stringify(ordered(policy), null, 2);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(
    ([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1),
  );
  return Object.fromEntries(entries.map(([name, field]) => [name, ordered(field)]));
}

function rank(name: string): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}
