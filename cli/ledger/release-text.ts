import { type Release } from "../../lambda/responder/contain/denylist-item";
import { type ReleasePlan } from "./plan-release";
import { isComplete, type ReleaseStep } from "./release";
import { columns, shown } from "./words";

export interface Released {
  readonly bucket: string;
  readonly plan: ReleasePlan;
  readonly release: Release;
  readonly steps: readonly ReleaseStep[];
}

const SIGNS: Readonly<Record<ReleaseStep["status"], string>> = {
  done: "done",
  "nothing-to-do": "nothing to do",
  failed: "FAILED",
  left: "left",
};

export function releaseText(released: Released): string {
  const rows = released.steps.map(({ step, status, what, error }) => [
    `  ${step}`,
    SIGNS[status],
    error === undefined ? what : `${what}: ${error}`,
  ]);
  return `${heading(released)}\n${columns(rows)}${ending(released)}\n`;
}

function heading({ bucket, plan: { userId, block } }: Released): string {
  const who = block && block.who !== userId ? ` (${shown(block.who)})` : "";
  const name = `${shown(userId)}${who} on ${bucket}`;
  if (block?.releasedAt === undefined) {
    return `${name}, blocked since ${shown(block?.blockedAt ?? "an unknown time")}`;
  }
  const { releasedAt, releasedBy = "somebody", reason = "" } = block;
  return `${name}: already released ${shown(releasedAt)} by ${shown(releasedBy)}, because ${shown(reason)}`;
}

function ending({ steps }: Released): string {
  if (isComplete(steps)) return "The block is lifted everywhere; a Terraform plan stays empty.";
  const open = steps.filter(({ status }) => status === "failed" || status === "left");
  return `Not finished. Left: ${open.map(({ what }) => what).join("; ")}. Run the same command again.`;
}

export function releaseJson({ bucket, plan, release, steps }: Released): string {
  const { userId, userIds, block } = plan;
  const isNew = block?.releasedAt === undefined;
  const told = isNew
    ? release
    : { releasedAt: block.releasedAt, releasedBy: block.releasedBy, reason: block.reason };
  const complete = isComplete(steps);
  const result = { bucket, userId, userIds, alreadyReleased: !isNew, ...told, complete, steps };
  return `${JSON.stringify(result, null, 2)}\n`;
}
