import { type Block } from "./block";
import { POLICY_LIMIT_BYTES } from "./bucket-policy";
import { coveredBy, dropCovered } from "./covered";
import { type Denylist, NOBODY } from "./denylist";
import { type NewBlock } from "./denylist-item";
import { type Containment } from "../outcome";
import { known } from "../events/reading";
import { agrees, type GuardedBucket, type ReconcilePorts, settle, type Settled } from "./reconcile";
import { isCrowded, MAKE_ROOM, roomWarning } from "./room";
import { covers } from "../decide/user-id";

export { ContainmentError, type GuardedBucket } from "./reconcile";

export interface ContainPorts extends ReconcilePorts {
  /** Begins a block in the ledger, unless one is under way. */
  readonly recordBlock: (bucket: string, block: NewBlock) => Promise<void>;
}

export interface BlockOrder {
  /** The entries to be in force: `aws:userid` patterns. */
  readonly userIds: readonly string[];
  /** The incident that gives the order. */
  readonly incident: string;
  /** Whom the entries mean, for people. */
  readonly who: string;
  /** Now (ISO 8601). */
  readonly at: string;
  /** The denylist, if it was read a moment ago. */
  readonly known?: Denylist;
  /** Blocks that were read a moment ago. */
  readonly blocks?: readonly Block[];
}

/** After this time IAM's quarantine is in force everywhere: who still uploads got out of it. */
const QUARANTINE_SETTLES_MS = 5 * 60_000;

/** Puts the entries on the bucket's denylist and sees to it that the bucket policy says so. */
export async function contain(
  guarded: GuardedBucket,
  order: BlockOrder,
  ports: ContainPorts,
): Promise<Containment> {
  const added = await enter(guarded.bucket, order, ports);
  // Most uploads of a flood find their writer blocked: then one look at the policy is enough.
  const { userIds: wanted, known: denylist } = order;
  const asKnown =
    denylist && isListed(denylist, wanted) && added.length === 0
      ? await agrees(guarded, { wanted, denylist }, ports)
      : undefined;
  const settled = asKnown ?? (await settle(guarded, { wanted, justAdded: added }, ports));
  const userId = order.userIds.join(" ");
  const { userIds, resting, waiting = [] } = settled.denylist;
  const missing = order.userIds.filter((id) => !coveredBy([...userIds, ...resting], id));
  if (missing.some((id) => coveredBy(waiting, id))) {
    return { status: "no-room", userId, why: noRoom(settled) };
  }
  if (missing.length > 0) {
    return { status: "released", why: "the block was lifted while it was being made" };
  }
  if (added.length === 0 && !settled.wrote) {
    return { status: "already-blocked", userId, ...known({ since: since(order) }) };
  }
  const warning = await crowding(guarded.bucket, settled, ports);
  return { status: "blocked", userId, ...known({ warning }) };
}

/** A list that was read before another invocation blocked them says nothing of them yet. */
const isListed = ({ userIds, resting }: Denylist, wanted: readonly string[]): boolean =>
  wanted.every((id) => coveredBy([...userIds, ...resting], id));

function since({ userIds, blocks = [] }: BlockOrder): string | undefined {
  const block = blocks.find(
    (each) => each.releasedAt === undefined && userIds.some((id) => covers(each.userId, id)),
  );
  return block?.blockedAt;
}

const noRoom = ({ bytes, denylist }: Settled): string =>
  `S3 takes bucket policies of ${POLICY_LIMIT_BYTES} bytes; this one has ${bytes}, with ` +
  `${denylist.userIds.length} denylist entries, and too few of them are quarantined by IAM ` +
  `to make room: ${MAKE_ROOM}`;

async function crowding(
  bucket: string,
  { denylist: { userIds }, bytes }: Settled,
  ports: ContainPorts,
): Promise<string | undefined> {
  if (!isCrowded({ bytes })) return undefined;
  const blocks = await ports.readBlocks(bucket, userIds);
  return roomWarning({ bytes, entries: userIds.length, blocks });
}

/**
 * A session of a role that is blocked whole adds nothing: or names made up by it fill the policy.
 * The blocks come first in the ledger: an entry that nobody can explain is never there.
 *
 * @returns the entries that are new in the policy's list because of this call
 */
async function enter(
  bucket: string,
  order: BlockOrder,
  ports: ContainPorts,
): Promise<readonly string[]> {
  const list = order.known ?? (await ports.readDenylist(bucket));
  const escaped = await escapees({ bucket, list, order }, ports);
  const fresh = order.userIds.filter(
    (id) => !coveredBy([...list.userIds, ...list.resting, ...othersThan(id, order.userIds)], id),
  );
  if (fresh.length + escaped.length === 0) return [];

  const { incident, who, at: blockedAt } = order;
  await Promise.all(
    fresh.map((userId) => ports.recordBlock(bucket, { userId, blockedAt, incident, who })),
  );
  const wanted = [...fresh, ...escaped];
  const before = await ports.changeDenylist(bucket, {
    userIds: { add: [...wanted, NOBODY] },
    resting: { take: wanted },
    waiting: { take: wanted },
  });
  await dropCovered(bucket, { ...before, userIds: [...before.userIds, ...wanted] }, ports);
  return wanted.filter((userId) => !before.userIds.includes(userId));
}

const othersThan = (userId: string, userIds: readonly string[]): string[] =>
  userIds.filter((other) => other !== userId);

interface Escape {
  readonly bucket: string;
  readonly list: Denylist;
  readonly order: BlockOrder;
}

/** Resting entries that mean this caller, although its quarantine should have stopped the upload. */
async function escapees(
  { bucket, list, order: { userIds, at } }: Escape,
  ports: ContainPorts,
): Promise<readonly string[]> {
  const resting = list.resting.filter((entry) => userIds.some((id) => covers(entry, id)));
  if (resting.length === 0) return [];
  const settled = Date.parse(at) - QUARANTINE_SETTLES_MS;
  const young = (await ports.readBlocks(bucket, resting))
    .filter(({ blockedAt }) => Date.parse(blockedAt) > settled)
    .map(({ userId }) => userId);
  return resting.filter((entry) => !young.includes(entry));
}
