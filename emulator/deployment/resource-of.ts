import { type JudgedCall } from "../checks";

/** Values by name: parts of the path, and the call's parameters. */
export type Values = (name: string) => unknown;

/**
 * An ARN with `{name}` for a value of the call, `{region}` and `{account}` for where it is made.
 * `arn:` stands for `arn:aws:<service>:{region}:{account}:`.
 */
export type Template = string;

export type ResourceOf =
  Template | ((call: JudgedCall, values: Values) => string | Promise<string>);

/** What isn't a parameter by its own name is looked for inside: `ConfigurationRecorder.name`. */
export const parametersOf =
  ({ request: { parameters } }: JudgedCall): Values =>
  (name) =>
    parameters[name] ?? name.split(".").reduce(inside, parameters);

const inside = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What signs as `monitoring` is `cloudwatch` to IAM. */
export const iamName = (service: string): string =>
  service === "monitoring" ? "cloudwatch" : service;

/** Where a call may give an ARN in place of a name, that ARN is the resource. */
export function filled(template: Template, call: JudgedCall, values: Values): string {
  const { region } = call.request;
  const service = iamName(call.request.service);
  const place: Readonly<Record<string, string>> = { region, account: call.caller.accountId };
  const whole = template.replace(/^arn:(?!aws:)/, `arn:aws:${service}:{region}:{account}:`);
  const names = [...whole.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
  const given = names.map((name) => textOf(values(name))).find((one) => one.startsWith("arn:"));
  return (
    given ??
    whole.replaceAll(/\{([^}]+)\}/g, (_, name: string) => place[name] ?? textOf(values(name)))
  );
}
