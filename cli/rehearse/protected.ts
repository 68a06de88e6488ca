import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const resource = z.looseObject({
  bucket: z.string().optional(),
  name: z.string().optional(),
  lifecycle: z.looseObject({ prevent_destroy: z.boolean().default(false) }).optional(),
});
const stackJson = z.looseObject({ resource: z.record(z.string(), z.record(z.string(), resource)) });

/** What stays when everything else is taken down (docs/retiring.md). */
export interface Protected {
  /** In the order of the file. */
  readonly addresses: readonly string[];
  readonly buckets: readonly string[];
  readonly keyAliases: readonly string[];
}

/** What the stack's own file says must not be destroyed. */
export function protectedIn(directory: string): Protected {
  const text = readFileSync(path.join(directory, "cdk.tf.json"), "utf8");
  const stack = stackJson.parse(JSON.parse(text));
  const kept = Object.entries(stack.resource).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy)
      .map(([id, properties]) => ({ type, address: `${type}.${id}`, ...properties })),
  );
  const named = (type: string, name: "bucket" | "name") =>
    kept.filter((found) => found.type === type).flatMap((found) => found[name] ?? []);
  return {
    addresses: kept.map(({ address }) => address),
    buckets: named("aws_s3_bucket", "bucket"),
    keyAliases: named("aws_kms_alias", "name"),
  };
}
