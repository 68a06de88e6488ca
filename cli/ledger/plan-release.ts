import { shellWord } from "../../lambda/responder/alert/quote";
import { type Block } from "../../lambda/responder/contain/block";
import { type Denylist, NOBODY } from "../../lambda/responder/contain/denylist";
import { covers } from "../../lambda/responder/decide/user-id";
import { shown } from "./words";

/** The ledger as it stands: the list, and every block there ever was. */
export interface Standing {
  readonly denylist: Denylist;
  readonly blocks: readonly Block[];
}

export interface ReleasePlan {
  /** The entry that was asked for. */
  readonly userId: string;
  readonly block?: Block;
  /** It, and the entries that it covers: the same incident may have made both. */
  readonly userIds: readonly string[];
  /** Those whose release isn't recorded yet. */
  readonly toRecord: readonly string[];
  /** Those that are still on the list. */
  readonly listed: readonly string[];
  /** Users and roles that carry the quarantine policy because of these entries alone. */
  readonly detach: readonly string[];
  readonly kept: readonly Kept[];
}

/** An identity that stays quarantined, and the entry that wants it so. */
export interface Kept {
  readonly identity: string;
  readonly because: string;
}

/** What a release has to do, or why it is refused. */
export function planRelease(
  userId: string,
  { denylist, blocks }: Standing,
): ReleasePlan | { readonly refused: string } {
  const { userIds, resting, waiting = [] } = denylist;
  const all = [...userIds, ...resting, ...waiting].filter((entry) => entry !== NOBODY);
  const refused = refusal(userId, { all, blocks });
  if (refused !== undefined) return { refused };

  const isMeant = (entry: string) => covers(userId, entry);
  const family = [...new Set([userId, ...all, ...blocks.map((block) => block.userId)])].filter(
    isMeant,
  );
  const listed = all.filter(isMeant);
  const theirs = blocks.filter((block) => isMeant(block.userId));
  const others = blocks.filter((block) => !isMeant(block.userId) && block.releasedAt === undefined);
  const identities = [...new Set(theirs.flatMap(({ quarantined }) => quarantined ?? []))];
  const kept = identities.flatMap((identity) => {
    const other = others.find(({ quarantined }) => quarantined === identity);
    return other ? [{ identity, because: other.userId }] : [];
  });
  const block = theirs.find((each) => each.userId === userId);
  const released = theirs.filter(({ releasedAt }) => releasedAt !== undefined);
  return {
    userId,
    ...(block && { block }),
    userIds: family,
    toRecord: family.filter((entry) => !released.some((each) => each.userId === entry)),
    listed,
    detach: identities.filter((each) => !kept.some(({ identity }) => identity === each)),
    kept,
  };
}

interface Known {
  readonly all: readonly string[];
  readonly blocks: readonly Block[];
}

function refusal(userId: string, { all, blocks }: Known): string | undefined {
  if (userId === NOBODY) return `${NOBODY} blocks nobody: it only keeps the list from being empty`;
  const wider = all.find((entry) => entry !== userId && covers(entry, userId));
  if (wider !== undefined) {
    return `${shown(userId)} is blocked by a wider entry: warden release --user-id ${shellWord(wider)}`;
  }
  const isKnown = all.includes(userId) || blocks.some((block) => block.userId === userId);
  return isKnown ? undefined : `never blocked: ${shown(userId)}. ${blockedNow(all)}`;
}

const NAMED = 20;

function blockedNow(all: readonly string[]): string {
  if (all.length === 0) return "Nobody is blocked.";
  const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : "";
  return `Blocked are: ${all.slice(0, NAMED).map(shown).join(", ")}${more}`;
}
