/**
 * XML can't hold every character of a key, so listings are asked for with keys in URL encoding; the
 * answer says whether it is in use.
 */
export const listedKey = (key = "", encoding?: string): string =>
  encoding === "url" ? decodeURIComponent(key.replaceAll("+", " ")) : key;
