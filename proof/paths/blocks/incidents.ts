import { type WorkloadNames, workloadNames } from "../../../config/names";
import type { Workload } from "../../../config/schema";
import { decide as respondTo } from "../../../lambda/responder/decide/decide";
import type { Decision } from "../../../lambda/responder/decide/decision";
import type { Trigger } from "../../../lambda/responder/events/upload";
import type { ResponderSettings } from "../../../lambda/responder/settings";
import { mayDo, mayNotDo } from "../../hops";
import type { Estate } from "../../model/estate";
import { broken, type Hop, holds, type Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { withStatement } from "../beside";
import { uploadBy } from "../heard";
import { responderSettings } from "../responder-settings";
import type { Somebody } from "../somebody";
import {
  ALWAYS_ROOTS,
  type BucketCall,
  PREVENTED,
  resourceOf,
  SOME_CALLS,
  WRITING_CALLS,
} from "./calls";
import { type Intruder, intruders } from "./intruders";

/** From an upload that must not be to the refusal of the next one, for every kind of principal. */
export const incidentPaths = (scope: WorkloadScope): Path[] => {
  const { name, accountId } = scope.workload;
  const all = intruders(workloadNames(scope.config, scope.workload));
  const path = (id: string, title: string, walk: Path["walk"]): Path => ({
    family: "blocks",
    id: `blocks/${accountId}/${id}`,
    title: `${name}: ${title}`,
    walk,
  });
  return [
    path("before-an-incident", "nobody is blocked before there was an incident", () =>
      blocksNobodyYet(scope, all),
    ),
    ...all.map((intruder) =>
      path(
        `intruder/${intruder.kind}`,
        `${intruder.uploads.title} is kept out after an upload`,
        () => isKeptOut(scope, intruder),
      ),
    ),
  ];
};

async function* blocksNobodyYet(
  scope: WorkloadScope,
  all: readonly Intruder[],
): AsyncGenerator<Hop> {
  const names = workloadNames(scope.config, scope.workload);
  for (const [index, intruder] of all.entries()) {
    const estate = letIn(scope.estate, names, intruder);
    yield* mayWrite(estate, scope, intruder.uploads, index === 0 ? WRITING_CALLS : SOME_CALLS);
  }
  yield sparesServices(scope, names);
}

/** Who has no user id matches no entry: AWS's services, when a statement beside ours lets them in. */
function sparesServices({ estate }: WorkloadScope, names: WorkloadNames): Promise<Hop> {
  const { bucket, bucketArn, place } = names;
  const [service, action] = ["logging.s3.amazonaws.com", "s3:PutObjectTagging"];
  const resource = `${bucketArn}/any/object.csv`;
  const beside = withStatement(estate, bucket, {
    Effect: "Allow",
    Principal: { Service: service },
    Action: action,
    Resource: resource,
  });
  const who = { service, sourceAccount: place.accountId };
  return mayDo(beside, { who, action, resource }, "whoever has no user id isn't refused");
}

async function* isKeptOut(scope: WorkloadScope, intruder: Intruder): AsyncGenerator<Hop> {
  const { config, workload } = scope;
  const names = workloadNames(config, workload);
  const { uploads, comesBackAs, bystander } = intruder;
  const before = letIn(scope.estate, names, intruder);
  const settings = yield* responderSettings(scope.estate, names);
  const responder = { responseMode: workload.responseMode, names, settings };

  const heard = yield* entryOf("notification", uploads, responder);
  const soon = blocking(before, names, heard);
  yield* mayNotWrite(soon, scope, uploads, WRITING_CALLS);
  yield* mayWrite(soon, scope, bystander, SOME_CALLS);

  // It may take the place of the first, or join it.
  const known = yield* entryOf("trail", uploads, responder);
  const later = blocking(before, names, known);
  yield* mayNotWrite(later, scope, uploads, SOME_CALLS);
  if (comesBackAs) yield* mayNotWrite(later, scope, comesBackAs, SOME_CALLS);
  yield* mayWrite(later, scope, bystander, SOME_CALLS);
}

/** A caller from elsewhere gets in by a statement beside ours, or not at all. */
function letIn(
  estate: Estate,
  { bucket, bucketArn }: WorkloadNames,
  { letInAs }: Intruder,
): Estate {
  if (letInAs === undefined) return estate;
  return withStatement(estate, bucket, {
    Effect: "Allow",
    Principal: letInAs,
    Action: WRITING_CALLS.map(({ action }) => action),
    Resource: [bucketArn, `${bucketArn}/*`],
  });
}

const blocking = (estate: Estate, { bucket }: WorkloadNames, userIds: readonly string[]): Estate =>
  estate.assuming({ blocked: { [bucket]: userIds } });

interface Responder extends Pick<Workload, "responseMode"> {
  readonly names: WorkloadNames;
  /** As it is deployed. */
  readonly settings: ResponderSettings;
}

/** What the responder makes of the upload: while it is to observe only, what it would make of it. */
function* entryOf(
  trigger: Trigger,
  somebody: Somebody,
  { responseMode, names, settings }: Responder,
): Generator<Hop, readonly string[]> {
  const isObserving = responseMode === "observe";
  const told = isObserving ? "tells of" : "blocks";
  const what = `by the ${trigger}, the responder ${told} ${somebody.title}`;
  const upload = uploadBy(trigger, somebody, names);
  const decision = upload && respondTo(upload, settings);
  const isTold = decision?.verdict === "intruder" && decision.action === "alert-only";
  const response = isTold
    ? upload && respondTo(upload, { ...settings, responseMode: "respond" })
    : decision;
  const isMeant = isTold === isObserving;
  if (!isMeant || response?.action !== "respond" || "impossible" in response.block) {
    yield broken(what, decision ? whyNot(decision) : "it can't read the event");
    throw new Error(`walked on past a block that isn't made: ${what}`);
  }
  const { userIds } = response.block;
  const mode = isObserving ? ` were the mode another than ${responseMode}` : "";
  yield holds(what, `by the entry ${userIds.join(", ")}${mode}`);
  return userIds;
}

function whyNot(decision: Decision): string {
  if (decision.action !== "respond") return `${decision.verdict}: ${decision.why}`;
  return "impossible" in decision.block ? decision.block.impossible : "it would be blocked";
}

/** What nothing but a block refuses to whom IAM lets. */
async function* mayWrite(
  estate: Estate,
  { config, workload }: WorkloadScope,
  { who, context, title }: Somebody,
  calls: readonly BucketCall[],
): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const isPrevented = ({ action }: BucketCall) =>
    workload.responseMode === "prevent" && PREVENTED.includes(action);
  for (const call of calls) {
    const asked = { who, action: call.action, resource: resourceOf(call, names), context };
    yield isPrevented(call)
      ? mayNotDo(estate, asked, `${call.action} is refused to ${title} in any case`)
      : mayDo(estate, asked, `${call.action} isn't refused to ${title}, whom IAM lets`);
  }
}

async function* mayNotWrite(
  estate: Estate,
  { config, workload }: WorkloadScope,
  { who, context, title }: Somebody,
  calls: readonly BucketCall[],
): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const isOwnRoot = who.userId === workload.accountId;
  for (const call of calls) {
    if (isOwnRoot && ALWAYS_ROOTS.includes(call.action)) continue;
    const asked = { who, action: call.action, resource: resourceOf(call, names), context };
    yield mayNotDo(estate, asked, `${call.calls}: refused to ${title}`);
  }
}
