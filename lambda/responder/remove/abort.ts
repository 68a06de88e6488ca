import { type AbortPlan, type Initiator } from "../decide/decision";
import { type Abortion, describeError } from "../outcome";

export interface AbortPorts {
  /** One page of the bucket's unfinished multipart uploads. */
  readonly listUploads: (bucket: string, after?: UploadCursor) => Promise<UploadPage>;
  /** An upload that is finished or aborted by now counts as aborted. */
  readonly abortUpload: (bucket: string, upload: UnfinishedUpload) => Promise<void>;
}

export interface UnfinishedUpload {
  readonly key: string;
  readonly uploadId: string;
  /** ARN of the user or session that began it; an account's root has none. */
  readonly initiatorId?: string;
}

export interface UploadPage {
  readonly uploads: readonly UnfinishedUpload[];
  readonly next?: UploadCursor;
}

export interface UploadCursor {
  readonly keyMarker: string;
  readonly uploadIdMarker: string;
}

/** Raised when unfinished uploads of the principal may be left; a repetition goes on from there. */
export class AbortError extends Error {
  override readonly name = "AbortError";
}

/** S3 lists 1,000 uploads a page. */
const MAX_PAGES = 20;

/** Aborts the principal's unfinished multipart uploads: their parts raise no event. */
export async function abort(plan: AbortPlan, bucket: string, ports: AbortPorts): Promise<Abortion> {
  if ("impossible" in plan) return { status: "impossible", why: plan.impossible };
  if ("later" in plan) return { status: "awaiting-trail", why: plan.later };

  let aborted = 0;
  let after: UploadCursor | undefined;
  const errors: unknown[] = [];
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { uploads, next } = await ports.listUploads(bucket, after);
    const own = uploads.filter(({ initiatorId = "" }) => isBegunBy(initiatorId, plan.initiator));
    const results = await Promise.allSettled(own.map((one) => ports.abortUpload(bucket, one)));
    const failures = results.flatMap(failureOf);
    errors.push(...failures);
    aborted += own.length - failures.length;
    after = next;
    if (!after) break;
  }
  if (after) errors.push(new Error(`the bucket has more than ${MAX_PAGES} pages of them`));
  return settled(aborted, errors);
}

function isBegunBy(id: string, initiator: Initiator): boolean {
  return "arn" in initiator ? id === initiator.arn : id.startsWith(initiator.arnPrefix);
}

const failureOf = (result: PromiseSettledResult<void>): unknown[] =>
  result.status === "rejected" ? [result.reason] : [];

function settled(aborted: number, errors: readonly unknown[]): Abortion {
  if (errors.length > 0) {
    const why = `${aborted} unfinished uploads aborted, others not: ${describeError(errors[0])}`;
    throw new AbortError(why, { cause: new AggregateError(errors) });
  }
  if (aborted === 0) return { status: "none-unfinished" };
  return { status: "aborted", uploads: String(aborted) };
}
