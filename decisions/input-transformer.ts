import { type BusEvent } from "./bus-event";

/** What a target gets instead of the event. */
export interface InputOf {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

export interface RuleNames {
  readonly arn: string;
  readonly name: string;
}

/** The text that EventBridge hands to a target. */
export function inputFor(target: InputOf, event: BusEvent, rule: RuleNames): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(InputPath, event) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  const values = new Map<string, unknown>([
    ...Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(path, event)] as const),
    ...predefined(event, rule),
  ]);
  return fill(InputTemplate, values);
}

/** Names that EventBridge fills in itself (EventBridge guide, eb-transform-target-input). */
const predefined = (event: BusEvent, { arn, name }: RuleNames): [string, unknown][] => [
  ["aws.events.rule-arn", arn],
  ["aws.events.rule-name", name],
  ["aws.events.event.ingestion-time", event.time],
  ["aws.events.event", { ...event, detail: undefined }],
  ["aws.events.event.json", event],
];

const PLACEHOLDER = /<([\w.-]+)>/g;

/**
 * A bare placeholder becomes a JSON value, quotes and escapes included. Inside quotes the plain
 * value is filled in and nothing is escaped: a quote in it breaks the JSON. A path that isn't in
 * the event leaves an empty text (EventBridge guide, eb-transform-target-input).
 */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  const isJson = /^\s*[{[]/.test(template);
  return template.replace(PLACEHOLDER, (placeholder: string, name: string, offset: number) => {
    if (!values.has(name)) return placeholder;
    const value = values.get(name) ?? "";
    return isJson && !isQuoted(template, offset) ? JSON.stringify(value) : plain(value);
  });
}

/** Structured values lose their quotes inside a text. */
const plain = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "");

const isQuoted = (template: string, offset: number): boolean =>
  [...template.slice(0, offset).replaceAll(/\\./g, "").matchAll(/"/g)].length % 2 === 1;

const PATH = /^\$((\.[\w-]+)|(\[\d+\]))*$/;

/** `$.detail.findings[0].Title`; wildcards aren't used by this product. */
function valueAt(path: string, event: unknown): unknown {
  if (!PATH.test(path)) throw new Error(`The emulator doesn't know the JSON path ${path}`);
  const steps = path.match(/[\w-]+/g) ?? [];
  return steps.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[step],
    event,
  );
}
