import { decide } from "../../lambda/responder/decide/decide";
import { type Policy } from "../../lambda/responder/decide/decide-policy";
import { type Decision, type Response } from "../../lambda/responder/decide/decision";
import { type About, type Reading } from "../../lambda/responder/events/reading";
import { type Principal, type Upload } from "../../lambda/responder/events/upload";

/** What would become of one record. Printed by `--json` as it is: fields are only ever added. */
export interface Judgement {
  /** Why the record is left alone; null for an upload that is judged. */
  readonly ignored: string | null;
  readonly bucket: string | null;
  readonly key: string | null;
  readonly versionId: string | null;
  readonly principal: NamedPrincipal | null;
  readonly verdict: "allowed" | "intruder" | "ignored" | "protected";
  /** What the responder would do. */
  readonly actions: readonly string[];
  /** Why, and what it couldn't do. */
  readonly reasons: readonly string[];
}

interface NamedPrincipal {
  readonly kind: Principal["kind"];
  readonly userId: string;
  readonly arn: string | null;
}

/** @param policy of the bucket that was written to; undefined when nobody guards it */
export function judge(reading: Reading, policy: Policy | undefined): Judgement {
  if ("upload" in reading) {
    if (policy) return judgeUpload(reading.upload, policy);
    return leftAlone("no workload of the configuration guards the bucket", reading.upload);
  }
  if ("denied" in reading) {
    const { how, error } = reading.denied;
    return leftAlone(`S3 refused it: ${how}, ${error}`, reading.denied, ["count"]);
  }
  if ("policyChange" in reading) {
    const { call } = reading.policyChange;
    const why = `${call} creates no object: the denylist is put back where it is missing`;
    return leftAlone(why, reading.policyChange, ["reconcile"]);
  }
  if ("scheduled" in reading) return leftAlone("the schedule's call", {}, ["reconcile"]);
  if ("unreadable" in reading) return leftAlone(reading.unreadable);
  return leftAlone(reading.ignored, reading.about);
}

function leftAlone(why: string, about: About = {}, actions: readonly string[] = []): Judgement {
  return { ignored: why, ...subject(about), verdict: "ignored", actions, reasons: [why] };
}

function subject({ bucket = null, key = null, versionId = null, principal }: Nullable<About>) {
  return { bucket, key, versionId, principal: principal ? named(principal) : null };
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

function named(principal: Principal): NamedPrincipal {
  const { kind, userId } = principal;
  return { kind, userId, arn: ("arn" in principal ? principal.arn : undefined) ?? null };
}

function judgeUpload(upload: Upload, policy: Policy): Judgement {
  const decision = decide(upload, policy);
  const { verdict } = decision;
  const reasons = reasonsOf(decision);
  return {
    ignored: verdict === "ignored" ? reasons.join("; ") : null,
    ...subject(upload),
    verdict,
    actions: actionsOf(decision, upload),
    reasons,
  };
}

function actionsOf(decision: Decision, upload: Upload): string[] {
  if (decision.action === "ignore") return [];
  if (decision.action === "alert-only") return ["alert"];
  const { block, quarantine, abort } = decision;
  return [
    deletionOf(upload),
    ...("userIds" in block ? block.userIds.map((userId) => `block ${userId}`) : []),
    ...("attachTo" in quarantine
      ? [`quarantine ${quarantine.attachTo.kind} ${quarantine.attachTo.name}`]
      : []),
    ...("initiator" in abort ? ["abort-uploads"] : []),
    "alert",
  ];
}

/** Without a version, a notification is of an unversioned bucket; CloudTrail just didn't say. */
function deletionOf({ versionId, trigger }: Upload): string {
  if (versionId !== undefined) return "delete-version";
  return trigger === "notification" ? "delete-object" : "find-and-delete-version";
}

function reasonsOf(decision: Decision): string[] {
  if (decision.action !== "respond") return [decision.why];
  const { block, quarantine, abort } = decision;
  return [
    "not an allowed uploader",
    ...remarks("no block", block),
    ...remarks("no quarantine", quarantine),
    ...remarks("no uploads aborted", abort),
  ];
}

type Plan = Response["block" | "quarantine" | "abort"];

function remarks(what: string, plan: Plan): string[] {
  if ("impossible" in plan) return [`${what}: ${plan.impossible}`];
  return "later" in plan ? [`${what} yet: ${plan.later}`] : [];
}
