import { MACIE_TAG, scheduleName } from "../../../config/macie-schedule";
import { auditNames, bucketArn, workloadNames } from "../../../config/names";
import { EVERYTHING } from "../../decide/surroundings";
import { mayDo } from "../../hops";
import { blocksOf, type Resource, textOf, whereOf } from "../../model/resource";
import { broken, type Hop, holds, type Path } from "../../path";
import type { PathSource, WorkloadScope } from "../../scope";
import { withStatement } from "../beside";
import { valueAt } from "../expected";
import { archive } from "./archive";
import { arnOf, keyBehind } from "./keys";

/** Macie's jobs find the production bucket, and can read what is in it. */
export const macieReadingPaths: PathSource = {
  ofWorkload: (scope) => [pathOf(scope)],
};

const pathOf = (scope: WorkloadScope): Path => {
  const { accountId, bucketName } = scope.workload;
  return {
    family: "deliveries",
    id: `deliveries/macie-reading/${accountId}/${bucketName}`,
    title: `Macie reads ${bucketName} of ${accountId} on its schedule`,
    walk: () => reads(scope),
  };
};

/** The administrator's role, where there is one, is the one that reads (Macie guide, discovery-supported-encryption-types). */
async function* reads(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const names = workloadNames(config, workload);
  const { macieRoleArn, place } = config.organization ? auditNames(config) : names;
  const bucket = yield* archive(estate, workload.bucketName, names.place);
  yield hasJob(scope, bucket, place.accountId);
  const key = yield* keyBehind(estate, { alias: names.keyAlias, place: names.place });
  const isOwn = place.accountId === workload.accountId;
  const who = {
    arn: macieRoleArn,
    accountId: place.accountId,
    // Of keys its policy says nothing: in its own account the key's policy alone lets it in.
    policies: isOwn ? [] : [EVERYTHING],
  };
  yield mayDo(estate, { who, action: "kms:Decrypt", resource: arnOf(key) });
  // What lets it read is AWS's own; that nothing of ours refuses it can be seen beside that.
  const objects = `${bucketArn(names.place, workload.bucketName)}/*`;
  const let_ = {
    Effect: "Allow",
    Principal: { AWS: macieRoleArn },
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    Resource: objects,
  };
  const beside = withStatement(estate, workload.bucketName, let_);
  const reader = { ...who, policies: [EVERYTHING] };
  for (const action of let_.Action) {
    yield mayDo(beside, { who: reader, action, resource: objects.replace("*", "any.csv") });
  }
}

/** One job, of the account that runs them, that scans the bucket as often as the configuration says. */
function hasJob(
  { estate, workload, config }: WorkloadScope,
  bucket: Resource,
  runner: string,
): Hop {
  const what = `one job of ${runner} scans it ${scheduleName(workload.macieSchedule)}`;
  const jobs = estate
    .resources("aws_macie2_classification_job")
    .filter(({ place }) => place.accountId === runner && place.region === config.homeRegion)
    .filter((job) => scans(job, bucket) && isOn(job, workload.macieSchedule));
  const [job, ...others] = jobs;
  if (job && others.length === 0) return holds(what, whereOf(job), job);
  const because = job ? `there are ${jobs.length}: ${jobs.map(whereOf).join(", ")}` : NO_JOB;
  return broken(what, because, { at: job ?? bucket });
}

const NO_JOB = "no running job of that schedule names the bucket or has its tag";

type Block = Readonly<Record<string, unknown>>;
const blocksIn = (value: unknown): readonly Block[] => [value ?? []].flat() as Block[];

function scans(job: Resource, bucket: Resource): boolean {
  const [definition = {}] = blocksOf(job, "s3_job_definition");
  const isNamed = blocksIn(definition.bucket_definitions).some(
    ({ account_id: account, buckets }) =>
      account === bucket.place.accountId &&
      ([buckets ?? []].flat() as unknown[]).includes(textOf(bucket, "bucket")),
  );
  const [criteria = {}] = blocksIn(definition.bucket_criteria);
  return isNamed || (criteria.includes !== undefined && hasTagOf(criteria, bucket));
}

/** Every criterion is a tag, and the bucket has one of its values; none excludes it. */
function hasTagOf({ includes, excludes }: Block, bucket: Resource): boolean {
  const tags = (bucket.value("tags") ?? {}) as Block;
  const all = blocksIn(includes).flatMap(({ and }) => blocksIn(and));
  const isMet = ({ tag_criterion: criterion }: Block): boolean => {
    const [{ comparator, tag_values: values } = {}] = blocksIn(criterion);
    return (
      comparator === "EQ" && blocksIn(values).some(({ key, value }) => tags[String(key)] === value)
    );
  };
  return excludes === undefined && all.length > 0 && all.every(isMet) && MACIE_TAG in tags;
}

function isOn(job: Resource, schedule: WorkloadScope["workload"]["macieSchedule"]): boolean {
  const runs = (textOf(job, "job_status") ?? "RUNNING") === "RUNNING";
  const at = (name: string) => valueAt(job, `schedule_frequency.${name}`);
  const frequency = {
    day: () => at("daily_schedule") === true,
    week: () => at("weekly_schedule") === (schedule.every === "week" ? schedule.on : undefined),
    month: () =>
      String(at("monthly_schedule")) === String(schedule.every === "month" ? schedule.on : ""),
  }[schedule.every];
  return runs && textOf(job, "job_type") === "SCHEDULED" && frequency();
}
