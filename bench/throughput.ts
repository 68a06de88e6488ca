import { parseArgs } from "node:util";
import { findMotoCommand } from "./moto";
import { play, type Play } from "./throughput/play";
import {
  depthLines,
  depths,
  type Throughput,
  throughputOf,
  throughputTable,
} from "./throughput/report";

const USAGE = `usage: npm run bench:throughput -- [options]
Responds to the same uploads by more and more environments at the same time, on the emulator and
against the archive that is deployed: of one intruder, and of as many intruders as uploads.
  --environments N,N  how many environments (default 1,8,32)
  --added N,N         milliseconds by which each call to AWS takes longer (default 0,200)
  --uploads N         of one intruder (default 500)
  --principals N      who upload once each (default 200)
  --json              the results as JSON, and nothing else on standard output
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      environments: { type: "string", default: "1,8,32" },
      added: { type: "string", default: "0,200" },
      uploads: { type: "string", default: "500" },
      principals: { type: "string", default: "200" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return {
    ...values,
    environments: counts(values.environments, 1),
    added: counts(values.added, 0),
    uploads: counts(values.uploads, 1)[0] ?? 1,
    principals: counts(values.principals, 1)[0] ?? 1,
  };
}

const counts = (text: string, least: number): number[] =>
  text.split(",").map((part) => {
    const number = Number(part);
    if (part !== "" && Number.isInteger(number) && number >= least) return number;
    throw new Error(`not a whole number of ${least} or more: ${part}`);
  });

/** Of a lone environment and of slow calls: enough for a median, few enough that each is told. */
const FEW_EVENTS = 12;

function plays({ environments, added, uploads, principals }: ReturnType<typeof readOptions>) {
  const floods = [
    { uploads, principals: 1 },
    { uploads: principals, principals },
  ];
  const few = (flood: (typeof floods)[number], count: number) => ({
    uploads: Math.min(flood.uploads, FEW_EVENTS * count),
    principals: Math.min(flood.principals, FEW_EVENTS * count),
  });
  const slow = added.filter((addedMs) => addedMs > 0);
  // What slow calls of a lone environment are compared with.
  const quick = slow.length > 0 && environments.includes(1);
  return floods.flatMap((flood): Play[] => [
    ...(added.includes(0)
      ? environments.map((count) => ({ ...flood, environments: count, addedMs: 0 }))
      : []),
    ...(quick ? [{ ...few(flood, 1), environments: 1, addedMs: 0 }] : []),
    ...slow.flatMap((addedMs) =>
      environments.map((count) => ({ ...few(flood, count), environments: count, addedMs })),
    ),
  ]);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const motoCommand = await findMotoCommand();
  const results: Throughput[] = [];
  for (const one of plays(options)) {
    process.stderr.write(
      `${one.uploads} uploads, ${one.principals} principals, ${one.environments} environments, ${one.addedMs} ms\n`,
    );
    results.push(throughputOf(await play({ ...one, motoCommand })));
  }
  const text = options.json
    ? JSON.stringify({ runs: results, depths: depths(results) }, null, 2)
    : `${throughputTable(results)}\n\n${depthLines(results)}`;
  process.stdout.write(`${text}\n`);
  if (!results.every(({ holds }) => holds)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
});
