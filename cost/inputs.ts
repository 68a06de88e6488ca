interface Input {
  readonly default: number;
  readonly means: string;
  /** Why this default. */
  readonly why: string;
  readonly most?: number;
}

const AWS_EXAMPLE = "of the size that AWS's own examples take; not measured";
const ASSUMED = "assumed, not measured on AWS";

/** What the stacks don't say. Per month and workload account where nothing else is said. */
export const INPUTS = {
  uploads: { default: 100_000, means: "objects uploaded to the production bucket", why: ASSUMED },
  reads: { default: 400_000, means: "other object-level calls on it", why: ASSUMED },
  objectKilobytes: { default: 100, means: "size of an uploaded object", why: ASSUMED },
  otherBuckets: {
    default: 0,
    means: "buckets in the account besides those deployed",
    why: ASSUMED,
  },
  otherTrails: {
    ...{ default: 0, means: "trails in the account that record management events besides" },
    why: "the first copy of management events is free, whichever trail has it",
  },
  managementEvents: {
    ...{ default: 300_000, means: "management events, in audit and management account as well" },
    why: AWS_EXAMPLE,
  },
  writePercent: {
    ...{ default: 10, means: "percent of management events that write", most: 100 },
    why: AWS_EXAMPLE,
  },
  eventKilobytes: { default: 1.5, means: "size of an event in a log group", why: ASSUMED },
  compressedPercent: {
    ...{ default: 15, means: "percent of logs that is left when compressed", most: 100 },
    why: ASSUMED,
  },
  flowGigabytes: { default: 1, means: "GB of VPC flow and DNS logs", why: "few machines" },
  configItems: {
    ...{ default: 500, means: "configuration items recorded, in every account" },
    why: ASSUMED,
  },
  securityChecks: {
    ...{ default: 3_000, means: "Security Hub's checks in the home region, in every account" },
    why: "100 controls that find something to judge, once a day; not measured",
  },
  hubRegions: {
    ...{ default: 17, means: "regions enabled in every account" },
    why: "the regions that are on in a new account; Security Hub's policy holds in all of them",
  },
  idleRegionChecks: {
    ...{ default: 900, means: "Security Hub's checks in a region where nothing is" },
    why: "30 controls of the account itself, once a day; not measured",
  },
  furtherRegionPercent: {
    ...{ default: 10, means: "activity in a further region, in percent of the home region's" },
    why: ASSUMED,
  },
  trailFiles: {
    ...{ default: 21_170, means: "files that one trail delivers" },
    why: "12 logs an hour in one region, and a digest an hour in each of 17",
  },
  otherFiles: {
    ...{ default: 5_000, means: "files of Config, Macie and access logs" },
    why: ASSUMED,
  },
  otherGigabytes: { default: 0.5, means: "GB of those files", why: ASSUMED },
  findings: { default: 20, means: "findings told, each one e-mail a reader", why: ASSUMED },
  uploadMilliseconds: {
    ...{ default: 20, means: "billed for an invocation that has nothing to do" },
    why: "0.10 ms of own code was measured; the rest is assumed",
  },
  sweepMilliseconds: {
    ...{ default: 500, means: "billed for a run of the schedule" },
    why: "9 calls were counted; the time is assumed",
  },
  incidentMilliseconds: {
    ...{ default: 3_000, means: "billed for an invocation of an incident, its start included" },
    why: ASSUMED,
  },
  logKilobytes: { default: 0.5, means: "logged by an invocation", why: ASSUMED },
  checksPerChange: {
    ...{ default: 10, means: "Security Hub's checks after a change of one resource" },
    why: ASSUMED,
  },
  keyRotations: {
    ...{ default: 0, means: "yearly rotations so far; a key's price rises by $1 with each" },
    why: "the first year; AWS charges two at most (from memory)",
    most: 2,
  },
  queriedTerabytes: {
    ...{ default: 0.1, means: "TB of the trail archive queried, once for everybody" },
    why: ASSUMED,
  },
} as const satisfies Readonly<Record<string, Input>>;

export type InputName = keyof typeof INPUTS;
export type Inputs = Readonly<Record<InputName, number>>;

export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];

/**
 * The given inputs, and the defaults of the others.
 * @param called how the input is named in messages
 * @throws RangeError that names the input, the value and the rule
 */
export function inputsWith(
  given: Partial<Inputs> = {},
  called: (name: InputName) => string = (name) => name,
): Inputs {
  const values = INPUT_NAMES.map((name) => {
    const input: Input = INPUTS[name];
    const { default: usual, most = Infinity } = input;
    const value = given[name] ?? usual;
    if (value >= 0 && value <= most && Number.isFinite(value)) return [name, value];
    const rule = most === Infinity ? "0 or more" : `from 0 to ${most}`;
    throw new RangeError(`${called(name)} must be a number, ${rule}: ${value}`);
  });
  return Object.fromEntries(values) as Inputs;
}
