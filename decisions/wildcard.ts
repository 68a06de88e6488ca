import { UnknownPattern } from "./unknown-pattern";

/**
 * `dir/*.png`: `*` stands for any characters, or none; `\*` and `\\` stand for themselves.
 * @throws UnknownPattern for `**` and for other escapes, which AWS refuses
 */
export function wildcard(pattern: string): (value: string) => boolean {
  const tokens = pattern.match(/\\[\s\S]?|\*|[^\\*]+/g) ?? [];
  const isRefused = tokens.some(
    (token, index) =>
      (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") ||
      (token === "*" && tokens[index + 1] === "*"),
  );
  if (isRefused) throw new UnknownPattern(`wildcard ${pattern}`);
  const source = tokens.map((token) => {
    if (token === "*") return "[\\s\\S]*";
    return literal(token.startsWith("\\") ? token.slice(1) : token);
  });
  const expression = new RegExp(`^${source.join("")}$`);
  return (value) => expression.test(value);
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
