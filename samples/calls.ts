import { alertTopicArns, auditNames, workloadNames } from "../config/names";
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
    { service: "s3", name: "PutBucketOwnershipControls", parameters: { bucketName } },
    { service: "s3", name: "PutBucketObjectLockConfiguration", parameters: { bucketName } },
    { service: "s3", name: "PutObjectLockConfiguration", parameters: { bucketName } },
    {
      ...{ service: "lambda", name: "UpdateFunctionCode20150331v2" },
      parameters: { functionName: responder, publish: false },
    },
    {
      ...{ service: "lambda", name: "CreateEventSourceMapping20150331" },
      parameters: { functionName: `${responder}:$LATEST` },
    },
    { service: "events", name: "PutRule", parameters: { name: `${prefix}-sweep` } },
    { service: "events", name: "PutTargets", parameters: { rule: `${prefix}-uploads` } },
  ];
}

const KEY = { keyId: "0f6b1c7e-3f0e-4f1a-9d52-5f6f5c3d2b1a", policyName: "default" };
const subscribing = (topicArn: string): Call => ({
  ...{ service: "sns", name: "Subscribe" },
  parameters: { topicArn, protocol: "email" },
});

/** Who reads the alerts, and under which key. */
function changesAtAudit({ config }: Scene): Call[] {
  const [topicArn = ""] = alertTopicArns(auditNames(config));
  return [
    subscribing(topicArn),
    {
      ...{ service: "sns", name: "SetSubscriptionAttributes" },
      parameters: { subscriptionArn: `${topicArn}:${KEY.keyId}`, attributeName: "FilterPolicy" },
    },
    { service: "kms", name: "PutKeyPolicy", parameters: KEY },
  ];
}

/** In the audit account by Terraform, and on what isn't ours; of a key elsewhere nobody knows whose. */
function quietChanges({ config, atAudit, atWorkload }: Scene): (readonly [Place, Call])[] {
  const [topicArn = ""] = alertTopicArns(auditNames(config));
  return [
    [atAudit, { ...subscribing(topicArn), by: byRole(config.deploymentRole) }],
    [atAudit, subscribing(topicArn.replace(/[^:]+$/, "shop"))],
    [atWorkload, { service: "kms", name: "PutKeyPolicy", parameters: KEY }],
  ];
}

export function foreignChangeSamples(scene: Scene): SampleFinding[] {
  const { config, workload, atWorkload: place, atAudit } = scene;
  const { bucket: bucketName, responderRole } = workloadNames(config, workload);
  const put: Call = { service: "s3", name: "PutBucketPolicy", parameters: { bucketName } };
  const byOwnHands = [config.deploymentRole, responderRole].map((role) => ({
    ...put,
    by: byRole(role),
  }));
  const onAnother = { ...put, parameters: { bucketName: "shop-images" } };
  const refused = { ...put, errorCode: "AccessDenied" };
  const sampleOf = (at: Place, call: Call, arrives: boolean): SampleFinding => ({
    ...{ source: "foreign-change", severity: "HIGH", ...at, arrives },
    event: callEvent(at, call),
  });
  return [
    ...changes(scene).map((call) => sampleOf(place, call, true)),
    ...changesAtAudit(scene).map((call) => sampleOf(atAudit, call, true)),
    ...[...byOwnHands, onAnother, refused].map((call) => sampleOf(place, call, false)),
    ...quietChanges(scene).map(([at, call]) => sampleOf(at, call, false)),
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
