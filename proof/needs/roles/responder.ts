import {
  alertTopicArns,
  arn,
  type AuditNames,
  iamArn,
  type WorkloadNames,
} from "../../../config/names";
import { type Need as Call, type NeededOn, RESPONDER_NEEDS } from "../../../lambda/responder/needs";
import { type DeclaredRole, type Need, trustService } from "../need";

export interface ResponderPlaces {
  readonly names: WorkloadNames;
  readonly audit: AuditNames;
  /** Of the alerts topic. */
  readonly topicKeyArn: string;
  readonly stack: string;
}

/**
 * The responder, by the needs that are declared beside its code. Lambda sends no source when it
 * assumes a function's role (Lambda guide, lambda-intro-execution-role).
 */
export const responder = (places: ResponderPlaces): DeclaredRole => ({
  name: places.names.responderRole,
  arn: places.names.responderRoleArn,
  stack: places.stack,
  trust: trustService("lambda.amazonaws.com"),
  needs: RESPONDER_NEEDS.flatMap((call) => needsOf(call, places)),
});

type Ons = Readonly<Record<NeededOn, readonly Pick<Need, "resource" | "example">[]>>;

function resourcesOf({ names, audit, topicKeyArn }: ResponderPlaces): Ons {
  const { place, bucketArn, responderLogGroup } = names;
  const logGroup = arn("logs", place, `log-group:${responderLogGroup}`);
  const one = (resource: string) => [{ resource }];
  return {
    object: one(`${bucketArn}/*`),
    bucket: one(bucketArn),
    ledger: one(names.ledgerTableArn),
    user: one(iamArn(place, "user/*")),
    role: one(iamArn(place, "role/*")),
    findings: one(arn("securityhub", place, `product/${place.accountId}/default`)),
    topic: alertTopicArns(audit).map((resource) => ({ resource })),
    "topic-key": one(topicKeyArn),
    failures: one(arn("sqs", place, names.failuresQueue)),
    // Below a log group there is nothing but its streams.
    "log-stream": [{ resource: `${logGroup}:*`, example: `${logGroup}:log-stream:x` }],
  };
}

/**
 * Where a grant would reach too far without them: any policy to any role, and the topic's key for
 * other ends than alerts.
 */
const BINDING: Readonly<Record<string, string>> = {
  "iam:PolicyARN": "ArnEquals",
  "kms:ViaService": "StringEquals",
};

function needsOf({ action, on, context = {} }: Call, places: ResponderPlaces): readonly Need[] {
  return resourcesOf(places)[on].map((resource) => {
    const said = filled(context, places, resource.resource);
    const bound = Object.entries(said).flatMap(([key, value]) => {
      const operator = BINDING[key];
      return operator === undefined ? [] : [[operator, { [key]: [value] }] as const];
    });
    const condition = Object.fromEntries(bound);
    return { action, ...resource, context: said, ...(bound.length > 0 && { condition }) };
  });
}

function filled(
  context: Readonly<Record<string, string>>,
  { names, audit }: ResponderPlaces,
  resource: string,
): Readonly<Record<string, string>> {
  const [topic = resource] = alertTopicArns(audit);
  const values: Readonly<Record<string, string>> = {
    account: names.place.accountId,
    "audit-region": audit.place.region,
    topic,
    "quarantine-policy": names.quarantinePolicyArn,
  };
  const fill = (text: string) =>
    // What each event says is anything.
    text.replaceAll(/<([a-z-]+)>/g, (_, name: string) => values[name] ?? "x");
  return Object.fromEntries(Object.entries(context).map(([key, text]) => [key, fill(text)]));
}
