import { sparedArns, workloadNames } from "../../../config/names";
import type { Asker } from "../../decide/asker";
import { mayDo } from "../../hops";
import { broken, type Hop, holds, type Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { decide as respondTo } from "../../../lambda/responder/decide/decide";
import { uploadBy } from "../heard";
import { responderSettings } from "../responder-settings";
import { somebodyBy, type Somebody } from "../somebody";
import { resourceOf, SOME_CALLS } from "./calls";

/** No entry of the denylist, not even one that means everybody, keeps out who has to mend things. */
export function sparedPaths(scope: WorkloadScope): Path[] {
  const { config, workload } = scope;
  const names = workloadNames(config, workload);
  return sparedArns(names, workload).map((arn) => {
    const isResponder = arn === names.responderRoleArn;
    const { title } = somebodyBy(arn);
    return {
      family: "blocks",
      id: `blocks/${workload.accountId}/spared/${arn.split(":").slice(5).join(":").toLowerCase()}`,
      title: `${workload.name}: no entry keeps out ${title}`,
      walk: () => (isResponder ? sparesResponder(scope) : spares(scope, somebodyBy(arn))),
    };
  });
}

const everybodyBlocked = ({ estate, workload }: WorkloadScope) =>
  estate.assuming({ blocked: { [workload.bucketName]: ["*"] } });

/** With the rights of its own role: it puts the policy back. */
async function* sparesResponder(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { config, workload } = scope;
  const { responderRoleArn, bucketArn } = workloadNames(config, workload);
  const who: Asker = { role: responderRoleArn };
  const estate = everybodyBlocked(scope);
  for (const action of ["s3:GetBucketPolicy", "s3:PutBucketPolicy"]) {
    yield mayDo(estate, { who, action, resource: bucketArn });
  }
  const object = `${bucketArn}/any/object.csv`;
  for (const action of ["s3:DeleteObjectVersion", "s3:PutObjectVersionTagging"]) {
    yield mayDo(estate, { who, action, resource: object });
  }
}

async function* spares(scope: WorkloadScope, somebody: Somebody): AsyncGenerator<Hop> {
  const { config, workload } = scope;
  const names = workloadNames(config, workload);
  const { who, context, title } = somebody;
  const estate = everybodyBlocked(scope);
  for (const call of SOME_CALLS) {
    const asked = { who, action: call.action, resource: resourceOf(call, names), context };
    yield mayDo(estate, asked, `${call.action} isn't refused to ${title} by an entry *`);
  }
  yield* isNeverBlocked(scope, somebody);
}

/** The responder makes no entry of its own either. */
function* isNeverBlocked(
  { estate, config, workload }: WorkloadScope,
  somebody: Somebody,
): Generator<Hop> {
  const names = workloadNames(config, workload);
  const settings = yield* responderSettings(estate, names);
  for (const trigger of ["notification", "trail"] as const) {
    const upload = uploadBy(trigger, somebody, names);
    const decision = upload && respondTo(upload, settings);
    const what = `by the ${trigger}, the responder makes no entry for ${somebody.title}`;
    if (decision && decision.action !== "respond") yield holds(what, decision.why);
    else yield broken(what, decision ? "it would block it" : "it can't read the event");
  }
}
