import type { SourceId, Severity } from "../config/findings-schema";
import type { WardenConfig, Workload } from "../config/schema";
import type { BusEvent } from "../decisions/bus-event";
import { eventAt } from "../samples/place";
import { type SampleFinding, sampleFindings } from "../samples/sample-findings";
import { Estate } from "./model/estate";
import { whereOf } from "./model/resource";
import { providerPlace, readStacks, type TerraformStack } from "./model/stack";
import type { Hop, HopVerdict } from "./path";
import { delivered, type Delivery } from "./paths/delivery";
import type { Bus } from "./paths/events";
import { assumptionsOf } from "./scope";

type Content = Pick<BusEvent, "source" | "detail-type" | "detail"> &
  Partial<Pick<BusEvent, "resources">>;

/** Any event, and the bus where it is put. */
export interface EventDelivery {
  readonly event: Content;
  /** A stack: the default bus of its account and region. */
  readonly from: string | (Omit<Bus, "name"> & { readonly bus?: string });
  readonly to: string;
  /** Says whose organization the accounts are. @default each account stands alone */
  readonly config?: WardenConfig;
}

/** A sample of one of the configuration's sources, on the bus where AWS puts it. */
export interface FindingDelivery {
  readonly config: WardenConfig;
  readonly finding: SourceId;
  readonly severity: Severity;
  /** @default the first of the configuration */
  readonly workload?: Workload["name"];
  readonly to: string;
}

export type AskedDelivery = EventDelivery | FindingDelivery;

export interface DeliveryVerdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Whether stacks bring an event to whom it is for: `expect(stacks).toDeliver({...})`.
 * @param received stacks, or the folder into which they were synthesized
 * @throws where what is asked can't be found: a stack, a workload, a sample
 */
export async function toDeliver(
  received: readonly TerraformStack[] | string,
  asked: AskedDelivery,
): Promise<DeliveryVerdict> {
  const stacks = typeof received === "string" ? readStacks(received) : received;
  const estate = new Estate(stacks, asked.config ? assumptionsOf(asked.config) : {});
  const delivery = "finding" in asked ? ofFinding(asked) : ofEvent(asked, stacks);
  const hops = await delivered(estate, delivery);
  const pass = hops.every(({ verdict }) => verdict === "holds");
  return { pass, message: () => told(delivery, hops) };
}

function ofEvent({ event, from, to }: EventDelivery, stacks: readonly TerraformStack[]): Delivery {
  const bus = typeof from === "string" ? defaultBusOf(from, stacks) : named(from);
  return { event: eventAt({ account: bus.accountId, region: bus.region }, event), from: bus, to };
}

const named = ({ bus = "default", ...place }: Exclude<EventDelivery["from"], string>): Bus => ({
  ...place,
  name: bus,
});

function defaultBusOf(name: string, stacks: readonly TerraformStack[]): Bus {
  const stack = stacks.find((one) => one.name === name);
  if (!stack) {
    const known = stacks.map((one) => one.name).join(", ");
    throw new Error(`from: no stack is called ${name}; there are: ${known}`);
  }
  const { accountId, region } = providerPlace(stack);
  if (accountId === "") throw new Error(`from: the provider of ${name} says no account`);
  return { accountId, region, name: "default" };
}

function ofFinding({ config, finding, severity, workload, to }: FindingDelivery): Delivery {
  const about = workload ?? config.workloads[0]?.name;
  const own = config.workloads.find(({ name }) => name === about);
  if (!own) throw new Error(`workload: the configuration has no ${about ?? "workload"}`);
  const samples = sampleFindings(config, own).filter(
    (sample) => sample.source === finding && sample.severity === severity,
  );
  const sample: SampleFinding | undefined = samples.find(({ arrives }) => arrives) ?? samples[0];
  if (!sample) throw new Error(`finding: there is no sample of ${finding} that is ${severity}`);
  const { account: accountId, region, event } = sample;
  return { event, from: { accountId, region, name: "default" }, to };
}

const MARKS: Readonly<Record<HopVerdict, string>> = { holds: "✓", broken: "✗", unknown: "?" };

function told({ event, from, to }: Delivery, hops: readonly Hop[]): string {
  const { accountId, region, name } = from;
  return [
    `${event.source} "${event["detail-type"]}", from the bus ${name} of ${accountId} in ${region}, to ${to}:`,
    ...hops.flatMap(hopLines),
  ].join("\n");
}

const hopLines = ({ what, verdict, because, at, mend = [] }: Hop): readonly string[] => [
  `  ${MARKS[verdict]} ${what}`,
  `      ${because}`,
  ...(at && verdict !== "holds" ? [`      at ${whereOf(at)}, ${at.stack.file}`] : []),
  ...mend.map(({ at: place, stack = "", argument, add }) => {
    const where = place ? whereOf(place) : stack;
    return `      missing in ${argument} of ${where}: ${JSON.stringify(add)}`;
  }),
];
