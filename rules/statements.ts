import { type Resource } from "../stacks/read-stack";

export interface Grant {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy argument; what Terraform fills in unquoted stands as a list. */
export function statementsIn(
  { arguments: given }: Resource,
  argument = "policy",
): readonly Grant[] {
  const value = given[argument];
  if (typeof value !== "string") return [];
  const text = value.replace(/\$\{jsonencode\([^}]*\)\}/g, '["<terraform>"]');
  return (JSON.parse(text) as { readonly Statement: readonly Grant[] }).Statement;
}

export const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);

/** Condition keys that bind a grant to known accounts, as AWS's own judgement of "public" has it. */
const BINDING =
  /^(aws:(PrincipalOrgID|PrincipalAccount|PrincipalArn|SourceAccount|SourceArn|SourceOrgID)|kms:CallerAccount)$/i;

const boundTo = ({ Condition = {} }: Grant): boolean =>
  Object.entries(Condition).some(
    ([operator, keys]) =>
      /^(String|Arn)(Equals|Like)$/.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => BINDING.test(key) && !JSON.stringify(values).includes('"*"'),
      ),
  );

/** Allows everybody, whoever they are. */
export const isPublic = (grant: Grant): boolean =>
  grant.Effect === "Allow" &&
  JSON.stringify(grant.Principal ?? "").includes('"*"') &&
  !boundTo(grant);

export const allowsAny = (grant: Grant, actions: RegExp): boolean =>
  grant.Effect === "Allow" && listed(grant.Action).some((action) => actions.test(action));
