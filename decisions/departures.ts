import { hasVariables, mapPolicies, type Policy, type Question, statementsOf } from "./question";

/**
 * Where the engine departs from AWS's documentation (docs/adr/0008-the-policy-engine.md): the same
 * question in words that it judges as AWS does.
 */
export const madeUpFor = (question: Question): Question =>
  withoutDenialsOfRoot(
    mapPolicies(question, (policy) =>
      policy.Version === "2012-10-17"
        ? withFilledResources(policy, question.context)
        : withLiteralVariables(policy),
    ),
  );

/** Before the version of 2012 `${` is two letters (IAM guide, reference_policies_variables). */
function withLiteralVariables(policy: Policy): Policy {
  if (!hasVariables(policy)) return policy;
  return JSON.parse(JSON.stringify(policy).replaceAll("${", "${$}{")) as Policy;
}

const VARIABLE = /\$\{\s*([\w-]+:[^},\s]+)\s*(?:,\s*'([^']*)')?\s*\}/g;

/** The engine takes the colon of a variable's name for one of the ARN around it. */
function withFilledResources(policy: Policy, context: Question["context"]): Policy {
  if (!hasVariables(policy)) return policy;
  const values = new Map(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), value] as const),
  );
  const fill = (arn: string): string =>
    arn.replaceAll(VARIABLE, (whole, key: string, otherwise?: string) => {
      const value = values.get(key.toLowerCase()) ?? otherwise;
      return typeof value === "string" ? value.replaceAll(/[*?$]/g, "${$&}") : whole;
    });
  const Statement = statementsOf(policy).map(({ Resource, NotResource, ...others }) => ({
    ...others,
    ...(Resource !== undefined && { Resource: eachText(Resource, fill) }),
    ...(NotResource !== undefined && { NotResource: eachText(NotResource, fill) }),
  }));
  return { ...policy, Statement };
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => eachText(one, change));
  return typeof value === "string" ? change(value) : value;
}

const ALWAYS_ROOTS: ReadonlySet<string> = new Set([
  "s3:DeleteBucketPolicy",
  "s3:GetBucketPolicy",
  "s3:PutBucketPolicy",
]);

/** A bucket's policy can't keep its account's root from the policy itself (S3 API, PutBucketPolicy). */
function withoutDenialsOfRoot(question: Question): Question {
  const { principal, action, resourceAccount, resourcePolicy } = question;
  const isRoot = principal.endsWith(`::${resourceAccount}:root`);
  if (!isRoot || !resourcePolicy || !ALWAYS_ROOTS.has(action)) return question;
  const Statement = statementsOf(resourcePolicy).filter(({ Effect }) => Effect !== "Deny");
  return { ...question, resourcePolicy: { ...resourcePolicy, Statement } };
}

const namesAccount = (principals: unknown, accountId: string): boolean =>
  Object.values((principals ?? {}) as Readonly<Record<string, unknown>>)
    .flat()
    .some((one) => one === accountId || String(one).endsWith(`::${accountId}:root`));

/**
 * Whether a denial might hit a principal that its NotPrincipal seems to spare: without the account's
 * name beside the principal's own, AWS doesn't say (IAM guide, reference_policies_elements_notprincipal).
 */
export function isSparedInDoubt({ principal, resourcePolicy }: Question): boolean {
  const accountId = principal.split(":")[4];
  if (!resourcePolicy || accountId === undefined) return false;
  return statementsOf(resourcePolicy).some(
    ({ Effect, NotPrincipal }) =>
      Effect === "Deny" && NotPrincipal !== undefined && !namesAccount(NotPrincipal, accountId),
  );
}
