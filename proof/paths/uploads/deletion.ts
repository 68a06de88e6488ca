import { FILE_UPLOADER_ROLE, iamArn, workloadNames } from "../../../config/names";
import type { Asker } from "../../decide/asker";
import { mayDo, mayNotDo } from "../../hops";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { root, session, somebodyBy, type Somebody, user } from "../somebody";
import { pathOf } from "./uploaders";

const DELETIONS = ["s3:DeleteObject", "s3:DeleteObjectVersion"] as const;
const WITH_MFA = { "aws:MultiFactorAuthPresent": "true" };

/**
 * Deletion needs a session with MFA, whoever asks; the responder's is its work. With S3's own MFA
 * delete it is S3 that asks root for MFA, and it takes root's keys, which carry none.
 */
export const deletionPaths = (scope: WorkloadScope): Path[] => [
  pathOf(scope, "deletion/without-mfa", "nobody deletes an object without MFA", () =>
    needsMfa(scope),
  ),
  pathOf(
    scope,
    "deletion/with-mfa",
    isNative(scope)
      ? "whom IAM lets deletes with MFA, the responder without, and root by S3's own MFA delete"
      : "whom IAM lets deletes with MFA, and the responder without",
    () => works(scope),
  ),
];

const rootHere = ({ config, workload }: WorkloadScope): Somebody => {
  const { place } = workloadNames(config, workload);
  return root(place.partition, place.accountId);
};

const isNative = ({ workload }: WorkloadScope): boolean => workload.mfaDelete === "native";

const people = ({ config, workload }: WorkloadScope): readonly Somebody[] => {
  const { place } = workloadNames(config, workload);
  const named = [...workload.allowedUploaders, ...workload.breakGlass];
  return [
    user(iamArn(place, "user/proof-stranger")),
    session(iamArn(place, "role/proof-strangers"), "eva"),
    ...named.map(somebodyBy),
  ];
};

const anObject = ({ config, workload }: WorkloadScope): string =>
  `${workloadNames(config, workload).bucketArn}/any/object.csv`;

async function* needsMfa(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const { place } = workloadNames(config, workload);
  const resource = anObject(scope);
  const uploader: Asker = { role: iamArn(place, `role/${FILE_UPLOADER_ROLE}`) };
  for (const action of DELETIONS) {
    const bound = isNative(scope) ? people(scope) : [...people(scope), rootHere(scope)];
    for (const { who, context, title } of bound) {
      const asked = { who, action, resource, context };
      yield mayNotDo(estate, asked, `${action} is refused to ${title} without MFA`);
    }
    const asked = { who: uploader, action, resource, context: WITH_MFA };
    yield mayNotDo(estate, asked, `${action} is refused to ${FILE_UPLOADER_ROLE} at all`);
  }
}

async function* works(scope: WorkloadScope): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const resource = anObject(scope);
  const responder = { role: workloadNames(config, workload).responderRoleArn };
  for (const action of DELETIONS) {
    for (const { who, context, title } of people(scope)) {
      const asked = { who, action, resource, context: { ...context, ...WITH_MFA } };
      yield mayDo(estate, asked, `${action} works for ${title} with MFA`);
    }
    yield mayDo(estate, { who: responder, action, resource });
    if (isNative(scope)) {
      const { who, context, title } = rootHere(scope);
      const asked = { who, action, resource, context };
      yield mayDo(estate, asked, `${action} is left to S3's own MFA delete for ${title}`);
    }
  }
}
