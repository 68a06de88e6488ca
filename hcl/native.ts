import { expressionOf, isList, type Json, type JsonObject, referenceOf } from "./expression";
import { type BlockShape, fileShape, type ProviderSchema } from "./shape";

/**
 * A stack's `cdk.tf.json` in Terraform's native syntax, without layout: `terraform fmt` gives it one.
 * Both syntaxes say the same (Terraform's documentation, "JSON Configuration Syntax").
 * @throws Error for a part of the language that no stack of ours uses
 */
export function nativeSyntax(stack: JsonObject, schema: ProviderSchema): string {
  const shape = fileShape(schema);
  const stranger = Object.keys(stack).find((key) => key !== COMMENT && !shape.blocks?.[key]);
  if (stranger !== undefined) throw new Error(`no block of ours: ${stranger}`);
  return `${bodyOf(stack, shape).join("\n")}\n`;
}

/** Terraform skips it in every block; CDKTF keeps its own notes there. */
const COMMENT = "//";

/** Arguments first, as everybody writes them. */
function bodyOf(body: JsonObject, { blocks = {}, references = [] }: BlockShape): string[] {
  const fields = Object.entries(body).filter(([key, value]) => key !== COMMENT && value !== null);
  const named = fields.map(([key, value]) => ({ key, value, shape: blocks[key] }));
  return [
    ...named.flatMap(({ key, value, shape }) =>
      shape ? [] : `${key} = ${(references.includes(key) ? referenceOf : expressionOf)(value)}`,
    ),
    ...named.flatMap(({ key, value, shape }) => (shape ? blocksOf(key, value, shape) : [])),
  ];
}

function blocksOf(header: string, value: Json, shape: BlockShape): string[] {
  const { labelled } = shape;
  if (labelled) {
    return Object.entries(objectOf(header, value)).flatMap(([label, labelledValue]) =>
      blocksOf(`${header} ${JSON.stringify(label)}`, labelledValue, labelled(label)),
    );
  }
  const bodies = isList(value) ? value : [value];
  return bodies.flatMap((body) => [
    "",
    `${header} {`,
    ...bodyOf(objectOf(header, body), shape),
    "}",
  ]);
}

function objectOf(header: string, value: Json): JsonObject {
  if (typeof value === "object" && value !== null && !isList(value)) return value;
  throw new Error(`${header} is a block, and not ${JSON.stringify(value)}`);
}
