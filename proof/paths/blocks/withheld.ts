import { FILE_UPLOADER_ROLE, iamArn, sparedArns, workloadNames } from "../../../config/names";
import { mayDo, mayNotDo } from "../../hops";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { session, somebodyBy, type Somebody, user } from "../somebody";

/** As the responder tags a version that it can't delete (docs/operating.md). */
const TAGGED = { "s3:ExistingObjectTag/bucket-warden": "refused" };

/** By which the version would be served, or its tag taken away. */
const WITHHELD = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionTagging",
  "s3:DeleteObjectTagging",
  "s3:DeleteObjectVersionTagging",
] as const;

/** A version that can't be deleted is served to nobody, and nobody takes its tag away. */
export const withheldPaths = (scope: WorkloadScope): Path[] => [
  {
    family: "blocks",
    id: `blocks/${scope.workload.accountId}/withheld`,
    title: `${scope.workload.name}: a version that the responder tagged is served to nobody`,
    walk: () => isWithheld(scope),
  },
];

async function* isWithheld(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const names = workloadNames(config, workload);
  const resource = `${names.bucketArn}/any/object.csv`;
  const uploader = { role: iamArn(names.place, `role/${FILE_UPLOADER_ROLE}`) };
  for (const { who, context, title } of readers(scope)) {
    yield mayDo(estate, { who, action: "s3:GetObject", resource, context });
    for (const action of WITHHELD) {
      const asked = { who, action, resource, context: { ...context, ...TAGGED } };
      yield mayNotDo(estate, asked, `${action} is refused to ${title}`);
    }
  }
  const asked = { who: uploader, action: "s3:GetObject", resource, context: TAGGED };
  yield mayNotDo(estate, asked, `s3:GetObject is refused to ${FILE_UPLOADER_ROLE}`);
  yield* keepersRead(scope, resource);
}

const readers = ({ config, workload }: WorkloadScope): readonly Somebody[] => {
  const { place } = workloadNames(config, workload);
  return [
    user(iamArn(place, "user/proof-stranger")),
    session(iamArn(place, "role/proof-strangers"), "proof"),
  ];
};

/** Whoever looks into the incident, by break-glass; and the responder, which tags. */
async function* keepersRead(
  { estate, config, workload }: WorkloadScope,
  resource: string,
): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const responder = { role: names.responderRoleArn };
  const tagging = "s3:PutObjectVersionTagging";
  yield mayDo(estate, { who: responder, action: tagging, resource, context: TAGGED });
  for (const arn of sparedArns(names, workload)) {
    if (arn === names.responderRoleArn) continue;
    const { who, context } = somebodyBy(arn);
    const asked = { who, action: "s3:GetObjectVersion", resource };
    yield mayDo(estate, { ...asked, context: { ...context, ...TAGGED } });
  }
}
