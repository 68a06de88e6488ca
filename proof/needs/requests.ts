import type { WardenConfig } from "../../config/schema";
import type { Asked, Asker, CallerAsker } from "../decide/asker";
import { EVERYTHING } from "../decide/surroundings";
import { conditionsIn, contextFor } from "./conditions";
import type { Flow } from "./need";
import { accountOf, anotherThan, exampleOf, inAccount } from "./patterns";

/** What a flow's requests are made for. */
export interface Setting {
  readonly config: WardenConfig;
  /** The resource whose policy decides, and whose it is. */
  readonly arn: string;
  readonly accountId: string;
  /** An account that nobody here knows. */
  readonly stranger: string;
}

export interface Caller {
  readonly who: CallerAsker;
  readonly context: NonNullable<Asked["context"]>;
}

/** A session of the role, or the user, whom IAM lets do everything. */
export function callerAs(arn: string): Caller {
  const [, partition = "aws", accountId = "", path = ""] =
    /^arn:([\w-]+):iam::(\d*):(.*)$/.exec(arn) ?? [];
  const name = path.split("/").at(-1) ?? "";
  const session = `arn:${partition}:sts::${accountId}:assumed-role/${name}/session`;
  return {
    who: { arn: path.startsWith("role/") ? session : arn, accountId, policies: [EVERYTHING] },
    context: { "aws:PrincipalArn": arn },
  };
}

/** The member that asks where a flow is open to several accounts. */
const memberOf = ({ config, accountId }: Setting): string =>
  config.workloads.find((one) => one.accountId !== accountId)?.accountId ?? accountId;

const anybody = ({ arn }: Setting, accountId: string): string =>
  `arn:${arn.split(":")[1] ?? "aws"}:iam::${accountId}:role/somebody`;

interface Means {
  readonly context: NonNullable<Asked["context"]>;
  readonly as: string | undefined;
}

function caller(setting: Setting, principal: string, { context, as }: Means) {
  const isOpen = principal === "*";
  const accountId = isOpen ? memberOf(setting) : (accountOf(principal) ?? "");
  if (!isOpen && !principal.endsWith(":root")) {
    const named = callerAs(principal);
    // In its own account the resource's policy must do alone: the role may have none of its own.
    return accountId === setting.accountId
      ? { ...named, who: { ...named.who, policies: [] } }
      : named;
  }
  const wanted = as ?? context["aws:PrincipalArn"];
  return callerAs(
    wanted === undefined ? anybody(setting, accountId) : inAccount(wanted, accountId),
  );
}

/** Keys that say for whom a service acts: the service's own words, not the request's. */
const OF_SOURCE = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"];
const OF_PRINCIPAL = ["aws:PrincipalArn", "aws:PrincipalOrgID"];

const without = (context: Asked["context"] = {}, names: readonly string[]) =>
  Object.fromEntries(Object.entries(context).filter(([name]) => !names.includes(name)));

function service(setting: Setting, name: string, context: Asked["context"] = {}): Asker {
  const sourceArn = context["aws:SourceArn"];
  const ofArn = sourceArn === undefined ? undefined : accountOf(sourceArn);
  const ofOrganization = "aws:SourceOrgID" in context ? memberOf(setting) : setting.accountId;
  return {
    service: name,
    sourceAccount: context["aws:SourceAccount"] ?? ofArn ?? ofOrganization,
    ...(sourceArn !== undefined && { sourceArn }),
  };
}

/** In its own account IAM decides as well: others show what the resource's policy says. */
const principalOf = ({ accountId }: Setting, arns: readonly string[]): string =>
  arns.find((arn) => accountOf(arn) !== accountId) ?? arns[0] ?? "";

/** One request for each action and kind of object of a flow, by one of its principals, that must be allowed. */
export function requestsOf(setting: Setting, flow: Flow): readonly Asked[] {
  const { who, actions, resources, condition, as } = flow;
  const member = memberOf(setting);
  const context = contextFor(condition, member);
  const asker =
    "Service" in who
      ? { who: service(setting, who.Service, context), context: {} }
      : caller(setting, principalOf(setting, who.AWS), { context, as });
  const said = { ...without(context, [...OF_SOURCE, ...OF_PRINCIPAL]), ...asker.context };
  return (resources ?? [setting.arn]).flatMap((pattern) =>
    actions.map((action) => ({
      who: asker.who,
      action,
      resource: exampleOf(pattern, member),
      context: said,
    })),
  );
}

/** A request that differs from one that is meant in one thing, so that it must be refused. */
export interface Altered {
  readonly asked: Asked;
  /** `aws:SourceArn is arn:…` */
  readonly difference: string;
}

/** Each condition of the flow, not met: the same service for another resource, another role, … */
export function alteredRequests(setting: Setting, flow: Flow): readonly Altered[] {
  const [asked] = requestsOf(setting, flow);
  if (!asked) return [];
  return conditionsIn(flow.condition).map(({ key, values: [pattern = ""] }) =>
    altered(setting, asked, { key, pattern }),
  );
}

interface Asks {
  readonly key: string;
  readonly pattern: string;
}

function altered(setting: Setting, asked: Asked, { key, pattern }: Asks): Altered {
  const { stranger } = setting;
  const { who, context = {} } = asked;
  const another = exampleOf(anotherThan(pattern), memberOf(setting));
  const told = (change: Partial<Asked>, value: string): Altered => ({
    asked: { ...asked, ...change },
    difference: `${key} is ${value}`,
  });
  if (key === "aws:SourceArn") return told({ who: { ...who, sourceArn: another } }, another);
  if (key === "aws:SourceAccount" || key === "aws:SourceOrgID") {
    return told({ who: { ...who, sourceAccount: stranger } }, `that of ${stranger}`);
  }
  if (key === "aws:PrincipalArn") {
    const role = inAccount(another, "accountId" in who ? who.accountId : stranger);
    return told(merged(callerAs(role), context), role);
  }
  if (key === "aws:PrincipalOrgID") {
    const role = inAccount(context["aws:PrincipalArn"] ?? "", stranger);
    return told(merged(callerAs(role), context), `that of ${stranger}`);
  }
  return pattern.startsWith("arn:")
    ? told({ context: { ...context, [key]: another } }, another)
    : told({ context: without(context, [key]) }, "not said");
}

const merged = (caller: Caller, context: Asked["context"]) => ({
  ...caller,
  context: { ...context, ...caller.context },
});
