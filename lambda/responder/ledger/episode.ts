import { createHash } from "node:crypto";
import { type Stage } from "../alert/alert";
import { type Item, itemKey, type Update } from "./item";
import { isNewer } from "./version";
import { type Steps } from "../outcome";
import { fieldsAt, isFields, textOf } from "../events/reading";
import { type Principal } from "../events/upload";

/**
 * An episode is what happens at a bucket without a longer pause: one upload, or ten thousand. The
 * first alert of each class is sent at once; what follows is counted, and told at ten, a hundred,
 * a thousand. The episode is one item of the ledger; the schedule sums it up and removes it.
 */
export interface Episode {
  /** ISO 8601. */
  readonly since: string;
  readonly lastAt: number;
  readonly uploads: number;
  readonly denied: number;
  /** By class, the incident whose alert tells of it. */
  readonly told: ReadonlyMap<string, string>;
}

/** A pause that ends an episode; the schedule looks more often than that. */
const QUIET_MINUTES = 10;

/** Alerts of their own in one episode: beyond them only counts are told. */
const MAX_CLASSES = 20;

const TOLD = "told_";

export const episodeKey = (bucket: string): string => `episode#${bucket}`;

export interface Counted {
  readonly uploads: 0 | 1;
  readonly denied: 0 | 1;
}

/** Counts, and answers the episode as it was before. */
export const countUpdate = (bucket: string, { uploads, denied }: Counted, now: Date): Update => ({
  Key: itemKey(episodeKey(bucket)),
  UpdateExpression:
    "SET #lastAt = :lastAt, #since = if_not_exists(#since, :since) ADD #uploads :uploads, #denied :denied",
  ExpressionAttributeNames: {
    "#lastAt": "lastAt",
    "#since": "since",
    "#uploads": "uploads",
    "#denied": "denied",
  },
  ExpressionAttributeValues: {
    ":lastAt": { N: String(now.getTime()) },
    ":since": { S: now.toISOString() },
    ":uploads": { N: String(uploads) },
    ":denied": { N: String(denied) },
  },
});

/** The episode with this count in it. */
export function counted(before: Item, { uploads, denied }: Counted, now: Date): Episode {
  const earlier = readEpisode(before);
  return {
    since: earlier?.since ?? now.toISOString(),
    told: earlier?.told ?? new Map<string, string>(),
    lastAt: now.getTime(),
    uploads: (earlier?.uploads ?? 0) + uploads,
    denied: (earlier?.denied ?? 0) + denied,
  };
}

export const isQuiet = ({ lastAt }: Episode, now: Date): boolean =>
  now.getTime() - lastAt > QUIET_MINUTES * 60_000;

/** Undefined also when a newer release counts there: all is told then, better twice than never. */
export function readEpisode(item: Item | undefined): Episode | undefined {
  const number = (name: string) => Number(textOf(fieldsAt(item, name), "N") ?? 0);
  const since = textOf(fieldsAt(item, "since"), "S");
  if (!item || since === undefined || isNewer("episode", item)) return undefined;
  const told = Object.entries(item).flatMap(([name, value]): [string, string][] =>
    name.startsWith(TOLD) && isFields(value)
      ? [[name.slice(TOLD.length), textOf(value, "S") ?? ""]]
      : [],
  );
  return {
    since,
    lastAt: number("lastAt"),
    uploads: number("uploads"),
    denied: number("denied"),
    told: new Map(told),
  };
}

export interface Class {
  readonly name: string;
  /** An alert of this class speaks for all that were counted so far. */
  readonly isCount: boolean;
}

/** The class by which this incident would be told of; undefined: it is counted and no more. */
export function classToTell(
  episode: Episode,
  incident: { readonly id: string; readonly kind: string },
): Class | undefined {
  const own = { name: incident.kind, isCount: false };
  const told = episode.told.get(own.name);
  if (told === incident.id) return own;
  if (told === undefined && episode.told.size < MAX_CLASSES) return own;
  return milestone(episode, "uploads", 10);
}

/** The highest of `first`, ten times `first`, … that has been reached and not been told. */
export function milestone(
  episode: Episode,
  what: "uploads" | "denied",
  first: number,
): Class | undefined {
  const count = episode[what];
  if (count < first) return undefined;
  const power = Math.floor(Math.log10(count / first) + 1e-9);
  const name = `${what}_${first * 10 ** power}`;
  return episode.told.has(name) ? undefined : { name, isCount: true };
}

/** Of several that would tell of a class, the first in the ledger does. */
export const claimClassUpdate = (bucket: string, { name }: Class, id: string): Update => ({
  Key: itemKey(episodeKey(bucket)),
  UpdateExpression: "SET #told = :id",
  ConditionExpression: "attribute_not_exists(#told) OR #told = :id",
  ExpressionAttributeNames: { "#told": `${TOLD}${name}` },
  ExpressionAttributeValues: { ":id": { S: id } },
});

/** The alert didn't go out: the next one of the class is to be told. */
export const forgetClassUpdate = (bucket: string, { name }: Class): Update => ({
  Key: itemKey(episodeKey(bucket)),
  UpdateExpression: "REMOVE #told",
  ExpressionAttributeNames: { "#told": `${TOLD}${name}` },
});

/** Removes what was summed up, unless something was counted meanwhile. */
export const closeUpdate = (bucket: string, { lastAt, told }: Episode): Update => {
  const names = ["since", "lastAt", "uploads", "denied", ...[...told.keys()].map((c) => TOLD + c)];
  return {
    Key: itemKey(episodeKey(bucket)),
    UpdateExpression: `REMOVE ${names.map((_, index) => `#n${index}`).join(", ")}`,
    ConditionExpression: "#lastAt = :lastAt",
    ExpressionAttributeNames: {
      "#lastAt": "lastAt",
      ...Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
    },
    ExpressionAttributeValues: { ":lastAt": { N: String(lastAt) } },
  };
};

/** Uploads of which no alert of their own was sent. */
export function untold({ uploads, told }: Episode): number {
  const own = [...told].filter(([name]) => !/^(uploads|denied)_/.test(name));
  return Math.max(0, uploads - new Set(own.map(([, incident]) => incident)).size);
}

const CLASS_DIGITS = 16;

/**
 * What makes two incidents alike: who, how far the response came and what became of each step. The
 * sessions of a role count as one, or whoever makes up session names fills the team's inbox.
 */
export function classOf(incident: {
  readonly stage: Stage;
  readonly principal: Principal;
  readonly steps: Steps;
  readonly late: boolean;
}): string {
  const { stage, principal, steps, late } = incident;
  const isOneOfMany =
    principal.kind === "role-session" || principal.kind === "unknown-role-session";
  const who = isOneOfMany ? principal.roleId : principal.userId;
  const statuses = Object.values(steps).map(({ status }: { status: string }) =>
    status.replace("already-blocked", "blocked"),
  );
  const text = JSON.stringify([stage, who, statuses, late]);
  return createHash("sha256").update(text).digest("hex").slice(0, CLASS_DIGITS);
}
