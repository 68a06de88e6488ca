import { contain, type ContainPorts } from "./contain";
import { type BlockPlan, type Decision } from "./decide";
import { type Finished } from "./ledger";
import { attempt, describeError, type Steps } from "./outcome";
import { quarantine, type QuarantinePorts } from "./quarantine";
import { remove, type RemovePorts } from "./remove";
import { type Upload } from "./upload";

export interface RespondPorts extends RemovePorts, ContainPorts, QuarantinePorts {
  /** The steps that earlier invocations finished for this incident. */
  readonly readFinished: (id: string) => Promise<Finished>;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

export interface Response {
  readonly id: string;
  readonly upload: Upload;
  readonly bucketArn: string;
  readonly plan: Extract<Decision, { action: "respond" }>;
}

/**
 * Removes and contains at once, then quarantines. The deletion waits for nothing, not even for the
 * ledger: repeating it is harmless, since it names one version. The other steps are skipped when
 * an earlier invocation finished them, so that a late repetition undoes no release.
 */
export async function respond(response: Response, ports: RespondPorts): Promise<Steps> {
  const { upload, plan } = response;
  const removing = attempt(() => remove(upload, ports));
  const finished = readFinished(response, ports);
  const [removed, contained] = await Promise.all([
    removing,
    finished.then((earlier) => containment(response, earlier, ports)),
  ]);

  const earlier = await finished;
  const quarantined =
    earlier.quarantine ?? (await attempt(() => quarantine(plan.quarantine, ports)));
  const removal = removed.status === "failed" ? (earlier.remove ?? removed) : removed;
  return { remove: removal, contain: contained, quarantine: quarantined };
}

async function containment(
  { upload, bucketArn, plan }: Response,
  earlier: Finished,
  ports: RespondPorts,
) {
  if ("impossible" in plan.block)
    return { status: "impossible", why: plan.block.impossible } as const;
  const { userId } = plan.block;
  if (earlier.contain && isSameBlock(earlier.contain, plan.block)) return earlier.contain;
  return attempt(() => contain({ bucket: upload.bucket, bucketArn, userId }, ports));
}

/** The trail's event may ask for a wider block than the notification did. */
function isSameBlock(done: NonNullable<Finished["contain"]>, wanted: BlockPlan): boolean {
  return "userId" in done && "userId" in wanted && done.userId === wanted.userId;
}

/** A ledger that can't be read has no say: everything is done, at worst once more. */
async function readFinished({ id }: Response, ports: RespondPorts): Promise<Finished> {
  try {
    return await ports.readFinished(id);
  } catch (error) {
    ports.log({ level: "error", incident: id, ledger: describeError(error) });
    return {};
  }
}
