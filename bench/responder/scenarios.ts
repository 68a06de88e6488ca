import { HeadObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { type Actor } from "../../cli/rehearse/actor";
import { trailEvent } from "../../cli/rehearse/events";
import { type AcceptedCall, type PutCall } from "../../cli/rehearse/upload";
import { blockedByPolicy, namedByPolicy, policySids, versionsIn } from "../stage/observe";
import { eventsOf, put, type Stage } from "../stage/stage";
import { type GuardedWorkload } from "../stage/workload";
import { type Run, type RunningHandler } from "./handlers";
import { median } from "./load";

/** What one kind of event costs, as medians. */
export interface Cost {
  readonly event: string;
  readonly ownMs: number;
  readonly wallMs: number;
  readonly calls: number;
  /** Which call, counted from 1, is the deletion; null when there is none. */
  readonly deletionIsCall: number | null;
}

export interface Played {
  readonly costs: readonly Cost[];
  /** What must hold afterwards, and whether it does. */
  readonly holds: Readonly<Record<string, boolean>>;
  /** What the handler threw, each once. */
  readonly errors: readonly string[];
}

export interface Theatre {
  readonly stage: Stage;
  readonly guarded: GuardedWorkload;
  readonly handler: RunningHandler;
  /** Times that each event is played. */
  readonly rounds: number;
}

/** The first rounds warm the process up and don't count. */
const WARM_UP = 3;

/** The same events for every handler, and a look at what is left behind. */
export async function playScenarios(theatre: Theatre): Promise<Played> {
  const { stage, guarded, handler, rounds } = theatre;
  const bucket = guarded.names.bucket;
  const sidsBefore = await policySids(guarded);
  const uploader = await stage.allowedUploader(guarded);
  const by = { clients: guarded.operator };
  const runs: Record<"first" | "again" | "notified" | "allowed", Run[]> = {
    first: [],
    again: [],
    notified: [],
    allowed: [],
  };
  const intruders: Actor[] = [];
  const loot: AcceptedCall[] = [];
  const reports: AcceptedCall[] = [];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const intruder = await stage.intrudingUser(guarded, `mallory-${round}`);
    const call = await put({ bucket, key: `loot/${round}.bin`, actor: intruder, by });
    const { trail } = eventsOf(call, guarded);
    runs.first.push(await handler.run(trail));
    runs.again.push(await handler.run(trail));
    intruders.push(intruder);
    loot.push(call);

    const eve = await stage.intrudingUser(guarded, `eve-${round}`);
    const second = await put({ bucket, key: `loot/n${round}.bin`, actor: eve, by });
    runs.notified.push(await handler.run(eventsOf(second, guarded).notification));
    const report = await put({ bucket, key: `reports/${round}.csv`, actor: uploader, by });
    runs.allowed.push(await handler.run(eventsOf(report, guarded).trail));
    reports.push(report);
  }
  const refused = await put({ bucket, key: "reports/kept.csv", actor: uploader, by });
  await handler.run(refusedAttempt(refused, intruders.at(-1) ?? uploader, guarded));

  const left = (await versionsIn(guarded)).map(({ versionId }) => versionId);
  const sids = await policySids(guarded);
  const blocked = await blockedIds(guarded);
  const isBlocked = ({ userId, arn }: Actor) => blocked.includes(userId) || blocked.includes(arn);
  return {
    errors: [
      ...new Set(Object.values(runs).flatMap((of) => of.flatMap(({ error }) => error ?? []))),
    ],
    costs: [
      costOf("CloudTrail's event of a new intruder's upload", runs.first),
      costOf("the same event again", runs.again),
      costOf("S3's notification of a new intruder's upload", runs.notified),
      costOf("CloudTrail's event of an allowed upload", runs.allowed),
    ],
    holds: {
      "the intruder's version is gone": loot.every(
        ({ outcome }) => !left.includes(outcome.versionId),
      ),
      "every intruder of CloudTrail's events is blocked": intruders.every(isBlocked),
      "the bucket policy's other statements stand": sidsBefore.every((sid) => sids.includes(sid)),
      "S3's notification is understood": runs.notified.every(({ error }) => error === null),
      "an allowed upload can be read": await areVisible(guarded, reports),
      "a refused upload deletes nothing": await areVisible(guarded, [refused]),
    },
  };
}

function costOf(event: string, runs: readonly Run[]): Cost {
  const counted = runs.slice(WARM_UP);
  const of = (value: (run: Run) => number) => median(counted.map(value));
  const deletions = counted.map(({ requests }) => requests.indexOf("DELETE"));
  return {
    event,
    ownMs: of(({ ownMs }) => ownMs),
    wallMs: of(({ wallMs }) => wallMs),
    calls: of(({ requests }) => requests.length),
    deletionIsCall: deletions.some((index) => index < 0) ? null : median(deletions) + 1,
  };
}

/** The block at work: S3 refused, and CloudTrail tells. */
function refusedAttempt(call: AcceptedCall, actor: Actor, { names }: GuardedWorkload) {
  const outcome = { status: "refused", because: "Access Denied" } as const;
  return trailEvent({ ...call, actor, outcome } satisfies PutCall, names.place);
}

const blockedIds = async (guarded: GuardedWorkload): Promise<string[]> => [
  ...(await blockedByPolicy(guarded)),
  ...(await namedByPolicy(guarded)),
];

async function areVisible(
  { operator, names }: GuardedWorkload,
  calls: readonly AcceptedCall[],
): Promise<boolean> {
  for (const { key } of calls) {
    try {
      await operator.s3.send(new HeadObjectCommand({ Bucket: names.bucket, Key: key }));
    } catch (error) {
      if (error instanceof S3ServiceException) return false;
      throw error;
    }
  }
  return true;
}
