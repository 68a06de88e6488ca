import { workloadNames } from "../config/names";
import {
  byRole,
  byRoot,
  byServiceForRoot,
  byUser,
  type Call,
  callEvent,
  signInEvent,
} from "./call";
import { globally, type Place, type SampleFinding, type Scene } from "./place";

function changes(scene: Scene): Call[] {
  const { bucket: bucketName, responder, prefix } = workloadNames(scene.config, scene.workload);
  return [
    { service: "s3", name: "PutBucketPolicy", parameters: { bucketName }, by: byUser },
    { service: "s3", name: "PutBucketNotification", parameters: { bucketName } },
    {
      ...{ service: "lambda", name: "UpdateFunctionCode20150331v2" },
      parameters: { functionName: responder, publish: false },
    },
    { service: "events", name: "PutRule", parameters: { name: `${prefix}-sweep` } },
    { service: "events", name: "PutTargets", parameters: { rule: `${prefix}-uploads` } },
  ];
}

export function foreignChangeSamples(scene: Scene): SampleFinding[] {
  const { config, workload, atWorkload: place } = scene;
  const { bucket: bucketName, responderRole } = workloadNames(config, workload);
  const put: Call = { service: "s3", name: "PutBucketPolicy", parameters: { bucketName } };
  const byOwnHands = [config.deploymentRole, responderRole].map((role) => ({
    ...put,
    by: byRole(role),
  }));
  const onAnother = { ...put, parameters: { bucketName: "shop-images" } };
  const refused = { ...put, errorCode: "AccessDenied" };
  const sample = { source: "foreign-change", severity: "HIGH", ...place } as const;
  return [
    ...changes(scene).map((call) => ({ ...sample, event: callEvent(place, call), arrives: true })),
    ...[...byOwnHands, onAnother, refused].map((call) => ({
      ...sample,
      event: callEvent(place, call),
      arrives: false,
    })),
  ];
}

const arriving = ([severity, place, event]: readonly [
  SampleFinding["severity"],
  Place,
  SampleFinding["event"],
]): SampleFinding => ({ source: "root-use", severity, ...place, event, arrives: true });

export function rootSamples(scene: Scene): SampleFinding[] {
  const { trail } = workloadNames(scene.config, scene.workload);
  const root = (place: Place, call: Omit<Call, "by">) => callEvent(place, { ...call, by: byRoot });
  const told = (place: Place) => {
    const global = globally(scene, place);
    return [
      ["CRITICAL", global, signInEvent(global, "Success")],
      ["HIGH", global, signInEvent(global, "Failure")],
      ["HIGH", global, root(global, { service: "iam", name: "CreateAccessKey" })],
    ] as const;
  };
  const stopped = root(scene.atWorkload, {
    ...{ service: "cloudtrail", name: "StopLogging" },
    parameters: { name: trail },
  });
  const upload: Call = { service: "s3", name: "PutObject", category: "Data", by: byRoot };
  const byService: Call = { service: "iam", name: "CreateServiceLinkedRole", by: byServiceForRoot };
  return [
    ...[...told(scene.atWorkload), ...told(scene.atAudit)].map(arriving),
    arriving(["CRITICAL", scene.atWorkload, stopped]),
    ...[upload, byService].map((call): SampleFinding => ({
      ...{ source: "root-use", severity: "HIGH", ...scene.atWorkload, arrives: false },
      event: callEvent(scene.atWorkload, call),
    })),
  ];
}
