import { randomUUID } from "node:crypto";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { HeadObjectCommand, NotFound } from "@aws-sdk/client-s3";
import { workloadNames } from "../../../config/names";
import { type Backstage, type Guarded } from "../backstage";
import { deliver, deliveriesByRule, deliveriesFor, readWiring } from "../deliver";
import { startDeployed } from "../deployed-function";
import { policyEvent } from "../events";
import { type PutCall } from "../upload";
import { isCreation, type Seen } from "./seen";

/**
 * Delivers what AWS would tell the responder of this call, whoever made it; often that is nothing.
 * @param onTold runs before anything is delivered
 */
export async function carry(
  backstage: Backstage,
  seen: Seen,
  onTold: () => Promise<unknown>,
): Promise<void> {
  const guarded = guardedBy(backstage, seen.bucket);
  if (guarded === undefined) return;
  const deliveries = await deliveriesAbout(backstage, guarded, seen);
  if (deliveries.length === 0) return;
  backstage.recorder.note(`${seen.callerArn} calls ${seen.what.eventName}`, told(seen));
  await onTold();
  // Started anew each time, so that it is the function that is deployed now.
  const silent = { ...backstage.recorder, note: () => undefined };
  const deployed = await startDeployed({ ...backstage, recorder: silent }, guarded);
  try {
    for (const delivery of deliveries)
      await deliver(backstage, deployed, { delivery, about: seen.what.eventName });
  } finally {
    await deployed.stop();
  }
}

function told({ bucket, what }: Seen): string {
  if (!isCreation(what)) return bucket;
  const { key, outcome } = what;
  return `${bucket}/${key}, ${"because" in outcome ? "refused" : "accepted"} by S3`;
}

function guardedBy({ config }: Backstage, bucket: string): Guarded | undefined {
  const workload = config.workloads.find(({ bucketName }) => bucketName === bucket);
  return workload && { workload, names: workloadNames(config, workload) };
}

async function deliveriesAbout(backstage: Backstage, guarded: Guarded, seen: Seen) {
  const wiring = await ifDeployed(() => readWiring(backstage, guarded));
  if (wiring === undefined) return [];
  const { place } = guarded.names;
  const actor = await actorOf(backstage, seen);
  const at = new Date();
  const { bucket, what } = seen;
  if (isCreation(what)) {
    const call = await putCall(backstage, guarded, { bucket, ...what, actor, at });
    return call === undefined ? [] : deliveriesFor(call, wiring, guarded);
  }
  const event = policyEvent({ actor, eventName: what.eventName, bucket, at }, place);
  return deliveriesByRule(event, wiring, guarded);
}

/** Buckets and their policies are made before the function is. */
async function ifDeployed<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && /^(ResourceNotFoundException|NoSuchBucket)$/.test(error.name))
      return undefined;
    throw error;
  }
}

type Created = Pick<PutCall, "actor" | "bucket" | "at"> & Extract<Seen["what"], { key: string }>;

/** Undefined for an object that is gone again: S3 would still tell of it, but its size isn't known. */
async function putCall(
  backstage: Backstage,
  { names }: Guarded,
  { outcome, ...created }: Created,
): Promise<PutCall | undefined> {
  const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  const call = { ...created, requestId };
  if ("because" in outcome) return { ...call, size: 0, outcome: { status: "refused", ...outcome } };
  const { s3 } = await backstage.operator(names.place.accountId);
  const object = { Bucket: created.bucket, Key: created.key, VersionId: outcome.versionId };
  const head = await s3.send(new HeadObjectCommand(object)).catch(goneAlready);
  if (head === undefined) return undefined;
  const etag = (head.ETag ?? "").replaceAll('"', "");
  return {
    ...call,
    size: head.ContentLength ?? 0,
    outcome: { status: "accepted", ...outcome, etag },
  };
}

function goneAlready(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

async function actorOf(backstage: Backstage, seen: Seen): Promise<PutCall["actor"]> {
  const { callerArn, userId, accessKeyId } = seen;
  const arn = await principalArn(backstage, callerArn);
  const title = arn.split("/").at(-1) ?? arn;
  return { title, arn, callerArn, userId, clients: { credentials: { accessKeyId } } };
}

/** A session's ARN has its role's name, and not its path, which CloudTrail tells. */
async function principalArn(backstage: Backstage, callerArn: string): Promise<string> {
  const [, accountId, RoleName] =
    /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  if (accountId === undefined) return callerArn;
  const { iam } = await backstage.operator(accountId);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return Role?.Arn ?? callerArn;
}
