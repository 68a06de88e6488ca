import { AUDIT_STACK, auditNames, workloadNames, workloadStack } from "../../config/names";
import { blocksOf, type Resource, textOf, whereOf } from "../../proof/model/resource";
import type { Scope } from "../../proof/scope";
import { nameOf, settingsOf } from "../buckets";
import type { Invariant, Judged } from "../invariant";
import { judged, ownResources, unless } from "../judging";
import { keyByAlias } from "../keys";

/** What belongs to a bucket; who is told of its objects doesn't. */
const BUCKET_SETTINGS = [
  "lifecycle_configuration",
  "logging",
  "object_lock_configuration",
  "ownership_controls",
  "policy",
  "public_access_block",
  "server_side_encryption_configuration",
  "versioning",
].map((setting) => `aws_s3_bucket_${setting}`);

/** What must stay, by its name, with all that belongs to it. */
interface Evidence {
  readonly stack: string;
  readonly buckets: readonly string[];
  readonly keyAlias: string;
  readonly table?: string;
}

function evidenceOf({ config, workload }: Scope): Evidence | undefined {
  if (workload) {
    const { bucket, keyAlias, ledgerTable } = workloadNames(config, workload);
    return workload.state === "retiring"
      ? undefined
      : { stack: workloadStack(workload), buckets: [bucket], keyAlias, table: ledgerTable };
  }
  const { trailArchive, configArchive, macieResults, logsKeyAlias } = auditNames(config);
  return {
    stack: AUDIT_STACK,
    buckets: [trailArchive, configArchive, macieResults],
    keyAlias: logsKeyAlias,
  };
}

type Found = readonly (Resource | string)[];

const bucketAndSettings =
  (scope: Scope, { stack }: Evidence) =>
  (name: string): Found => {
    const bucket = ownResources(scope, "aws_s3_bucket").find(
      (one) => nameOf(one) === name && one.stack.name === stack,
    );
    if (!bucket) return [`it has no bucket ${name}`];
    return [bucket, ...BUCKET_SETTINGS.flatMap((type) => settingsOf(bucket, type, scope))];
  };

function keyAndAlias(scope: Scope, { stack, keyAlias }: Evidence): Found {
  const alias = ownResources(scope, "aws_kms_alias").find(
    (one) => one.stack.name === stack && textOf(one, "name") === keyAlias,
  );
  const key = keyByAlias(scope.estate, stack, keyAlias);
  return alias && key ? [key, alias] : [`it has no key ${keyAlias}`];
}

function tableAndItems(scope: Scope, { stack, table: name }: Evidence): Found {
  if (name === undefined) return [];
  const of = (type: string, argument: string) =>
    ownResources(scope, type).filter(
      (one) => one.stack.name === stack && textOf(one, argument) === name,
    );
  const tables = of("aws_dynamodb_table", "name");
  return tables.length === 0
    ? [`it has no table ${name}`]
    : [...tables, ...of("aws_dynamodb_table_item", "table_name")];
}

const isKept = (resource: Resource): boolean =>
  blocksOf(resource, "lifecycle").some(({ prevent_destroy }) => prevent_destroy === true);

function verdictsOn(scope: Scope, evidence: Evidence): readonly Judged[] {
  const found = [
    ...evidence.buckets.flatMap(bucketAndSettings(scope, evidence)),
    ...keyAndAlias(scope, evidence),
    ...tableAndItems(scope, evidence),
  ];
  return found.map((one) =>
    typeof one === "string"
      ? { where: evidence.stack, fault: one }
      : judged(whereOf(one), () => unless(isKept(one), "a plan may destroy it: prevent_destroy")),
  );
}

export const evidenceKept: Invariant = {
  id: "evidence-kept",
  title: "No plan destroys what holds evidence, nor what guards it, unless the workload retires",
  why: "A bucket that stays is worth little without its policy, lock and key (ADR 0017).",
  judge: (scope) => {
    const evidence = evidenceOf(scope);
    return evidence ? verdictsOn(scope, evidence) : [];
  },
};
