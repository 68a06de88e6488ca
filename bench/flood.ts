import { parseArgs } from "node:util";
import { flood } from "./flood/flood";
import { type Flood, floodTable, type FloodReport, isMastered } from "./flood/report";
import { findMotoCommand } from "./moto";

const USAGE = `usage: npm run bench:flood -- [options]
Plays floods of uploads on the emulator, against the archive that is deployed.
Without --uploads: three floods, of 10,000 uploads by one principal, of one upload by each of
200 principals, and of one event with 1,000 records.
  --uploads N            objects that intruders upload
  --principals N         by how many intruders (default 1)
  --concurrency N        the function's reserved concurrency (default 10)
  --records-per-event N  (default 1)
  --trail                deliver CloudTrail's event of each upload as well
  --json                 the results as JSON, and nothing else on standard output
`;

const ALL: readonly Partial<Flood>[] = [
  { uploads: 10_000 },
  { uploads: 200, principals: 200 },
  { uploads: 1_000, recordsPerEvent: 1_000 },
];

function readOptions() {
  const { values } = parseArgs({
    options: {
      uploads: { type: "string" },
      principals: { type: "string", default: "1" },
      concurrency: { type: "string", default: "10" },
      "records-per-event": { type: "string", default: "1" },
      trail: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const common = {
    principals: count(values.principals),
    concurrency: count(values.concurrency),
    recordsPerEvent: count(values["records-per-event"]),
    trail: values.trail,
  };
  const floods = values.uploads === undefined ? ALL : [{ uploads: count(values.uploads) }];
  return { ...values, floods: floods.map((flood) => ({ uploads: 1, ...common, ...flood })) };
}

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`not a whole number above 0: ${text}`);
}

async function main(): Promise<void> {
  const { floods, json, help } = readOptions();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const motoCommand = await findMotoCommand();
  const reports: FloodReport[] = [];
  for (const one of floods) {
    const onProgress = (text: string) => void process.stderr.write(`${text}\n`);
    const report = await flood({ ...one, motoCommand, onProgress });
    reports.push(report);
    if (!json) process.stdout.write(`${floodTable(report)}\n\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  if (!reports.every(isMastered)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
});
