import { partitionOf } from "../../../config/names";
import type { Policy } from "../../../decisions/judge";
import type { Asked, ServiceAsker } from "../../decide/asker";
import { allowsIn, principalsIn } from "../../needs/grants";
import { alteredRequests } from "../../needs/requests";
import { knownAccounts, strangerTo } from "../../needs/strangers";
import { broken, type Hop } from "../../path";
import type { Scope } from "../../scope";
import { accountsNamed, bestContext, lookalikes } from "./attackers";
import { actionsOf, resourceOf } from "./attempts";
import type { Target } from "./callers";
import { exceptionFor, type Manner } from "./exceptions";
import { allRefused } from "./refused";

/** Services that act on such resources for whoever sets them up to, and by which action. */
const DEPUTIES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  aws_s3_bucket: [
    ["cloudtrail.amazonaws.com", "s3:PutObject"],
    ["config.amazonaws.com", "s3:PutObject"],
    ["delivery.logs.amazonaws.com", "s3:PutObject"],
    ["logging.s3.amazonaws.com", "s3:PutObject"],
    ["s3.amazonaws.com", "s3:PutObject"],
  ],
  aws_sns_topic: [
    ["cloudwatch.amazonaws.com", "sns:Publish"],
    ["events.amazonaws.com", "sns:Publish"],
    ["s3.amazonaws.com", "sns:Publish"],
  ],
  aws_sqs_queue: [
    ["events.amazonaws.com", "sqs:SendMessage"],
    ["s3.amazonaws.com", "sqs:SendMessage"],
    ["sns.amazonaws.com", "sqs:SendMessage"],
  ],
  aws_cloudwatch_event_bus: [["events.amazonaws.com", "events:PutEvents"]],
  aws_kms_key: [
    ["cloudwatch.amazonaws.com", "kms:Decrypt"],
    ["events.amazonaws.com", "kms:GenerateDataKey"],
    ["s3.amazonaws.com", "kms:GenerateDataKey"],
    ["sns.amazonaws.com", "kms:Decrypt"],
  ],
  aws_lambda_function: [
    ["apigateway.amazonaws.com", "lambda:InvokeFunction"],
    ["events.amazonaws.com", "lambda:InvokeFunction"],
    ["s3.amazonaws.com", "lambda:InvokeFunction"],
    ["sns.amazonaws.com", "lambda:InvokeFunction"],
  ],
  aws_iam_role: [
    ["ec2.amazonaws.com", "sts:AssumeRole"],
    ["events.amazonaws.com", "sts:AssumeRole"],
    ["lambda.amazonaws.com", "sts:AssumeRole"],
  ],
};

/** No service is a confused deputy (IAM guide, confused-deputy): each acts for whom it is meant to. */
export async function* refusesDeputies(scope: Scope, target: Target): AsyncGenerator<Hop> {
  const { config, estate } = scope;
  const { resource: at } = target;
  for (const service of servicesFor(target)) {
    for (const [manner, what] of MANNERS) {
      const requests = asDeputy(scope, target, { service, manner });
      const exception = (asked: Asked) => exceptionFor(config, target, manner, asked);
      yield allRefused(estate, { what: `${service} ${what}`, at, requests, exception });
    }
  }
  yield* refusesOthersOfOurs(scope, target);
}

const MANNERS: readonly (readonly [Manner, string])[] = [
  ["foreign", "does nothing to it for a stranger"],
  ["nobody", "does nothing to it without saying for whom"],
];

const namedBy = ({ Principal }: Policy): readonly string[] =>
  principalsIn(Principal).flatMap((who) => /^Service (.*)$/.exec(who)?.slice(1) ?? []);

const servicesFor = ({ kind, policy }: Target): readonly string[] => [
  ...new Set([
    ...allowsIn(policy).flatMap(namedBy),
    ...(DEPUTIES[kind.type] ?? []).map(([service]) => service),
  ]),
];

interface Deputy {
  readonly service: string;
  readonly manner: Manner;
}

/** Whatever the statements that may be about the service allow, and what it does by custom. */
function asDeputy(scope: Scope, target: Target, { service, manner }: Deputy): readonly Asked[] {
  const { kind, policy } = target;
  const [, custom] = (DEPUTIES[kind.type] ?? []).find(([name]) => name === service) ?? [];
  const statements = allowsIn(policy).filter((statement) => mayBeAbout(statement, service));
  return [
    ...(custom === undefined ? [] : requests(scope, target, { service, manner, action: custom })),
    ...statements.flatMap((statement) =>
      actionsOf(target, statement).actions.flatMap((action) =>
        requests(scope, target, { service, manner, action, statement }),
      ),
    ),
  ];
}

const mayBeAbout = (statement: Policy, service: string): boolean =>
  statement.NotPrincipal !== undefined ||
  namedBy(statement).includes(service) ||
  principalsIn(statement.Principal).includes("AWS *");

interface Means extends Deputy {
  readonly action: string;
  readonly statement?: Policy;
}

function requests(scope: Scope, target: Target, means: Means): readonly Asked[] {
  const { action, statement = {} } = means;
  const { config } = scope;
  const resource = resourceOf(target, action, statement);
  return askers(scope, target, means).map((who) => {
    const accountId = who.sourceAccount ?? strangerTo(config);
    const context = bestContext(statement, { config, action, accountId, byService: true });
    return { who, action, resource, context };
  });
}

/** The service for strangers' resources of the names that are asked for; or for nobody's. */
function askers(
  { config }: Scope,
  target: Target,
  { service, manner, statement = {} }: Means,
): readonly ServiceAsker[] {
  if (manner === "nobody") return [{ service }];
  const known = knownAccounts(config);
  const { accountId, region } = target.resource.place;
  const others = accountsNamed(statement).filter((one) => !known.has(one) && one !== accountId);
  return [strangerTo(config), ...others].flatMap((sourceAccount) => {
    const [name = ""] = service.split(".");
    const some = `arn:${partitionOf(region)}:${name}:${region}:${sourceAccount}:somebody-elses`;
    const alike = lookalikes(statement, "aws:SourceArn", sourceAccount);
    return (alike.length > 0 ? alike : [some]).map((sourceArn) => ({
      service,
      sourceAccount,
      sourceArn,
    }));
  });
}

/** Whom the configuration lets in: not for another resource of ours, nor otherwise than it is meant. */
async function* refusesOthersOfOurs(scope: Scope, target: Target): AsyncGenerator<Hop> {
  const { config, estate } = scope;
  const { arn, flows, resource: at } = target;
  const stranger = strangerTo(config);
  const setting = { config, arn, accountId: at.place.accountId, stranger };
  for (const flow of flows) {
    const who = "Service" in flow.who ? flow.who.Service : flow.who.AWS.join(", ");
    for (const { asked, difference } of alteredRequests(setting, flow)) {
      const what = `${who} may not ${asked.action} where ${difference}`;
      yield allRefused(estate, { what, at, requests: [asked] });
    }
  }
}

/** Statements whose actions or principals the proof has no requests for. */
export function unclearIn(target: Target): Hop | undefined {
  const { resource: at, policy } = target;
  const what = "each of its statements can be tried";
  for (const statement of allowsIn(policy)) {
    const { unclear } = actionsOf(target, statement);
    const strange = principalsIn(statement.Principal).find((who) => !/^(AWS|Service) /.test(who));
    const because = unclear ?? strange;
    if (because !== undefined)
      return { ...broken(what, `nothing is known of ${because}`, { at }), verdict: "unknown" };
  }
  return undefined;
}
