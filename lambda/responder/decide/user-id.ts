/**
 * Patterns of `aws:userid`, read as IAM's StringLike reads them: `*` any text, `?` one character,
 * `${*}`, `${?}` and `${$}` those characters themselves; upper and lower case differ.
 */
const TOKEN = /\$\{([*?$])\}|([*?])|([^])/gu;

type Token = { readonly wild: "any" | "one" } | { readonly literal: string };

function tokenize(pattern: string): Token[] {
  return Array.from(pattern.matchAll(TOKEN), ([, escaped, wild, plain]): Token => {
    if (wild) return { wild: wild === "*" ? "any" : "one" };
    return { literal: escaped ?? plain ?? "" };
  });
}

/**
 * The positions in `tokens` that can be reached by reading `text`: a set, so a pattern with many
 * stars costs no more than its length times the text's.
 */
function positionsAfter(tokens: readonly Token[], text: string): Set<number> {
  let positions = skipStars(tokens, new Set([0]));
  for (const character of text) {
    if (positions.size === 0) break;
    const next = new Set<number>();
    for (const position of positions) {
      const token = tokens[position];
      if (!token) continue;
      if ("wild" in token) next.add(token.wild === "any" ? position : position + 1);
      else if (token.literal === character) next.add(position + 1);
    }
    positions = skipStars(tokens, next);
  }
  return positions;
}

function skipStars(tokens: readonly Token[], positions: Set<number>): Set<number> {
  for (const position of positions) {
    const token = tokens[position];
    // A set visits what is added to it while it is walked, so a run of stars is skipped whole.
    if (token && "wild" in token && token.wild === "any") positions.add(position + 1);
  }
  return positions;
}

export function matchesUserId(pattern: string, userId: string): boolean {
  const tokens = tokenize(pattern);
  return positionsAfter(tokens, userId).has(tokens.length);
}

/** Whether `pattern` matches at least one id that begins with `prefix`. */
export function canMatchPrefix(pattern: string, prefix: string): boolean {
  return positionsAfter(tokenize(pattern), prefix).size > 0;
}

/** The pattern that matches `userId` and nothing else. */
export function literalUserId(userId: string): string {
  return userId.replaceAll(/[*?]|\$(?=\{)/g, (character) => `\${${character}}`);
}

/** Whether everything `pattern` matches is matched by `wider` already; unsure means no. */
export function covers(wider: string, pattern: string): boolean {
  if (wider === pattern) return true;
  // Most entries are plain ids, which match themselves alone.
  if (!/[*?]/.test(wider)) return false;
  const tokens = tokenize(pattern);
  const literal = tokens.map((token) => ("literal" in token ? token.literal : "")).join("");
  return tokens.every((token) => "literal" in token) && matchesUserId(wider, literal);
}
