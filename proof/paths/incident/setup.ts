import {
  arn as arnOf,
  FILE_UPLOADER_ROLE,
  iamArn,
  sparedArns,
  type WorkloadNames,
} from "../../../config/names";
import type { Workload } from "../../../config/schema";
import { CLAIM_LIFETIME_SECONDS } from "../../../lambda/responder/ledger/alert-claim";
import { type ResponderSettings, toEnvironment } from "../../../lambda/responder/settings";
import { mayDo } from "../../hops";
import { type Resource, whereOf } from "../../model/resource";
import { uniqueIdFor } from "../../model/stand-ins";
import { broken, type Hop, holds } from "../../path";
import type { WorkloadScope } from "../../scope";
import { environmentOf, namesOf, responderIn, settingsOf } from "./function";

/** The function is there, runs by its role, and knows whom and what it guards. */
export async function* isSetUp(scope: WorkloadScope): AsyncGenerator<Hop> {
  const names = namesOf(scope);
  const what = `there is a function ${names.responderArn}`;
  const responder = responderIn(scope);
  if (!responder) {
    yield broken(what, "no stack has it");
    return;
  }
  yield holds(what, whereOf(responder), responder);
  for (const expected of argumentsOf(scope)) yield isGiven(responder, expected);
  yield hasMemory(responder);
  yield mayDo(scope.estate, {
    who: { service: "lambda.amazonaws.com" },
    action: "sts:AssumeRole",
    resource: names.responderRoleArn,
  });
  yield quarantineExists(scope);
  yield logGroupExists(scope);
  yield* knowsItsSettings(responder, scope);
}

interface Expected {
  readonly argument: string;
  /** Undefined: it must not be given. */
  readonly value: string | number | undefined;
  readonly why: string;
}

const UNRESERVED = -1;

/** What Terraform is told of the function, as far as the configuration and the code decide it. */
function argumentsOf(scope: WorkloadScope): readonly Expected[] {
  const { responderConcurrency } = scope.workload;
  return [
    { argument: "role", value: namesOf(scope).responderRoleArn, why: "its rights are this role's" },
    { argument: "handler", value: "index.handler", why: "the archive exports it under this name" },
    {
      ...{ argument: "timeout", value: CLAIM_LIFETIME_SECONDS },
      why: "who finds an older claim on an alert takes it over",
    },
    {
      argument: "reserved_concurrent_executions",
      value: responderConcurrency === "unreserved" ? undefined : responderConcurrency,
      why: "so many events it handles at a time",
    },
    { argument: "vpc_config", value: undefined, why: "in a network it would reach no service" },
  ];
}

function isGiven(responder: Resource, { argument, value, why }: Expected): Hop {
  const what = `its ${argument} is ${value ?? "not set"}: ${why}`;
  const given = responder.value(argument);
  const isUnset = value === undefined && given === UNRESERVED;
  if (given === value || isUnset) return holds(what, whereOf(responder), responder);
  const mend = [{ at: responder, argument, add: value }];
  return broken(what, `it is ${given === undefined ? "not set" : JSON.stringify(given)}`, {
    at: responder,
    mend,
  });
}

/** Lambda gives CPU by memory: with its 128 MB by default it would load for most of its time. */
const LEAST_MEGABYTES = 512;

function hasMemory(responder: Resource): Hop {
  const what = `its memory_size is ${LEAST_MEGABYTES} MB or more: it answers in seconds`;
  const given = responder.value("memory_size");
  const mend = [{ at: responder, argument: "memory_size", add: LEAST_MEGABYTES }];
  return Number(given) >= LEAST_MEGABYTES
    ? holds(what, whereOf(responder), responder)
    : broken(what, `it is ${given === undefined ? "not set" : JSON.stringify(given)}`, {
        at: responder,
        mend,
      });
}

function quarantineExists(scope: WorkloadScope): Hop {
  const { quarantinePolicyArn } = namesOf(scope);
  const what = `there is the policy that it attaches, ${quarantinePolicyArn}`;
  const policy = scope.estate.byArn("aws_iam_policy", quarantinePolicyArn);
  return policy ? holds(what, whereOf(policy), policy) : broken(what, "no stack has it");
}

/** Lambda would make it, but the role may not: the function would run without a word in any log. */
function logGroupExists(scope: WorkloadScope): Hop {
  const { place, responderLogGroup } = namesOf(scope);
  const what = `there is its log group, ${responderLogGroup}`;
  const arn = arnOf("logs", place, `log-group:${responderLogGroup}`);
  const group = scope.estate.byArn("aws_cloudwatch_log_group", arn);
  return group ? holds(what, whereOf(group), group) : broken(what, "no stack has it");
}

/** Where it publishes is seen by the alerts themselves: the topic may hang on the severity. */
type Known = Omit<ResponderSettings, "alertsTopicArn">;

function* knowsItsSettings(responder: Resource, scope: WorkloadScope): Generator<Hop> {
  const at = { at: responder };
  let settings: ResponderSettings;
  try {
    settings = settingsOf(responder);
  } catch (error) {
    yield broken("its environment has every setting", (error as Error).message, at);
    return;
  }
  yield saysWhatIsRead(responder, settings);
  for (const [name, value] of Object.entries(expectedSettings(scope))) {
    const what = `its setting ${name} is ${asText(value) || "empty"}`;
    const given = asText(settings[name as keyof Known]);
    yield given === asText(value)
      ? holds(what, whereOf(responder), responder)
      : broken(what, `it is ${given || "empty"}`, at);
  }
}

/** What it doesn't understand it takes for something else: another mode for `respond`. */
function saysWhatIsRead(responder: Resource, settings: ResponderSettings): Hop {
  const what = "it understands each variable of its environment";
  const given = environmentOf(responder);
  const odd = Object.entries(toEnvironment(settings)).filter(
    ([name, read]) => given[name] !== read,
  );
  const faults = odd.map(([name, read]) => `${name} is "${given[name] ?? ""}", read as "${read}"`);
  return faults.length === 0
    ? holds(what, whereOf(responder), responder)
    : broken(what, faults.join("; "), { at: responder });
}

const asText = (value: Known[keyof Known]): string =>
  typeof value === "object" ? [...value].sort().join(" ") : String(value);

function expectedSettings(scope: WorkloadScope): Known {
  const { workload } = scope;
  const names = namesOf(scope);
  const userIds = (arns: readonly string[]) => [...new Set(arns)].map(userIdOf);
  return {
    bucket: names.bucket,
    accountId: names.place.accountId,
    accountName: workload.name,
    ledgerTable: names.ledgerTable,
    quarantinePolicyArn: names.quarantinePolicyArn,
    responseMode: workload.responseMode,
    ownUserId: userIdOf(names.responderRoleArn),
    allowedUserIds: userIds(allowedArns(names, workload)),
    neverBlockedUserIds: userIds([names.deploymentRoleArn, ...workload.breakGlass]),
    sparedArns: sparedArns(names, workload),
    deniedAttemptsThreshold: workload.deniedAttemptsThreshold,
  };
}

/** Whom the configuration lets upload, and this module's own roles that do. */
const allowedArns = ({ place, malwareScannerRole }: WorkloadNames, workload: Workload) => [
  iamArn(place, `role/${FILE_UPLOADER_ROLE}`),
  ...(workload.malwareProtection ? [iamArn(place, `role/${malwareScannerRole}`)] : []),
  ...workload.allowedUploaders,
  ...workload.replicationRoles,
];

/**
 * `aws:userid` of whoever is named, by the model's stand-in for the id that AWS gives: of a role
 * all sessions. IAM's paths are no part of a name; a foreign role's own id is given as it is.
 */
function userIdOf(arn: string): string {
  if (!arn.startsWith("arn:")) return `${arn}:*`;
  const [kind = "", ...rest] = arn.split(":").slice(5).join(":").split("/");
  const of = (kindOf: string, name = "") =>
    `${arn.split(":").slice(0, 2).join(":")}:iam::${arn.split(":")[4] ?? ""}:${kindOf}/${name}`;
  if (kind === "user") return uniqueIdFor("AIDA", of("user", rest.at(-1)));
  if (kind === "role") return `${uniqueIdFor("AROA", of("role", rest.at(-1)))}:*`;
  return `${uniqueIdFor("AROA", of("role", rest[0]))}:${rest.at(-1) ?? ""}`;
}
