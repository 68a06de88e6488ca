import { faultsOfFindingAlert } from "../../../alerts/finding-alert";
import { PATHS_LIMIT, TEMPLATE_LIMIT } from "../../../config/findings/alert-template";
import { inputFor } from "../../../decisions/input-transformer";
import type { SampleFinding } from "../../../samples/sample-findings";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";
import type { Route } from "../events";
import { missingIn, subjectOf } from "./subject";

/** What the target's `input_transformer` says. */
interface Transformer {
  readonly at: Resource;
  readonly template: string;
  /** Placeholder to JSON path. */
  readonly paths: Readonly<Record<string, string>>;
}

interface Rendered {
  readonly sample: SampleFinding;
  readonly samples: readonly SampleFinding[];
}

/** The target makes of the event an alert that a person understands and a program reads. */
export function* readsWell(route: Route, told: Rendered): Generator<Hop> {
  const transformer = transformerOf(route.target);
  if (!transformer) {
    const what = "an input transformer makes an alert of it";
    yield broken(what, "the target has none", { at: route.target });
    return;
  }
  yield withinLimits(transformer);
  yield placeholdersFilled(transformer);
  yield pathsFound(transformer, told);
  yield isAlert(route, transformer, told.sample);
}

function transformerOf(target: Resource): Transformer | undefined {
  const [given] = blocksOf(target, "input_transformer");
  return (
    given && {
      at: target,
      template: typeof given.input_template === "string" ? given.input_template : "",
      paths: (given.input_paths ?? {}) as Transformer["paths"],
    }
  );
}

const verdict = (what: string, { at }: Transformer, faults: readonly string[]): Hop =>
  faults.length === 0 ? holds(what, whereOf(at), at) : broken(what, faults.join("; "), { at });

/** EventBridge API, InputTransformer. */
function withinLimits(transformer: Transformer): Hop {
  const { template, paths } = transformer;
  const count = Object.keys(paths).length;
  const what = `the template has at most ${TEMPLATE_LIMIT} characters and ${PATHS_LIMIT} input paths`;
  const faults = [
    ...(template.length > TEMPLATE_LIMIT ? [`it has ${template.length} characters`] : []),
    ...(count > PATHS_LIMIT ? [`it has ${count} input paths`] : []),
  ];
  return verdict(what, transformer, faults);
}

/** EventBridge guide, eb-transform-target-input: names that it fills in itself. */
const PREDEFINED: ReadonlySet<string> = new Set([
  "aws.events.event",
  "aws.events.event.ingestion-time",
  "aws.events.event.json",
  "aws.events.rule-arn",
  "aws.events.rule-name",
]);

/** What stands in angle brackets in the template; what an event brings in isn't looked at. */
function placeholdersFilled(transformer: Transformer): Hop {
  const { template, paths } = transformer;
  const names = new Set([...template.matchAll(/<([\w.-]+)>/g)].map(([, name = ""]) => name));
  const unfilled = [...names].filter((name) => !(name in paths) && !PREDEFINED.has(name));
  const unused = Object.keys(paths).filter((name) => !names.has(name));
  return verdict("each placeholder has an input path", transformer, [
    ...unfilled.map((name) => `nothing fills <${name}>: input_paths lacks it`),
    ...unused.map((name) => `no placeholder asks for the input path ${name}`),
  ]);
}

/** Each call has parameters of its own: `isAlert` sees whether the right ones are told. */
const OF_SOME_CALLS = "$.detail.requestParameters.";

/** A path that no event of the source has says nothing in any alert. */
function pathsFound(transformer: Transformer, { sample, samples }: Rendered): Hop {
  const alike = samples.filter(({ source, arrives }) => arrives && source === sample.source);
  const lost = Object.entries(transformer.paths).filter(
    ([, path]) => !path.startsWith(OF_SOME_CALLS) && !alike.some(({ event }) => isAt(path, event)),
  );
  return verdict(
    `each input path is found in events of ${sample.source}`,
    transformer,
    lost.map(([name, path]) => `no event has ${path}, for <${name}>`),
  );
}

function isAt(path: string, event: unknown): boolean {
  const steps = path.replace(/^\$\.?/, "").match(/[\w-]+/g) ?? [];
  const found = steps.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[step],
    event,
  );
  return found !== undefined;
}

/** By the alert's schema, and true to the finding: whose it is, where, how grave, about what. */
function isAlert({ rule }: Route, transformer: Transformer, sample: SampleFinding): Hop {
  const what = "the alert is by its schema and says what the finding says";
  const { at, template, paths } = transformer;
  const names = { arn: textOf(rule, "arn") ?? "", name: textOf(rule, "name") ?? "" };
  const target = { InputTransformer: { InputPathsMap: paths, InputTemplate: template } };
  try {
    const document: unknown = JSON.parse(inputFor(target, sample.event, names));
    return verdict(what, transformer, [
      ...faultsOfFindingAlert(document, sample.severity),
      ...missingIn(document, sample.source, subjectOf(sample)),
    ]);
  } catch (error) {
    return broken(what, (error as Error).message, { at });
  }
}
