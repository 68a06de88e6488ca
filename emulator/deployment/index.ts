import { type Check, type ChecksOf, type JudgedCall } from "../checks";
import { type AwsRequest } from "../request";
import { KEYS, PASSED, TAGS } from "./lent";
import { namedCalls } from "./named-calls";
import { filled, iamName, parametersOf, type ResourceOf, type Values } from "./resource-of";
import { type Route, routedCalls } from "./routed-calls";

/** Permissions that whoever deploys needs: undefined where the call isn't one that deploying takes. */
export function deploymentChecks(request: AwsRequest): ChecksOf | undefined {
  const service = iamName(request.service);
  const asked = routed(service, request) ?? named(service, request);
  return asked && ((call) => checksFor(asked, call));
}

interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly on: readonly ResourceOf[];
  readonly inPath: Readonly<Record<string, string>>;
}

function named(service: string, { operation }: AwsRequest): Asked | undefined {
  if (operation === undefined) return undefined;
  const rows = (namedCalls[service] ?? []).filter(([, list]) =>
    list.split(" ").includes(operation),
  );
  return rows.length === 0
    ? undefined
    : { service, operation, on: rows.map(([on]) => on), inPath: {} };
}

function routed(service: string, { method, path }: AwsRequest): Asked | undefined {
  const asked = `${method} ${path.replace(/\/$/, "")}`;
  for (const [pattern, operation, on] of patternsOf(service)) {
    const found = pattern.exec(asked);
    if (found) return { service, operation, on: [on], inPath: { ...found.groups } };
  }
  return undefined;
}

const patterns = new Map<string, readonly (readonly [RegExp, string, string])[]>();

function patternsOf(service: string) {
  const known = patterns.get(service) ?? (routedCalls[service] ?? []).map(patternOf);
  patterns.set(service, known);
  return known;
}

const patternOf = ([route, action, on]: Route) => {
  const pattern = route.replaceAll(/\{(\w+)(\+?)\}/g, (_, name: string, long: string) =>
    long === "" ? `(?<${name}>[^/]+)` : `(?<${name}>.+)`,
  );
  return [new RegExp(`^${pattern}$`), action, on.replace("+}", "}")] as const;
};

async function checksFor(asked: Asked, call: JudgedCall): Promise<readonly Check[]> {
  const { service, operation, on, inPath } = asked;
  const parameters = parametersOf(call);
  const values: Values = (name) => inPath[name] ?? parameters(name);
  const context = keysOf(values);
  const resources = await Promise.all(
    on.map(async (one) =>
      typeof one === "string" ? filled(one, call, values) : await one(call, values),
    ),
  );
  const checks = resources.map((resource) =>
    checkOf(call, { action: `${service}:${operation}`, resource, context }),
  );
  const tags = checks.slice(0, 1).flatMap((check) => tagChecks({ ...asked, check }, call, values));
  return [...checks, ...tags, ...passChecks(asked, call, values)];
}

/** CloudTrail lets the delegated administrator at the management account's trail without a policy there. */
const checkOf = ({ caller }: JudgedCall, check: Omit<Check, "resourceAccount">): Check => {
  const [, , service = "", , accountId = ""] = check.resource.split(":");
  const isOwn = accountId === "" || service === "cloudtrail";
  return { ...check, resourceAccount: isOwn ? caller.accountId : accountId };
};

function keysOf(values: Values): Record<string, string> {
  const given = Object.entries(KEYS).map(([key, parameter]) => [key, values(parameter)] as const);
  return Object.fromEntries(
    given.filter((one): one is readonly [string, string] => typeof one[1] === "string"),
  );
}

function tagChecks(
  { service, operation, check }: Asked & { readonly check: Check },
  call: JudgedCall,
  values: Values,
): readonly Check[] {
  const [parameter = "", action, on] = TAGS[`${service}:${operation}`] ?? TAGS[service] ?? [];
  if (action === undefined || operation === action || isEmpty(values(parameter))) return [];
  const resource = on === undefined ? check.resource : filled(on, call, values);
  const policy = values("Policy");
  return [
    checkOf(call, {
      ...check,
      action: `${service}:${action}`,
      resource,
      ...(typeof policy === "string" && { policyToBe: policy }),
    }),
  ];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || Object.keys(Object(value) as object).length === 0;

function passChecks(
  { service, operation }: Asked,
  call: JudgedCall,
  values: Values,
): readonly Check[] {
  const [parameter, to = ""] = PASSED[`${service}:${operation}`] ?? [];
  const resource = parameter === undefined ? undefined : values(parameter);
  if (typeof resource !== "string" || resource === "") return [];
  const context = { "iam:PassedToService": to };
  return [checkOf(call, { action: "iam:PassRole", resource, context })];
}
