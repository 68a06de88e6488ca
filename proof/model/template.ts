export type Part = { readonly text: string } | { readonly expression: string };

/** `a${b}c` in its parts; `$${` and `%%{` are the text `${` and `%{`. */
export function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let text = "";
  for (let at = 0; at < template.length;) {
    const opened = template.slice(at, at + 2);
    if (template.startsWith("$${", at) || template.startsWith("%%{", at)) {
      text += template.slice(at + 1, at + 3);
      at += 3;
    } else if (opened === "${" || opened === "%{") {
      const end = endOfExpression(template, at + 2);
      if (text !== "") parts.push({ text });
      text = "";
      const inside = template.slice(at + 2, end).trim();
      parts.push({ expression: opened === "%{" ? `%{${inside}}` : inside });
      at = end + 1;
    } else {
      text += template.charAt(at);
      at += 1;
    }
  }
  return text === "" && parts.length > 0 ? parts : [...parts, { text }];
}

/** Where the brace closes that opened before `from`; braces and quotes inside are paired. */
function endOfExpression(template: string, from: number): number {
  let depth = 1;
  for (let at = from; at < template.length; at += 1) {
    const character = template[at];
    if (character === '"') at = endOfQuote(template, at + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return template.length;
}

/** Where the quote closes that opened before `from`: quotes inside an expression in it are its own. */
function endOfQuote(template: string, from: number): number {
  for (let at = from; at < template.length; at += 1) {
    if (template[at] === '"') return at;
    if (template.startsWith("$${", at) || template.startsWith("%%{", at)) at += 2;
    else if (template.startsWith("${", at) || template.startsWith("%{", at))
      at = endOfExpression(template, at + 2);
    else if (template[at] === "\\") at += 1;
  }
  return template.length;
}

const TOKEN = /\s*([A-Za-z_][\w-]*|\d+|\S)/y;

/** Names, numbers, signs, and texts with their quotes. */
export function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < expression.length;) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(expression)?.[1];
    if (found === undefined) break;
    const start = TOKEN.lastIndex - found.length;
    at = found === '"' ? endOfQuote(expression, start + 1) + 1 : TOKEN.lastIndex;
    tokens.push(expression.slice(start, at));
  }
  return tokens;
}
