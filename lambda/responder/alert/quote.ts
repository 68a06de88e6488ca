/**
 * Text of an uploader's choice, made harmless for whatever shows it: mail readers, chats, shells.
 */

/** Characters that print as nothing, break the line, or turn the direction of what follows. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What begins markup, or would be made a link. */
const MARKUP = /[<>&]|:(?=\/\/)/g;

const escaped = (text: string) =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");

/** JSON of the same content in which every character can be seen. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(DECEPTIVE, escaped);

/** Text on one line in quotes: it can't pass for a line, a link or a tag of ours. */
export const quote = (value: string): string => visibleJson(value).replaceAll(MARKUP, escaped);

/** What a shell takes literally within single quotes, and a terminal shows as it is. */
const PLAIN = /^[\w+=,.@:*${}?/ -]*$/;

/** One word for bash and zsh, whatever `value` holds. */
export function shellWord(value: string): string {
  if (PLAIN.test(value)) return `'${value}'`;
  const characters = Array.from(value, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(8, "0");
    return PLAIN.test(character) ? character : `\\U${code}`;
  });
  return `$'${characters.join("")}'`;
}

/** The beginning of `text` that has at most `limit` bytes of UTF-8, in whole characters. */
export function clip(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const kept = Buffer.from(text)
    .subarray(0, limit - 3)
    .toString();
  return `${kept.replace(/\uFFFD+$/, "")}...`;
}

/** For URLs: also what `encodeURIComponent` leaves and text readers stumble over. */
export const urlPart = (value: string): string =>
  // By way of UTF-8, because half a surrogate pair has no place in a URL.
  encodeURIComponent(Buffer.from(value).toString()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
