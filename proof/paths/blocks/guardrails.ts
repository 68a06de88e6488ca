import {
  type AccountNames,
  auditNames,
  iamArn,
  type WorkloadNames,
  workloadNames,
} from "../../../config/names";
import { inOrganization } from "../../../config/organization-names";
import type { Asker } from "../../decide/asker";
import { mayDo, mayNotDo } from "../../hops";
import type { Estate } from "../../model/estate";
import { textOf } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { Scope, WorkloadScope } from "../../scope";
import { supposing } from "../beside";
import { arnOf, keyBehind } from "../deliveries/keys";
import { theOne } from "../expected";
import { session, somebodyBy } from "../somebody";
import { each, type Guarded, guardedInAudit, guardedInWorkload, leftFree } from "./guarded";

/** An account that may be below a target of the guardrails. */
interface Account {
  /** `payments` */
  readonly title: string;
  readonly names: AccountNames;
  readonly keyAliases: readonly string[];
  readonly guarded: (keyArns: readonly string[]) => readonly Guarded[];
  /** @default nothing is asked */
  readonly free?: (keyArns: readonly string[]) => readonly Guarded[];
}

/** Where an organization's guardrails bind the account: its administrators switch nothing off. */
export function guardrailPaths(scope: WorkloadScope): Path[] {
  const { config, workload } = scope;
  const names = workloadNames(config, workload);
  const account: Account = {
    ...{ title: workload.name, names, keyAliases: [names.keyAlias] },
    guarded: ([keyArn = ""]) => guardedInWorkload(config, names, keyArn),
    free: ([keyArn = ""]) => leftFree(names, keyArn),
  };
  return targetsOf(scope, workload.accountId).flatMap((target) => [
    ...pathsOf(scope, account, target),
    pathOf(scope, account, {
      target,
      ...{ id: "responder", title: "the responder is free to do its work" },
      walk: (estate) => spareResponder(estate, names),
    }),
  ]);
}

/** The audit account may be below a target as well: it has parts of the same names. */
export function auditGuardrailPaths(scope: Scope): Path[] {
  const { config } = scope;
  const names = auditNames(config);
  const account: Account = {
    ...{ title: "audit", names, keyAliases: [names.alertsKeyAlias, names.logsKeyAlias] },
    guarded: (keyArns) => guardedInAudit(config, names, keyArns),
  };
  const targets = targetsOf(scope, config.auditAccount.id);
  return targets.flatMap((target) => pathsOf(scope, account, target));
}

const targetsOf = ({ config }: Scope, accountId: string): readonly string[] =>
  (config.organization?.guardrailTargets ?? []).filter(
    (id) => !/^\d{12}$/.test(id) || id === accountId,
  );

const pathsOf = (scope: Scope, account: Account, target: string): Path[] => [
  pathOf(scope, account, {
    target,
    ...{ id: "administrators", title: "no administrator switches off what watches the account" },
    walk: (estate) => bind(estate, account),
  }),
  pathOf(scope, account, {
    target,
    ...{ id: "deployment", title: "the deployment role is free to change all of it" },
    walk: (estate) => spare(estate, account),
  }),
];

interface Bound extends Pick<Path, "id" | "title"> {
  readonly target: string;
  readonly walk: (estate: Estate) => AsyncGenerator<Hop>;
}

function pathOf(
  scope: Scope,
  { names, title: of }: Account,
  { target, id, title, walk }: Bound,
): Path {
  const { accountId } = names.place;
  return {
    family: "blocks",
    id: `blocks/${accountId}/guardrails/${target}/${id}`,
    title: `${of}: ${title}, supposing it is in ${target}`,
    walk: async function* () {
      yield* walk(yield* boundBy(scope, target, accountId));
    },
  };
}

/** Which accounts a unit holds stands in no stack: the policy is judged as if on the account itself. */
function* boundBy(
  { estate, config }: Scope,
  target: string,
  accountId: string,
): Generator<Hop, Estate> {
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
  return supposing(estate, attachment, "target_id", () => accountId);
}

function* keysOf(estate: Estate, { names, keyAliases }: Account): Generator<Hop, string[]> {
  const keys: string[] = [];
  for (const alias of keyAliases) {
    keys.push(arnOf(yield* keyBehind(estate, { alias, place: names.place })));
  }
  return keys;
}

async function* bind(estate: Estate, account: Account): AsyncGenerator<Hop> {
  const keys = yield* keysOf(estate, account);
  const role = iamArn(account.names.place, "role/proof-administrators");
  const { who, context: own } = session(role, "eva");
  for (const { action, resource, context } of account.guarded(keys)) {
    const asked = { who, action, resource, context: { ...own, ...context } };
    yield mayNotDo(estate, asked, `${action} on ${resource} is refused to an administrator`);
  }
  for (const { action, resource, context } of account.free?.(keys) ?? []) {
    const asked = { who, action, resource, context: { ...own, ...context } };
    yield mayDo(estate, asked, `${action} on ${resource} is left to an administrator`);
  }
}

async function* spare(estate: Estate, account: Account): AsyncGenerator<Hop> {
  const keys = yield* keysOf(estate, account);
  const { who, context: own } = somebodyBy(account.names.deploymentRoleArn);
  for (const { action, resource, context } of account.guarded(keys)) {
    yield mayDo(estate, { who, action, resource, context: { ...own, ...context } });
  }
}

async function* spareResponder(estate: Estate, names: WorkloadNames): AsyncGenerator<Hop> {
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
