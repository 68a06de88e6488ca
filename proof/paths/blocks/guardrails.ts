import { arn, iamArn, type WorkloadNames, workloadNames } from "../../../config/names";
import { inOrganization } from "../../../config/organization-names";
import type { Asker } from "../../decide/asker";
import { mayDo, mayNotDo } from "../../hops";
import { textOf } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { supposing } from "../beside";
import { keyBehind, arnOf } from "../deliveries/keys";
import { theOne } from "../expected";
import { session, somebodyBy } from "../somebody";

/** Where an organization's guardrails bind the account: its administrators switch nothing off. */
export function guardrailPaths(scope: WorkloadScope): Path[] {
  const { config, workload } = scope;
  const targets = (config.organization?.guardrailTargets ?? []).filter(
    (id) => !/^\d{12}$/.test(id) || id === workload.accountId,
  );
  return targets.flatMap((target) => {
    const path = (id: string, title: string, walk: Walk): Path => ({
      family: "blocks",
      id: `blocks/${workload.accountId}/guardrails/${target}/${id}`,
      title: `${workload.name}: ${title}, supposing it is in ${target}`,
      walk: () => boundBy(scope, target, walk),
    });
    return [
      path("administrators", "no administrator switches off what watches the account", bind),
      path("deployment", "the deployment role is free to change all of it", spare),
      path("responder", "the responder is free to do its work", spareResponder),
    ];
  });
}

type Walk = (scope: WorkloadScope) => AsyncGenerator<Hop>;

/** Which accounts a unit holds stands in no stack: the policy is judged as if on the account itself. */
async function* boundBy(scope: WorkloadScope, target: string, walk: Walk): AsyncGenerator<Hop> {
  const { estate, config, workload } = scope;
  const { guardrails: name, managementAccountId } = inOrganization(config);
  const place = { accountId: managementAccountId, region: config.homeRegion };
  const policy = yield* theOne(estate, {
    what: `the service control policy ${name}`,
    type: "aws_organizations_policy",
    place,
    by: { name },
  });
  const attachment = yield* theOne(estate, {
    what: `its attachment to ${target}`,
    type: "aws_organizations_policy_attachment",
    place,
    by: { target_id: target, policy_id: textOf(policy, "id") ?? "" },
  });
  const bound = supposing(estate, attachment, "target_id", () => workload.accountId);
  yield* walk({ ...scope, estate: bound });
}

interface Guarded {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

const each = (
  actions: readonly string[],
  resource: string,
  context?: Guarded["context"],
): Guarded[] => actions.map((action) => ({ action, resource, ...(context && { context }) }));

/** What would silence a trail, a detector, a recorder, a rule, the responder, or lift a quarantine. */
function guarded(names: WorkloadNames, keyArn: string): readonly Guarded[] {
  const { place, prefix, trailArn, responderArn } = names;
  const at = (service: string, resource: string) => arn(service, place, resource);
  const forwarder = at("events", `rule/${prefix}-forward-guardduty`);
  const tagged = { "aws:ResourceTag/bucket-warden": "workload" };
  return [
    ...each(["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], trailArn),
    ...each(["cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"], trailArn),
    ...each(["guardduty:DeleteDetector", "guardduty:UpdateDetector"], at("guardduty", DETECTOR)),
    ...each(["config:StopConfigurationRecorder"], at("config", "configuration-recorder/any/id")),
    ...each(["config:DeleteConfigRule"], at("config", "config-rule/config-rule-abcdef"), tagged),
    ...each(["securityhub:DisableSecurityHub"], at("securityhub", "hub/default")),
    ...each(["macie2:DisableMacie", "config:DeleteDeliveryChannel"], "*"),
    ...each(["organizations:LeaveOrganization"], "*"),
    ...[forwarder, ...ruleArns(names)].flatMap((rule) =>
      each(["events:DeleteRule", "events:DisableRule", "events:RemoveTargets"], rule),
    ),
    ...each(["lambda:DeleteFunction", "lambda:UpdateFunctionCode"], responderArn),
    ...each(["lambda:RemovePermission", "lambda:PutFunctionConcurrency"], responderArn),
    ...ownRoles(names).flatMap((role) =>
      each(["iam:DeleteRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], role),
    ),
    ...each(["iam:CreatePolicyVersion", "iam:DeletePolicy"], names.quarantinePolicyArn),
    ...each(["dynamodb:DeleteTable"], names.ledgerTableArn),
    ...each(["kms:ScheduleKeyDeletion", "kms:DisableKey"], keyArn),
    ...responders(names),
  ];
}

const DETECTOR = "detector/16afba5c5c43e07c9e3e5e2e544e95df";

const ruleArns = ({ place, prefix }: WorkloadNames): string[] =>
  ["uploads", "sweep"].map((name) => arn("events", place, `rule/${prefix}-${name}`));

const ownRoles = ({ place, ...names }: WorkloadNames): string[] => [
  names.deploymentRoleArn,
  names.forwarderRoleArn,
  names.responderRoleArn,
  iamArn(place, `role/${names.trailLogsRole}`),
];

/** What the responder does in its work, and nobody else but the deployment role. */
const responders = ({ place, ledgerTableArn, quarantinePolicyArn }: WorkloadNames): Guarded[] => [
  ...each(["dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:PutItem"], ledgerTableArn),
  ...each(["iam:DetachUserPolicy"], iamArn(place, "user/proof-intruder"), {
    "iam:PolicyARN": quarantinePolicyArn,
  }),
  ...each(["iam:DetachRolePolicy"], iamArn(place, "role/proof-intruders"), {
    "iam:PolicyARN": quarantinePolicyArn,
  }),
];

async function* bind({ estate, config, workload }: WorkloadScope): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const key = yield* keyBehind(estate, { alias: names.keyAlias, place: names.place });
  const { who, context: own } = session(iamArn(names.place, "role/proof-administrators"), "eva");
  for (const { action, resource, context } of guarded(names, arnOf(key))) {
    const asked = { who, action, resource, context: { ...own, ...context } };
    yield mayNotDo(estate, asked, `${action} on ${resource} is refused to an administrator`);
  }
}

async function* spare({ estate, config, workload }: WorkloadScope): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const key = yield* keyBehind(estate, { alias: names.keyAlias, place: names.place });
  const { who, context: own } = somebodyBy(names.deploymentRoleArn);
  for (const { action, resource, context } of guarded(names, arnOf(key))) {
    yield mayDo(estate, { who, action, resource, context: { ...own, ...context } });
  }
}

async function* spareResponder({ estate, config, workload }: WorkloadScope): AsyncGenerator<Hop> {
  const names = workloadNames(config, workload);
  const { place, bucketArn, ledgerTableArn, quarantinePolicyArn, responderRoleArn } = names;
  const who: Asker = { role: responderRoleArn };
  const context = { "iam:PolicyARN": quarantinePolicyArn };
  const asked: readonly Guarded[] = [
    ...each(["dynamodb:UpdateItem", "dynamodb:BatchGetItem"], ledgerTableArn),
    ...each(["iam:AttachUserPolicy"], iamArn(place, "user/proof-intruder"), context),
    ...each(["iam:AttachRolePolicy"], iamArn(place, "role/proof-intruders"), context),
    ...each(["s3:PutBucketPolicy", "s3:GetBucketPolicy"], bucketArn),
  ];
  for (const one of asked) yield mayDo(estate, { who, ...one });
}
