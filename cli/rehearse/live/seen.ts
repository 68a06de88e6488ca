import { type ServedCall } from "../../../emulator";
import { s3Address } from "../../../emulator/s3-operations";
import { xmlText } from "../../../emulator/xml";
import { type PolicyCall } from "../events";
import { CREATIONS } from "../upload";

/** A call about a bucket that AWS tells the responder of, as the gateway saw it. */
export interface Seen {
  readonly bucket: string;
  readonly callerArn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  readonly what: Creation | PolicyChange;
}

interface Creation {
  readonly eventName: keyof typeof CREATIONS;
  readonly key: string;
  readonly outcome: { readonly versionId: string } | { readonly because: string };
}

interface PolicyChange {
  readonly eventName: PolicyCall["eventName"];
}

export const isCreation = (what: Seen["what"]): what is Creation => what.eventName in CREATIONS;

const POLICY_CHANGES: readonly string[] = ["PutBucketPolicy", "DeleteBucketPolicy"];

/** Undefined for what creates no object and changes no policy; a call that only failed counts as made. */
export function seenIn({ request, answer, principal, userId }: ServedCall): Seen | undefined {
  if (request.service !== "s3" || answer === undefined) return undefined;
  const { bucket, key } = s3Address(request.path);
  const caller = { bucket, callerArn: principal, userId, accessKeyId: request.accessKey ?? "" };
  const eventName = request.operation ?? "";
  if (POLICY_CHANGES.includes(eventName) && answer.status < 300) {
    return { ...caller, what: { eventName: eventName as PolicyCall["eventName"] } };
  }
  const outcome = outcomeOf(answer);
  if (!(eventName in CREATIONS) || outcome === undefined) return undefined;
  return { ...caller, what: { eventName: eventName as Creation["eventName"], key, outcome } };
}

/** Undefined for other failures: CloudTrail tells of them too, but the responder asks for refusals. */
function outcomeOf({
  status,
  headers,
  body,
}: NonNullable<ServedCall["answer"]>): Creation["outcome"] | undefined {
  if (status < 300) return { versionId: versionIn(headers) };
  if (status !== 403) return undefined;
  return { because: xmlText(body.toString(), "Message") ?? "Access Denied" };
}

const versionIn = (headers: NonNullable<ServedCall["answer"]>["headers"]): string =>
  String(headers["x-amz-version-id"] ?? "null");
