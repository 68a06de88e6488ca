import { loadConfig } from "../../config/load";
import { type WardenConfig } from "../../config/schema";
import { EXIT, type ExitCode } from "../exit-codes";
import { type Guarded, guardedBy } from "../replay/guarded";
import { judge } from "../replay/judge";
import { type KnownIds, toldIds } from "../replay/known-ids";
import { asJson, asText, onOneLine, type Replayed } from "../replay/print";
import { principalOf, type Recorded, readRecords } from "../replay/records";

export interface ReplayFlags {
  readonly config?: string;
  readonly json?: true;
  readonly userId?: readonly string[];
}

/** Says what the responder would do about recorded events, and why; asks nobody. */
export async function replayCommand(
  files: readonly string[],
  flags: ReplayFlags,
): Promise<ExitCode> {
  const config = loadConfig(flags.config);
  const known = toldIds(flags.userId ?? []);
  const { records, unread } = await readAll(files, config, known);
  const judged = judgeAll(records, guardedBuckets(config, known));
  for (const piece of flags.json ? asJson(judged) : asText(judged)) process.stdout.write(piece);
  return unread === 0 ? EXIT.fine : EXIT.wrong;
}

/** Everything is read before anybody is judged: a later record may tell whose id an earlier has. */
async function readAll(files: readonly string[], config: WardenConfig, known: KnownIds) {
  const accounts = new Map(config.workloads.map((own) => [own.bucketName, own.accountId]));
  const records: Recorded[] = [];
  let unread = 0;
  for await (const record of readRecords(files, (bucket) => accounts.get(bucket))) {
    if ("fault" in record) {
      unread++;
      warn(`${record.where}: ${record.fault}`);
      continue;
    }
    records.push(record);
    const principal = principalOf(record.reading);
    if (principal) known.learn(principal);
  }
  return { records, unread };
}

const guardedBuckets = (config: WardenConfig, known: KnownIds): ReadonlyMap<string, Guarded> =>
  new Map(config.workloads.map((own) => [own.bucketName, guardedBy(config, own, known)]));

function judgeAll(records: readonly Recorded[], guarded: ReadonlyMap<string, Guarded>): Replayed[] {
  const concerned = new Set<Guarded>();
  const judged = records.map(({ file, index, reading }): Replayed => {
    if ("unreadable" in reading) warn(`${file}: record ${index}: ${reading.unreadable}`);
    const own = "upload" in reading ? guarded.get(reading.upload.bucket) : undefined;
    if (own) concerned.add(own);
    return { file, index, ...judge(reading, own?.policy) };
  });
  for (const own of concerned) warnOfUnknown(own);
  return judged;
}

function warnOfUnknown({ workload, unknownArns }: Guarded): void {
  if (unknownArns.length === 0) return;
  warn(
    `${workload}: no record tells the unique ids of ${unknownArns.join(", ")}. ` +
      "A notification of an upload by them reads as an intruder's; tell them with --user-id ARN=ID.",
  );
}

/** Standard output belongs to the judgements. */
function warn(text: string): void {
  process.stderr.write(`${onOneLine(text)}\n`);
}
