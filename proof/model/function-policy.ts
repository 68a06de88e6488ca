import type { Estate } from "./estate";
import type { HeldPolicy } from "./held-policy";
import { type Resource, textOf } from "./resource";

/** What of a permission becomes a condition, by operator and key (Lambda guide, API AddPermission). */
const CONDITIONS: Readonly<Record<string, readonly [operator: string, key: string]>> = {
  source_account: ["StringEquals", "AWS:SourceAccount"],
  principal_org_id: ["StringEquals", "aws:PrincipalOrgID"],
  event_source_token: ["StringEquals", "lambda:EventSourceToken"],
  function_url_auth_type: ["StringEquals", "lambda:FunctionUrlAuthType"],
  source_arn: ["ArnLike", "AWS:SourceArn"],
};

const SERVICE = /^[\w.-]+\.amazonaws\.com(\.cn)?$/;

/** The statement that Lambda makes of a permission, as `GetPolicy` shows it. */
export function statementOf(permission: Resource, functionArn: string) {
  const principal = textOf(permission, "principal") ?? "";
  const qualifier = textOf(permission, "qualifier");
  const Condition: Record<string, Record<string, string>> = {};
  for (const [argument, [operator, key]] of Object.entries(CONDITIONS)) {
    const value = textOf(permission, argument);
    if (value !== undefined) Condition[operator] = { ...Condition[operator], [key]: value };
  }
  return {
    Sid: textOf(permission, "statement_id"),
    Effect: "Allow",
    Principal: SERVICE.test(principal) ? { Service: principal } : { AWS: principal },
    Action: textOf(permission, "action"),
    Resource: qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** Each permission is a statement of the function's one policy. */
export function functionPolicy(estate: Estate, found: Resource): HeldPolicy | undefined {
  const arn = textOf(found, "arn") ?? "";
  const name = textOf(found, "function_name");
  const isOf = (permission: Resource): boolean => {
    const given = textOf(permission, "function_name");
    return (
      given === arn ||
      (given === name &&
        permission.place.accountId === found.place.accountId &&
        permission.place.region === found.place.region)
    );
  };
  const permissions = estate.resources("aws_lambda_permission").filter(isOf);
  const [first] = permissions;
  if (!first) return undefined;
  const Statement = permissions.map((one) => statementOf(one, arn));
  return { at: first, name: first.address, policy: { Version: "2012-10-17", Statement } };
}
