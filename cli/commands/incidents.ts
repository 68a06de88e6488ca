import { loadConfig } from "../../config/load";
import { BadInput } from "../bad-input";
import { EXIT, type ExitCode } from "../exit-codes";
import { interruptible, unlessAborted } from "../interruption";
import { type Ledger, withLedger } from "../ledger/aws";
import { blockedEntries, blockedTable } from "../ledger/blocked";
import { incidentPrefix, newest, readIncident, type Selection, toJson } from "../ledger/incident";
import { incidentDetails, incidentTable } from "../ledger/incident-text";
import { parseLimit, parseSince } from "../ledger/since";
import { type Target, targetOf } from "../ledger/target";
import { lateProgress } from "../progress/late";
import { type Say } from "../progress/progress";
import { progressOn } from "../progress/progress-on";

export interface IncidentsFlags {
  readonly config?: string;
  readonly workload?: string;
  readonly blocked?: true;
  readonly limit: string;
  readonly since?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** What is to be said, for people and for programs. */
interface Answer {
  readonly text: string;
  readonly json: unknown;
}

export async function incidentsCommand(
  id: string | undefined,
  flags: IncidentsFlags,
): Promise<ExitCode> {
  const selection: Selection = {
    limit: parseLimit(flags.limit),
    ...(flags.since !== undefined && { since: parseSince(flags.since, new Date()) }),
  };
  if (id !== undefined && flags.blocked) throw new BadInput("--blocked takes no incident");
  const target = targetOf(loadConfig(flags.config), flags.workload);
  const progress = lateProgress(await progressOn(process.stderr, flags));
  const answer = await interruptible((signal) =>
    progress.step(`Read the ledger of ${target.workload.name}`, (say) => {
      const answering = withLedger(target, (ledger) => {
        if (flags.blocked) return blocked(target, ledger);
        return id === undefined
          ? list(target, ledger, { ...selection, say })
          : one(target, ledger, id);
      });
      return unlessAborted(signal, answering);
    }),
  );
  process.stdout.write(flags.json ? `${JSON.stringify(answer.json, null, 2)}\n` : answer.text);
  return EXIT.fine;
}

async function list(
  target: Target,
  ledger: Ledger,
  { say, ...selection }: Selection & { readonly say: Say },
): Promise<Answer> {
  const pages = counted(ledger.scan(incidentPrefix(target.names.bucket)), say);
  const incidents = await newest(pages, selection);
  return { text: incidentTable(incidents), json: incidents.map(toJson) };
}

async function* counted<T>(
  pages: AsyncIterable<readonly T[]>,
  say: Say,
): AsyncGenerator<readonly T[]> {
  let count = 0;
  for await (const page of pages) {
    count += page.length;
    say(`${count} incidents`);
    yield page;
  }
}

async function one({ names }: Target, ledger: Ledger, id: string): Promise<Answer> {
  const item = id.startsWith(incidentPrefix(names.bucket)) ? await ledger.read(id) : undefined;
  if (!item) {
    throw new BadInput(`no such incident in ${names.ledgerTable} of bucket ${names.bucket}: ${id}`);
  }
  const incident = readIncident(item);
  return { text: incidentDetails(incident), json: toJson(incident) };
}

async function blocked({ names: { bucket } }: Target, ledger: Ledger): Promise<Answer> {
  const denylist = await ledger.readDenylist(bucket);
  const { userIds, resting, waiting = [] } = denylist;
  const blocks = await ledger.readBlocks(bucket, [...userIds, ...resting, ...waiting]);
  const entries = blockedEntries(denylist, blocks);
  return { text: blockedTable(entries), json: entries };
}
