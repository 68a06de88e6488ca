/** What is worked out of an object once and kept as long as the object is; nobody may change it meanwhile. */
export function onceFor<Given extends object, Found>(
  work: (given: Given) => Found,
): (given: Given) => Found {
  const known = new WeakMap<Given, { readonly found: Found }>();
  return (given) => {
    const before = known.get(given);
    if (before) return before.found;
    const found = work(given);
    known.set(given, { found });
    return found;
  };
}

/** The same for each of a few texts that are asked about beside the object. */
export function onceForEach<Given extends object, Found>(
  work: (given: Given, about: string) => Found,
): (given: Given, about: string) => Found {
  const knownOf = onceFor<Given, Map<string, { readonly found: Found }>>(() => new Map());
  return (given, about) => {
    const known = knownOf(given);
    const before = known.get(about);
    if (before) return before.found;
    const found = work(given, about);
    known.set(about, { found });
    return found;
  };
}

/**
 * The same for texts alone, of which the newest are kept.
 * @param most how many: what many accounts ask for must need no more memory than what few do
 */
export function onceForText<Found>(
  most: number,
  work: (text: string) => Found,
): (text: string) => Found {
  const known = new Map<string, { readonly found: Found }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.found;
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) known.delete(oldest);
    const found = work(text);
    known.set(text, { found });
    return found;
  };
}
