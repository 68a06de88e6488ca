import { Estate } from "../model/estate";
import { type Resource, textOf } from "../model/resource";

/**
 * The same stacks, but for one argument of one resource: what they would say if it were so.
 * @param change of the argument as it stands in the JSON, expressions and all
 */
export function supposing(
  estate: Estate,
  { stack, address }: Resource,
  argument: string,
  change: (given: unknown) => unknown,
): Estate {
  const [type = "", id = ""] = address.split(".");
  const stacks = estate.stacks.map((one) => {
    const { resource = {} } = one.json;
    const given = resource[type]?.[id];
    if (one !== stack || !given) return one;
    const changed = { ...given, [argument]: change(given[argument]) };
    const ofType = { ...resource[type], [id]: changed };
    return { ...one, json: { ...one.json, resource: { ...resource, [type]: ofType } } };
  });
  return new Estate(stacks, estate.assumptions);
}

/**
 * The same stacks with one statement more in a bucket's policy, as somebody might add it. Callers
 * of other accounts need one: only beside it can be seen what our own statements refuse to them.
 */
export function withStatement(estate: Estate, bucket: string, statement: object): Estate {
  const policy = estate
    .resources("aws_s3_bucket_policy")
    .find((one) => textOf(one, "bucket") === bucket);
  if (!policy) return estate;
  const more = escaped(JSON.stringify(statement));
  // Into the text: what Terraform fills in there makes it no JSON.
  return supposing(estate, policy, "policy", (given) =>
    String(given).replace(/"Statement"\s*:\s*\[/, (opened) => `${opened}${more},`),
  );
}

/** For Terraform, `$${` and `%%{` are the text `${` and `%{`. */
const escaped = (json: string): string => json.replaceAll(/[$%](?=\{)/g, "$&$&");
