import { setImmediate as nextTurn } from "node:timers/promises";
import { loadConfig } from "../../config/load";
import { type WardenConfig } from "../../config/schema";
import { EXIT, type ExitCode } from "../exit-codes";
import { interruptible } from "../interruption";
import { lateProgress } from "../progress/late";
import { type Say } from "../progress/progress";
import { progressOn } from "../progress/progress-on";
import { type Guarded, guardedBy } from "../replay/guarded";
import { judge } from "../replay/judge";
import { type KnownIds, toldIds } from "../replay/known-ids";
import { asJson, asText, onOneLine, type Replayed } from "../replay/print";
import { principalOf, type Recorded, readRecords } from "../replay/records";

export interface ReplayFlags {
  readonly config?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly userId?: readonly string[];
}

/** Says what the responder would do about recorded events, and why; asks nobody. */
export async function replayCommand(
  files: readonly string[],
  flags: ReplayFlags,
): Promise<ExitCode> {
  const config = loadConfig(flags.config);
  const known = toldIds(flags.userId ?? []);
  const progress = lateProgress(await progressOn(process.stderr, flags));
  const { records, unread } = await interruptible((signal) =>
    progress.step("Read the events", (say) => readAll({ files, config, known, signal, say })),
  );
  const judged = judgeAll(records, guardedBuckets(config, known));
  for (const piece of flags.json ? asJson(judged) : asText(judged)) process.stdout.write(piece);
  return unread === 0 ? EXIT.fine : EXIT.wrong;
}

interface Reading {
  readonly files: readonly string[];
  readonly config: WardenConfig;
  readonly known: KnownIds;
  readonly signal: AbortSignal;
  readonly say: Say;
}

/** Records between two looks at what else waits, Ctrl-C first of all. */
const TURN = 1_000;

/** Everything is read before anybody is judged: a later record may tell whose id an earlier has. */
async function readAll({ files, config, known, signal, say }: Reading) {
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
    if (records.length % TURN === 0) {
      say(`${records.length} records, up to ${record.file}`);
      await nextTurn();
      signal.throwIfAborted();
    }
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
