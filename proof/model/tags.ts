import { providerBlocks } from "./normal";
import type { Resource } from "./resource";
import type { Arguments } from "./stack";

type Tags = Readonly<Record<string, string>>;

const isTags = (value: unknown): value is Tags =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((one) => typeof one === "string");

/** Its own tags, over those that its provider gives everything. */
export function tagsOf(resource: Resource): Tags {
  const alias = resource.value("provider");
  const name = typeof alias === "string" ? alias.replace(/^aws\.?/, "") : "";
  const provider = providerBlocks(resource.stack.json.provider, "aws").find(
    (one) => (one.alias ?? "") === name,
  );
  const [defaults] = [provider?.default_tags].flat() as (Arguments | undefined)[];
  const own = resource.value("tags");
  return {
    ...(isTags(defaults?.tags) && defaults.tags),
    ...(isTags(own) && own),
  };
}
