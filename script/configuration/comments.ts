import ts from "typescript";

export interface Told {
  readonly text: string;
  /** Of `@default`, where the schema itself has none. */
  readonly fallback?: string;
}

/**
 * What the comments of a source file say of the settings of one schema in it, by path. They are
 * comments, and no `.describe()`, because an editor shows them to who writes a configuration.
 */
export function commentsOf(source: string, schema: string): ReadonlyMap<string, Told> {
  const file = ts.createSourceFile("schema.ts", source, ts.ScriptTarget.Latest, true);
  const constants = new Map(
    file.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => declarationList.declarations)
      .map((one) => [one.name.getText(), one.initializer]),
  );
  const told = new Map<string, Told>();

  const visit = (node: ts.Node | undefined, path: string): void => {
    if (!node) return;
    if (ts.isIdentifier(node)) visit(constants.get(node.text), path);
    else if (ts.isArrayLiteralExpression(node))
      node.elements.forEach((one) => {
        visit(one, path);
      });
    else if (ts.isObjectLiteralExpression(node))
      node.properties.forEach((one) => {
        property(one, path);
      });
    else if (ts.isCallExpression(node)) call(node, path);
  };

  const property = (node: ts.ObjectLiteralElementLike, path: string): void => {
    const name = node.name?.getText().replaceAll('"', "") ?? "";
    const own = path === "" ? name : `${path}.${name}`;
    const found = toldAt(node);
    if (found && !told.has(own)) told.set(own, found);
    visit(ts.isPropertyAssignment(node) ? node.initializer : node.name, own);
  };

  /** `z.array(item)`, or `schema.default(…)`, which is still about the schema. */
  const call = ({ expression, arguments: [first, second] }: ts.CallExpression, path: string) => {
    if (!ts.isPropertyAccessExpression(expression)) return;
    if (expression.expression.getText() !== "z") {
      visit(expression.expression, path);
      return;
    }
    const kind = expression.name.text;
    if (kind === "array") visit(first, `${path}[]`);
    else if (/record/i.test(kind)) visit(second, `${path}.<key>`);
    else
      [first, second].forEach((one) => {
        visit(one, path);
      });
  };

  visit(constants.get(schema), "");
  return told;
}

function toldAt(node: ts.Node): Told | undefined {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
    .join(" ");
  const [tag] = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === "default");
  if (text === "" && !tag) return undefined;
  const fallback = tag && ts.getTextOfJSDocComment(tag.comment);
  return { text: onOneLine(text), ...(fallback && { fallback: onOneLine(fallback) }) };
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
