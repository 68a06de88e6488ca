import { FILE_UPLOADER_ROLE, iamArn, workloadNames } from "../../../config/names";
import { mayDo } from "../../hops";
import { type Resource, textOf } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { theOne } from "../expected";
import { session, somebodyBy, type Somebody } from "../somebody";
import { responderFinds } from "./left-alone";
import { puts, putsOnItsTerms, type Uploader } from "./puts";

/** FileUploaderRole: who becomes it, what it can do, and that it is left alone. */
export function fileUploaderPaths(scope: WorkloadScope): Path[] {
  const { place } = workloadNames(scope.config, scope.workload);
  const role = iamArn(place, `role/${FILE_UPLOADER_ROLE}`);
  const who = { role };
  const named = { id: "file-uploader", title: FILE_UPLOADER_ROLE };
  return [
    pathOf(scope, `${named.id}/becoming`, `who may become ${named.title} can`, () =>
      becomes(scope, role),
    ),
    ...uploaderPaths(scope, { ...named, who }),
    pathOf(scope, `${named.id}/reading`, `${named.title} reads and lists what is there`, () =>
      reads(scope, who),
    ),
    pathOf(scope, `${named.id}/left-alone`, `the responder leaves ${named.title} alone`, () =>
      isLeftAlone(scope),
    ),
  ];
}

/** Whoever else the configuration allows to upload. */
export const allowedPaths = (scope: WorkloadScope): Path[] =>
  scope.workload.allowedUploaders.flatMap((arn) => {
    const somebody = somebodyBy(arn);
    const { who, context, title } = somebody;
    const id = `allowed/${arn.split(":").slice(5).join(":").toLowerCase()}`;
    return [
      ...uploaderPaths(scope, { id, title, who, context }),
      pathOf(scope, `${id}/left-alone`, `the responder leaves ${title} alone`, () =>
        leavesAlone(scope, somebody),
      ),
    ];
  });

const uploaderPaths = (
  scope: WorkloadScope,
  { id, title, ...uploader }: Uploader & { readonly id: string; readonly title: string },
): Path[] => {
  const names = workloadNames(scope.config, scope.workload);
  return [
    pathOf(scope, `${id}/puts`, `${title} uploads to ${names.bucket}`, () =>
      puts(scope.estate, names, uploader),
    ),
    pathOf(scope, `${id}/refused`, `${title} puts nothing under terms of its own`, () =>
      putsOnItsTerms(scope.estate, names, uploader),
    ),
  ];
};

export const pathOf = (
  { workload }: WorkloadScope,
  id: string,
  title: string,
  walk: Path["walk"],
): Path => ({
  family: "uploads",
  id: `uploads/${workload.accountId}/${id}`,
  title: `${workload.name}: ${title}`,
  walk,
});

/** Those whom the configuration names; without names the account, where IAM decides. */
async function* becomes(
  { estate, config, workload }: WorkloadScope,
  role: string,
): AsyncGenerator<Hop> {
  const { rootArn } = workloadNames(config, workload);
  for (const arn of workload.uploaderTrust ?? [rootArn]) {
    const { who, context, title } = trusted(arn);
    const asked = { who, action: "sts:AssumeRole", resource: role, context };
    yield mayDo(estate, asked, `${title}, whom IAM lets, becomes ${FILE_UPLOADER_ROLE}`);
  }
}

/** An account's root stands for everybody in it. */
const trusted = (arn: string): Somebody =>
  somebodyBy(arn.endsWith(":root") ? arn.replace(/root$/, "role/anybody") : arn);

async function* reads(
  { estate, config, workload }: WorkloadScope,
  who: Uploader["who"],
): AsyncGenerator<Hop> {
  const { bucketArn } = workloadNames(config, workload);
  yield mayDo(estate, { who, action: "s3:GetObject", resource: `${bucketArn}/any/object.csv` });
  yield mayDo(estate, { who, action: "s3:ListBucket", resource: bucketArn });
}

/** The id of a role that a stack makes is that resource's own. */
function* isLeftAlone(scope: WorkloadScope): Generator<Hop> {
  const { estate, config, workload } = scope;
  const names = workloadNames(config, workload);
  const role: Resource = yield* theOne(estate, {
    what: `the role ${FILE_UPLOADER_ROLE}`,
    type: "aws_iam_role",
    place: names.place,
    by: { name: FILE_UPLOADER_ROLE },
  });
  const somebody = session(textOf(role, "arn") ?? "", "any-session");
  yield* responderFinds(estate, names, somebody, "allowed");
}

function* leavesAlone(scope: WorkloadScope, somebody: Somebody): Generator<Hop> {
  const { estate, config, workload } = scope;
  yield* responderFinds(estate, workloadNames(config, workload), somebody, "allowed");
}
