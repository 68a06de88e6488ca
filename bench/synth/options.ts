import { Command, InvalidArgumentError, Option } from "commander";
import { ANCHORS, type Anchor } from "./programs";

export interface SynthOptions {
  /** Workload accounts of each organization to be measured. */
  readonly accounts: readonly number[];
  readonly runs?: number;
  readonly regions: readonly string[];
  /** Measured instead of organizations. */
  readonly config?: string;
  readonly project?: string;
  /** @default all, the template's way up to 300 accounts */
  readonly anchors?: readonly Anchor[];
  /** An earlier result. */
  readonly compare?: string;
  readonly json: boolean;
}

const SIZES: readonly number[] = [1, 10, 100, 300, 1000];

/** Up to here a run is short, and three of them say how much they differ. */
const SHORT_ACCOUNTS = 100;
const SHORT_RUNS = 3;

export const runsOf = ({ runs }: Pick<SynthOptions, "runs">, accounts: number): number =>
  runs ?? (accounts <= SHORT_ACCOUNTS ? SHORT_RUNS : 1);

/** Above, the template's way takes many minutes. */
const MOST_OF_TEMPLATE = 300;

export const anchorsOf = (
  { anchors: asked }: Pick<SynthOptions, "anchors">,
  accounts: number,
): readonly Anchor[] =>
  asked ?? ANCHORS.filter((anchor) => anchor !== "template" || accounts <= MOST_OF_TEMPLATE);

const EXAMPLES = `
Examples:
  $ npm run bench:synth                                 five sizes, anchors, growth
  $ npm run bench:synth -- --accounts 100 --json        one size, for a program to read
  $ npm run bench:synth -- --accounts 1,10,100 --anchors floor
  $ npm run bench:synth -- --config warden.config.ts    a configuration of yours
  $ npm run bench:synth -- --json > before.json         and later, after a change:
  $ npm run bench:synth -- --compare before.json
  $ npm run bench:synth -- --project ../at-v1 --json    another checkout, with its packages

Exit codes: 0 measured; 1 an anchor or the second synth wrote other bytes, or a command failed;
2 bad option; 130 interrupted.
`;

/** @throws CommanderError, which has been told on standard error, also for `--help` */
export const readOptions = (args: readonly string[]): SynthOptions =>
  synthCommand().parse(args, { from: "user" }).opts();

const synthCommand = (): Command =>
  new Command("npm run bench:synth --")
    .description("Measures what a synth costs, beside its anchors, in processes of their own.")
    .addOption(
      new Option("--accounts <numbers>", "workload accounts, with commas between")
        .argParser((value: string) => list(value).map(count))
        .default(SIZES, SIZES.join(",")),
    )
    .option(
      "--runs <n>",
      "runs of each, medians are told (default: 3 up to 100 accounts, else 1)",
      count,
    )
    .addOption(
      new Option("--regions <names>", "further regions").argParser(list).default([], "none"),
    )
    .addOption(
      new Option("--config <file>", "measure this configuration").conflicts([
        "accounts",
        "regions",
      ]),
    )
    .option("--project <folder>", "whose code is measured (default: this one)")
    .addOption(
      new Option(
        "--anchors <names>",
        `all, none, or some of ${ANCHORS.join(",")} ` +
          `(default: all, template up to ${MOST_OF_TEMPLATE} accounts)`,
      ).argParser(anchors),
    )
    .option("--compare <file>", "the --json of an earlier run, to be told before and after")
    .option("--json", "the result as JSON, and nothing else on standard output", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride();

const list = (value: string): string[] => value.split(",").map((item) => item.trim());

function count(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError(`${JSON.stringify(value)} is no whole number above 0`);
}

function anchors(value: string): readonly Anchor[] {
  if (value === "all") return ANCHORS;
  if (value === "none") return [];
  const named = list(value);
  const stranger = named.find((name) => !ANCHORS.some((anchor) => anchor === name));
  if (stranger === undefined) return ANCHORS.filter((anchor) => named.includes(anchor));
  const known = ["all", "none", ...ANCHORS].join(", ");
  throw new InvalidArgumentError(`${JSON.stringify(stranger)} is none of ${known}`);
}
