import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { type Actor } from "../../cli/rehearse/actor";
import { notificationEvent, trailEvent } from "../../cli/rehearse/events";
import { type AcceptedCall } from "../../cli/rehearse/upload";
import { auditNames, iamArn } from "../../config/names";
import { type Workload } from "../../config/schema";
import { type EmulatorOptions, type Fleet, startEmulator } from "../../emulator";
import { type Audit, buildAudit } from "./audit";
import { stageConfig } from "./config";
import { type DeployOptions, deployResponder } from "./function";
import { type StageParts, stageParts } from "./parts";
import { allowedUploader, intrudingSession, intrudingUser } from "./people";
import { buildWorkload, type GuardedWorkload } from "./workload";

export type StageOptions = EmulatorOptions & {
  /** How many workload accounts there may be. */
  readonly accounts: number;
};

/** Accounts as Terraform leaves them, made in seconds and without it, on the emulator. */
export interface Stage extends StageParts {
  readonly audit: Audit;
  /** Builds a workload account, by default one that responds. */
  guard(index: number, responseMode?: Workload["responseMode"]): Promise<GuardedWorkload>;
  deploy(guarded: GuardedWorkload, options: DeployOptions): Promise<Fleet>;
  intrudingUser(guarded: GuardedWorkload, name: string): Promise<Actor>;
  intrudingSession(guarded: GuardedWorkload, name: string): Promise<Actor>;
  allowedUploader(guarded: GuardedWorkload): Promise<Actor>;
  /** Ends every function and the emulator. */
  stop(): Promise<void>;
}

export async function openStage({ accounts, ...options }: StageOptions): Promise<Stage> {
  const config = stageConfig(accounts);
  const emulator = await startEmulator(options);
  const parts = stageParts(config, emulator);
  const { place } = auditNames(config);
  const auditRole = iamArn(place, `role/${config.deploymentRole}`);
  const audit = await buildAudit(config, await parts.access(auditRole, "operator"));
  const fleets: Fleet[] = [];
  return {
    ...parts,
    audit,
    guard: (index, responseMode = "respond") => {
      const workload = config.workloads[index];
      if (workload === undefined) throw new Error(`the stage has no account ${index}`);
      return buildWorkload(parts, audit, { ...workload, responseMode });
    },
    deploy: async (guarded, how) => {
      const fleet = await deployResponder(parts, { audit, guarded }, how);
      fleets.push(fleet);
      return fleet;
    },
    intrudingUser: (guarded, name) => intrudingUser(parts, guarded, name),
    intrudingSession: (guarded, name) => intrudingSession(parts, guarded, name),
    allowedUploader: (guarded) => allowedUploader(parts, guarded),
    stop: async () => {
      await Promise.all(fleets.map((fleet) => fleet.stop()));
      await emulator.stop();
    },
  };
}

export interface Put {
  readonly bucket: string;
  readonly key: string;
  /** Whose call the events tell of. */
  readonly actor: Actor;
  /** Who makes it in fact, where judging each call would cost too much. @default the actor */
  readonly by?: Pick<Actor, "clients">;
  /** Locks the version in COMPLIANCE mode, as the bucket policy lets nobody but who is trusted. */
  readonly lockedUntil?: Date;
}

/** Uploads an object, and returns what AWS would come to know of it. */
export async function put({
  bucket,
  key,
  actor,
  by = actor,
  lockedUntil,
}: Put): Promise<AcceptedCall> {
  const at = new Date();
  const Body = "not for this bucket\n";
  const { VersionId = "", ETag = "" } = await by.clients.s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body,
      ...(lockedUntil && { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: lockedUntil }),
    }),
  );
  const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  const outcome = { status: "accepted", versionId: VersionId, etag: ETag.replaceAll('"', "") };
  return { actor, bucket, key, size: Body.length, at, requestId, outcome } as AcceptedCall;
}

/** S3's notification of an upload, and CloudTrail's event of the same. */
export const eventsOf = (call: AcceptedCall, { names }: GuardedWorkload) => ({
  notification: notificationEvent(call, "responder", names.place),
  trail: trailEvent(call, names.place),
});
