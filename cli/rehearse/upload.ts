import { randomUUID } from "node:crypto";
import { PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { type Actor } from "./actor";
import { type Backstage } from "./backstage";
import { type UploadRecord } from "./record";

/** S3's calls that create an object, and what its notifications say of them. */
export const CREATIONS = {
  PutObject: "Put",
  CopyObject: "Copy",
  CompleteMultipartUpload: "CompleteMultipartUpload",
} as const;

/** What AWS's events say of somebody. */
export interface Uploader extends Pick<Actor, "title" | "arn" | "callerArn" | "userId"> {
  readonly clients: { readonly credentials: { readonly accessKeyId: string } };
}

/** A call that creates an object, as AWS would come to know of it, whether it went through or not. */
export interface PutCall {
  readonly actor: Uploader;
  /** @default "PutObject" */
  readonly eventName?: keyof typeof CREATIONS;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly at: Date;
  readonly requestId: string;
  readonly outcome:
    | { readonly status: "accepted"; readonly versionId: string; readonly etag: string }
    | { readonly status: "refused"; readonly because: string };
}

export type AcceptedCall = PutCall & { readonly outcome: { readonly status: "accepted" } };

export const isAccepted = (call: PutCall): call is AcceptedCall =>
  call.outcome.status === "accepted";

export interface Target {
  readonly bucket: string;
  readonly key: string;
}

const CONTENT = "not for this bucket\n";

export async function upload(
  { recorder }: Backstage,
  actor: Actor,
  { bucket, key }: Target,
): Promise<PutCall> {
  const at = new Date();
  const outcome = await put(actor, { bucket, key });
  const call = {
    actor,
    bucket,
    key,
    size: CONTENT.length,
    at,
    requestId: randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
    outcome,
  };
  recorder.record.uploads.push(toRecord(call));
  return call;
}

async function put({ clients }: Actor, { bucket, key }: Target): Promise<PutCall["outcome"]> {
  try {
    const { VersionId: versionId = "null", ETag: etag = "" } = await clients.s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: CONTENT }),
    );
    return { status: "accepted", versionId, etag: etag.replaceAll('"', "") };
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== "AccessDenied") throw error;
    return { status: "refused", because: error.message };
  }
}

const toRecord = ({ actor, bucket, key, at, outcome }: PutCall): UploadRecord => ({
  who: actor.title,
  principal: actor.callerArn,
  bucket,
  key,
  at: at.toISOString(),
  outcome:
    outcome.status === "accepted" ? { status: "accepted", versionId: outcome.versionId } : outcome,
});
