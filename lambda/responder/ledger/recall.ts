import { type Stage } from "../alert/alert-types";
import { isToldOpen } from "./alert-claim";
import { type Block, blockKey, readBlock } from "../contain/block";
import { type Denylist, denylistKey } from "../contain/denylist";
import { readDenylist } from "../contain/denylist-item";
import { type Table } from "./item";
import { type Finished, finishedSteps, incidentId, requestKey } from "./ledger";
import { isNewer } from "./version";
import { fieldsAt, textOf } from "../events/reading";
import { type Principal, type Upload } from "../events/upload";

/** What the ledger knows that bears on an upload. */
export interface Memory {
  readonly id: string;
  /** The upload, with its version where the ledger knows it. */
  readonly upload: Upload;
  readonly finished: Finished;
  /** Stages at which the team was told of a step that had failed. */
  readonly open: readonly Stage[];
  readonly denylist?: Denylist;
  /** The entries that could mean this principal, lifted ones among them. */
  readonly blocks: readonly Block[];
}

const STAGES = ["observed", "contained", "quarantined"] as const;

/** Without a ledger: all is to be done, at worst once more. */
export const blank = (upload: Upload): Memory => ({
  id: incidentId(upload),
  upload,
  finished: {},
  open: [],
  blocks: [],
});

export async function recall(
  upload: Upload,
  userIds: readonly string[],
  table: Table,
): Promise<Memory> {
  const id = incidentId(upload);
  const request = requestKey(upload);
  const blockKeys = userIds.map((userId) => blockKey(upload.bucket, userId));
  const items = await table.read([id, request, denylistKey(upload.bucket), ...blockKeys]);
  const alias = items.get(request);
  const versionId = isNewer("request", alias)
    ? undefined
    : textOf(fieldsAt(alias, "versionId"), "S");
  if (upload.versionId === undefined && versionId !== undefined) {
    return recall({ ...upload, versionId }, userIds, table);
  }
  const item = items.get(id);
  const list = items.get(denylistKey(upload.bucket));
  return {
    id,
    upload,
    finished: finishedSteps(item),
    open: item ? STAGES.filter((stage) => isToldOpen(item, stage)) : [],
    blocks: blockKeys.flatMap((key) => readBlock(items.get(key)) ?? []),
    ...(list && { denylist: readDenylist(list) }),
  };
}

/** Every denylist entry that may have been made for this principal. */
export const entriesFor = (principal: Principal, planned: readonly string[]): string[] => [
  ...new Set([
    ...planned,
    principal.userId,
    ...("roleId" in principal ? [`${principal.roleId}:*`] : []),
  ]),
];
