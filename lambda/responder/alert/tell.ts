import { incidentAlert, type Message, type Place, type Stage, type Told, toMessage } from "./alert";
import { type Claim, claimFields, releaseUpdate, sentUpdate } from "../ledger/alert-claim";
import { leniently, within } from "../deadline";
import {
  type Class,
  classOf,
  classToTell,
  type Episode,
  forgetClassUpdate,
} from "../ledger/episode";
import { type SecurityFinding, toFinding } from "./finding";
import { type Update } from "../ledger/item";
import { assign, expiry, recordFields, requestKey } from "../ledger/ledger";
import { isClaimed } from "../ledger/once";
import { attempt, describeError, failedSteps, type Filing, type Steps } from "../outcome";
import { count, type EpisodePorts, speaksFor } from "../ledger/turn";
import { type Upload } from "../events/upload";

export interface TellPorts extends EpisodePorts {
  readonly publish: (message: Message) => Promise<void>;
  /** Writes the incident's finding into Security Hub, or over the one that is there. */
  readonly file: (finding: SecurityFinding) => Promise<"filed" | "not-enabled">;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

export interface Outcome {
  readonly id: string;
  readonly stage: Stage;
  readonly upload: Upload;
  readonly steps: Steps;
  readonly late: boolean;
}

export type Telling =
  | { readonly status: "sent"; readonly filing?: Filing }
  /** An alert of this stage was sent, or another invocation is about to send it. */
  | { readonly status: "sent-before" }
  /** One of many alike: counted, and told of with the next count. */
  | { readonly status: "counted"; readonly uploads: number };

/** Raised when an alert could not be published: nobody may know of the incident yet. */
export class AlertError extends Error {
  override readonly name = "AlertError";
}

/**
 * Writes the incident down and tells the team, once for each stage; of many alike, the first and
 * then counts. When the ledger can't say what was told, all is told: better twice than never.
 */
export async function tell(outcome: Outcome, place: Place, ports: TellPorts): Promise<Telling> {
  const claim: Claim = { id: outcome.id, stage: outcome.stage, at: ports.now() };
  const ledger = <T>(use: () => Promise<T>) =>
    leniently(use, (trouble) => {
      ports.log({ level: "error", incident: outcome.id, ledger: trouble });
    });
  const before = await ledger(() => ports.table.update(recordUpdate(outcome, claim)));
  if (before !== undefined && before !== "refused") {
    const isMine = await ledger(() => isClaimed(before, claim, ports.table));
    if (isMine === false) return { status: "sent-before" };
  }
  const isNew = typeof before !== "object" || !("recordedAt" in before);
  const turn = await ledger(() => takeTurn(outcome, isNew, ports));
  if (turn && !turn.speaks) {
    const isOpen = failedSteps(outcome.steps).length > 0;
    await ledger(() => ports.table.updateAll(marks(outcome, claim, isOpen)));
    return { status: "counted", uploads: turn.episode.uploads };
  }
  return send({ outcome, claim, place, ...(turn && { turn }) }, ports);
}

function recordUpdate(outcome: Outcome, claim: Claim): Update {
  const { first, latest } = recordFields(outcome, claim.at);
  return assign(outcome.id, { first: { ...first, ...claimFields(claim) }, latest });
}

interface Turn {
  readonly episode: Episode;
  /** The class this incident speaks for; absent when it stays with the count. */
  readonly speaks?: Class;
}

async function takeTurn(outcome: Outcome, isNew: boolean, ports: TellPorts): Promise<Turn> {
  const { bucket } = outcome.upload;
  const counts = { uploads: isNew ? 1 : 0, denied: 0 } as const;
  const episode = await count(bucket, counts, ports);
  const kind = classOf({ ...outcome, principal: outcome.upload.principal });
  const speaks = classToTell(episode, { id: outcome.id, kind });
  if (!speaks || !(await speaksFor(bucket, { speaks, id: outcome.id }, ports))) return { episode };
  return { episode, speaks };
}

interface Sending {
  readonly outcome: Outcome;
  readonly claim: Claim;
  readonly place: Place;
  readonly turn?: Turn;
}

async function send({ outcome, claim, place, turn }: Sending, ports: TellPorts): Promise<Telling> {
  const episode = turn?.speaks?.isCount && {
    uploads: turn.episode.uploads,
    since: turn.episode.since,
  };
  const told: Told = { ...outcome, ...(episode && { episode }) };
  const filing = await fileFinding(told, place, ports);
  const undo = [
    releaseUpdate(claim),
    ...(turn?.speaks ? [forgetClassUpdate(outcome.upload.bucket, turn.speaks)] : []),
  ];
  try {
    await ports.publish(toMessage(incidentAlert({ ...told, filing }, place, ports.now())));
  } catch (cause) {
    for (const update of undo) await leniently(() => ports.table.update(update), ignore);
    throw new AlertError(`no alert was sent about ${outcome.id}: ${describeError(cause)}`, {
      cause,
    });
  }
  const isOpen = filing.status === "failed" || failedSteps(outcome.steps).length > 0;
  await leniently(
    () => ports.table.updateAll(marks(outcome, claim, isOpen)),
    (trouble) => {
      ports.log({ level: "error", incident: outcome.id, ledger: trouble });
    },
  );
  return { status: "sent", filing };
}

const ignore = () => undefined;

/** A finding must not keep the alert waiting. */
const FILING_MS = 5_000;

async function fileFinding(told: Told, place: Place, ports: TellPorts): Promise<Filing> {
  const finding = toFinding(told, place, ports.now());
  const answer = await attempt(() => within(FILING_MS, ports.file(finding)));
  if (answer === "filed") return { status: "filed", finding: finding.Id };
  if (answer !== "not-enabled") return answer;
  return { status: "impossible", why: "Security Hub isn't switched on in this account and region" };
}

/** The alert is out, or counted; and the call's id leads to the version, for an event without one. */
function marks({ upload }: Outcome, claim: Claim, isOpen: boolean): Update[] {
  const sent = sentUpdate(claim, isOpen);
  if (upload.trigger !== "notification" || upload.versionId === undefined) return [sent];
  const alias = assign(requestKey(upload), {
    first: {},
    latest: { versionId: { S: upload.versionId }, expiresAt: expiry(claim.at) },
  });
  return [sent, alias];
}
