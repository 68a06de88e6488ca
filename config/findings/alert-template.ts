import type { Severity } from "../findings-schema";
import type { WardenConfig } from "../schema";
import type { FindingSource, Reading } from "./source";

/** As EventBridge's target takes it. */
export interface InputTransformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** EventBridge API, InputTransformer: characters of a template, and entries of the paths. */
export const TEMPLATE_LIMIT = 8_192;
export const PATHS_LIMIT = 100;

const COMMON_PATHS = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  event: "$.id",
};

export interface Telling {
  readonly config: WardenConfig;
  readonly source: FindingSource;
  readonly severity: Severity;
  /** Where this severity reads otherwise. */
  readonly reading?: Partial<Reading>;
}

/** One field a line, in the order in which a person wants to read them. */
export function alertTransformer(telling: Telling): InputTransformer {
  const { config, source } = telling;
  const reading: Reading = { ...source.reading(config), ...telling.reading };
  const fields = fieldsOf(telling, reading);
  const withNames = render([...fields, ...accountsField(config)]);
  const inputTemplate = withNames.length > TEMPLATE_LIMIT ? render(fields) : withNames;
  return { inputPaths: pathsUsed(reading, inputTemplate), inputTemplate };
}

type Field = readonly [name: string, json: string];

function fieldsOf({ source, severity }: Telling, reading: Reading): Field[] {
  const { title, resource, nextStep, link, more = {} } = reading;
  const links = `[{"title": ${valueOf(link.title)}, "url": ${valueOf(link.url)}}]`;
  return [
    ["title", valueOf(title)],
    ["severity", valueOf(severity)],
    ["resource", valueOf(resource)],
    ...Object.entries(more).map(([name, value]): Field => [name, valueOf(value)]),
    // An event says no account's name (ADR 0015).
    ["account", '{"id": "<account>", "name": "<account>"}'],
    ["region", '"<region>"'],
    ["time", '"<time>"'],
    ["nextStep", valueOf(nextStep)],
    ["links", links],
    ["text", JSON.stringify(textOf(severity, reading))],
    ["commands", "[]"],
    ["source", valueOf(source.id)],
    ["kind", '"finding"'],
    ["schema", '"bucket-warden/alert/1"'],
    ["incident", '"<event>"'],
  ];
}

const textOf = (severity: Severity, { title, headline = title, nextStep, link }: Reading): string =>
  `${severity}: ${headline}. Account <account>, <region>, at <time>. ${nextStep} ${link.url}`;

/** The names of all accounts, which EventBridge can't look up; with an organization it is told none. */
function accountsField(config: WardenConfig): Field[] {
  if (config.membership === "organization") return [];
  const workloads = config.workloads.map(({ accountId: id, name }) => ({ id, name }));
  return [
    ["accounts", JSON.stringify([{ id: config.auditAccount.id, name: "audit" }, ...workloads])],
  ];
}

const render = (fields: readonly Field[]): string =>
  `{\n${fields.map(([name, json]) => `"${name}": ${json}`).join(",\n")}\n}`;

const isPlaceholder = (value: string): boolean => /^<\w+>$/.test(value);
const valueOf = (value: string): string => (isPlaceholder(value) ? value : JSON.stringify(value));

/** Only the paths that the template has a placeholder for. */
const pathsUsed = ({ paths }: Reading, template: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...COMMON_PATHS, ...paths }).filter(([name]) =>
      template.includes(`<${name}>`),
    ),
  );
