import { alertTopicArns, arn, auditNames, iamArn } from "../../../config/names";
import type { Need, NeededOn } from "../../../lambda/responder/needs";
import { mayDo } from "../../hops";
import { textOf } from "../../model/resource";
import { broken, type Hop } from "../../path";
import type { WorkloadScope } from "../../scope";
import { namesOf } from "./function";

/** The function's role may do what the call asks for, on each resource of its kind. */
export async function* mayCall(scope: WorkloadScope, need: Need): AsyncGenerator<Hop> {
  const { responderRoleArn } = namesOf(scope);
  const targets = RESOURCES[need.on](scope);
  if (targets.length === 0) {
    yield broken(`${need.call} has something to be done on`, `no stack has a ${need.on}`);
  }
  for (const { resource, topic } of targets) {
    const context = Object.entries(need.context ?? {}).map(([key, value]) => [
      key,
      filled(value, scope, topic),
    ]);
    yield mayDo(scope.estate, {
      who: { role: responderRoleArn },
      action: need.action,
      resource,
      context: Object.fromEntries(context) as Record<string, string>,
    });
  }
}

interface Target {
  readonly resource: string;
  /** Of a topic's key: whose it is. */
  readonly topic?: string;
}

const KEY = "reports/2026 summary.csv";

const on = (...arns: readonly string[]): readonly Target[] =>
  arns.map((resource) => ({ resource }));

/** An example of each kind of resource; where the configuration has several, all of them. */
const RESOURCES: Readonly<Record<NeededOn, (scope: WorkloadScope) => readonly Target[]>> = {
  object: (scope) => on(`${namesOf(scope).bucketArn}/${KEY}`),
  bucket: (scope) => on(namesOf(scope).bucketArn),
  ledger: (scope) => on(namesOf(scope).ledgerTableArn),
  // Whoever uploads: of any name, under any path.
  user: (scope) => identities(scope, "user"),
  role: (scope) => identities(scope, "role"),
  findings: (scope) => {
    const { place } = namesOf(scope);
    return on(arn("securityhub", place, `product/${place.accountId}/default`));
  },
  topic: ({ config }) => on(...alertTopicArns(auditNames(config))),
  "topic-key": ({ config, estate }) =>
    alertTopicArns(auditNames(config)).map((topic) => {
      const found = estate.byArn("aws_sns_topic", topic);
      return { resource: (found && textOf(found, "kms_master_key_id")) ?? "no key", topic };
    }),
  failures: (scope) => {
    const { place, failuresQueue } = namesOf(scope);
    return on(arn("sqs", place, failuresQueue));
  },
  "log-stream": (scope) => {
    const { place, responderLogGroup } = namesOf(scope);
    const stream = "2026/11/22/[$LATEST]0123456789abcdef0123456789abcdef";
    return on(arn("logs", place, `log-group:${responderLogGroup}:log-stream:${stream}`));
  },
};

const identities = (scope: WorkloadScope, kind: "user" | "role"): readonly Target[] =>
  on(...["mallory", "team/mallory"].map((name) => iamArn(namesOf(scope).place, `${kind}/${name}`)));

/** `needs.ts` says what each placeholder stands for. */
function filled(value: string, scope: WorkloadScope, topic = ""): string {
  const { place, quarantinePolicyArn } = namesOf(scope);
  const values: Readonly<Record<string, string>> = {
    account: place.accountId,
    "audit-region": auditNames(scope.config).place.region,
    key: KEY,
    "quarantine-policy": quarantinePolicyArn,
    topic,
    version: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY",
  };
  return value.replaceAll(
    /<([\w-]+)>/g,
    (placeholder, name: string) => values[name] ?? placeholder,
  );
}
