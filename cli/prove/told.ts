import type { Resource } from "../../proof/model/resource";
import { whereOf } from "../../proof/model/resource";
import type { Arguments } from "../../proof/model/stack";
import type { Hop, HopVerdict, Mend, WalkedPath } from "../../proof/path";
import { sourceFileOf } from "./source-files";

/** Where something stands, or should. */
export interface Place {
  /** `audit aws_sns_topic.Alerts_91F83244`; a stack's name where nothing is there yet. */
  readonly where: string;
  /** The Terraform JSON. */
  readonly file?: string;
  /** The file of ours that writes it. */
  readonly source?: string;
}

export interface ToldMend extends Place {
  readonly argument: string;
  readonly add: unknown;
}

export interface ToldHop extends Partial<Place> {
  readonly what: string;
  readonly verdict: HopVerdict;
  readonly because: string;
  readonly mend?: readonly ToldMend[];
}

/** A walked path as plain values: nothing of the stacks is held by it. */
export interface ToldPath extends Pick<WalkedPath, "id" | "family" | "title" | "verdict"> {
  readonly hops: readonly ToldHop[];
}

export const toldPath = ({ id, family, title, verdict, hops }: WalkedPath): ToldPath => ({
  id,
  family,
  title,
  verdict,
  hops: hops.map(toldHop),
});

export const toldHop = ({ what, verdict, because, at, mend }: Hop): ToldHop => ({
  what,
  verdict,
  because,
  ...(at && placeOf(at)),
  ...(mend && { mend: mend.map(toldMend) }),
});

function toldMend({ at, stack, argument, add }: Mend): ToldMend {
  const place = at ? { ...placeOf(at), ...policyFile(at, argument) } : { where: stack ?? "" };
  return { ...place, argument, add };
}

export function placeOf(at: Resource): Place {
  const source = sourceOf(at, at.type);
  return { where: whereOf(at), file: at.stack.file, ...(source !== undefined && { source }) };
}

/** Of what has its policy as a resource of its own: that one's file is asked for. */
const POLICY_BESIDE: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_bus: "aws_cloudwatch_event_bus_policy",
  aws_iam_role: "aws_iam_role_policy",
  aws_s3_bucket: "aws_s3_bucket_policy",
  aws_sns_topic: "aws_sns_topic_policy",
  aws_sqs_queue: "aws_sqs_queue_policy",
};

function policyFile(at: Resource, argument: string): { readonly source?: string } {
  const beside = argument === "policy" ? POLICY_BESIDE[at.type] : undefined;
  const source = beside === undefined ? undefined : sourceOf(at, beside);
  return source === undefined ? {} : { source };
}

function sourceOf(at: Resource, type: string): string | undefined {
  const path = constructPath(at);
  return path === undefined ? undefined : sourceFileOf({ stack: at.stack.name, type, path });
}

/** CDKTF leaves the construct's path beside each resource: `audit/Alerts/Resource`. */
export function constructPath({ stack, type, address }: Resource): string | undefined {
  const { resource = {}, data = {} } = stack.json;
  const [blocks, plainType] = type.startsWith("data.") ? [data, type.slice(5)] : [resource, type];
  const note = blocks[plainType]?.[address.slice(type.length + 1)]?.["//"];
  const metadata = (note as Arguments | undefined)?.metadata as Arguments | undefined;
  const path = metadata?.path;
  return typeof path === "string" ? path.split("/").slice(1).join("/") : undefined;
}
