import type { Policy } from "../../../decisions/judge";
import { iamArn, partitionOf } from "../../../config/names";
import type { Asked } from "../../decide/asker";
import { allowsIn, principalsIn } from "../../needs/grants";
import type { Flow } from "../../needs/need";
import { accountOf } from "../../needs/patterns";
import { callerAs } from "../../needs/requests";
import { knownAccounts, strangerTo } from "../../needs/strangers";
import { type Hop } from "../../path";
import type { Scope } from "../../scope";
import { accountsNamed, bestContext, lookalikes } from "./attackers";
import { actionsOf, resourceOf } from "./attempts";
import type { Guarded } from "./guarded";
import { allRefused } from "./refused";

export interface Target extends Guarded {
  readonly policy: Policy;
  /** Whom the configuration lets in; of users' own resources nothing is known. */
  readonly flows: readonly Flow[];
}

type Caller = Pick<Asked, "who" | "context">;

/**
 * Whoever signs nothing: of the principal the request says nothing at all, and no identity's policy
 * is asked. The engine judges so for services alone, hence the stand-in.
 */
const ANONYMOUS: Caller = {
  who: { service: "anonymous.amazonaws.com" },
  context: { "aws:PrincipalIsAWSService": "false" },
};

/** People and programs from outside: nobody gets in by the resource's policy. */
export async function* refusesCallers(scope: Scope, target: Target): AsyncGenerator<Hop> {
  const { config, estate } = scope;
  const { resource: at, kind } = target;
  const stranger = strangerTo(config);
  const user = userOf(scope, stranger);
  const refused = (what: string, requests: readonly Asked[]) =>
    allRefused(estate, { what, at, requests });

  yield refused(`nobody of account ${stranger}, a stranger's, may do anything to it`, [
    ...kind.actions.map((action) => tried(target, user, action)),
    ...attempts(scope, target, stranger),
  ]);
  yield refused("nobody may do anything to it without signing", [
    ...first(target, ANONYMOUS),
    ...bySpokenActions(target, (action, statement) => [
      tried(target, ANONYMOUS, action, { statement, scope, accountId: stranger }),
    ]),
  ]);
  for (const accountId of othersNamed(scope, target)) {
    yield refused(
      `nobody of account ${accountId}, which the configuration doesn't know, may do anything to it`,
      attempts(scope, target, accountId),
    );
  }
  for (const accountId of membersOf(scope, target)) {
    const somebody = callerAs(iamArn({ ...placeOf(scope), accountId }, "role/somebody"));
    yield refused(
      `no role of account ${accountId} may do anything to it but those that are meant`,
      [
        ...first(target, somebody),
        ...bySpokenActions(target, (action, statement) => [
          tried(target, somebody, action, { statement, scope, accountId }),
        ]),
      ],
    );
  }
}

/** What such resources are there for, though no statement should speak of it. */
const first = (target: Target, caller: Caller): readonly Asked[] =>
  target.kind.actions.slice(0, 1).map((action) => tried(target, caller, action));

const placeOf = ({ config }: Scope) => ({
  partition: partitionOf(config.homeRegion),
  region: config.homeRegion,
});

const userOf = (scope: Scope, accountId: string): Caller =>
  callerAs(iamArn({ ...placeOf(scope), accountId }, "user/stranger"));

interface Means {
  readonly statement: Policy;
  readonly scope: Scope;
  readonly accountId: string;
}

function tried(target: Guarded, caller: Caller, action: string, means?: Means): Asked {
  const best = means
    ? bestContext(means.statement, {
        config: means.scope.config,
        action,
        accountId: means.accountId,
        byService: false,
      })
    : {};
  return {
    who: caller.who,
    action,
    resource: resourceOf(target, action, means?.statement),
    context: { ...best, ...caller.context },
  };
}

/** Statements that may let in principals of IAM, or everybody. */
const openTo = (policy: Policy): readonly Policy[] =>
  allowsIn(policy).filter(
    ({ Principal, NotPrincipal }) =>
      NotPrincipal !== undefined ||
      principalsIn(Principal).some((who) => !who.startsWith("Service ")),
  );

/** Each action of which a statement speaks that may let somebody in. */
const bySpokenActions = (
  target: Target,
  ask: (action: string, statement: Policy) => readonly Asked[],
): readonly Asked[] =>
  openTo(target.policy).flatMap((statement) =>
    actionsOf(target, statement).actions.flatMap((action) => ask(action, statement)),
  );

/** As a user, under the names that the statement asks for, and as whomever it names of the account. */
const attempts = (scope: Scope, target: Target, accountId: string): readonly Asked[] =>
  bySpokenActions(target, (action, statement) => {
    const named = principalsIn(statement.Principal)
      .map((who) => who.replace(/^AWS /, ""))
      .filter((arn) => accountOf(arn) === accountId && !arn.endsWith(":root"));
    const alike = lookalikes(statement, "aws:PrincipalArn", accountId);
    const callers = [userOf(scope, accountId), ...[...named, ...alike].map(callerAs)];
    return callers.map((caller) => tried(target, caller, action, { statement, scope, accountId }));
  });

const accountsIn = ({ policy }: Target): readonly string[] => [
  ...new Set(openTo(policy).flatMap(accountsNamed)),
];

const othersNamed = ({ config }: Scope, target: Target): readonly string[] => {
  const known = knownAccounts(config);
  return accountsIn(target).filter(
    (accountId) => !known.has(accountId) && accountId !== target.resource.place.accountId,
  );
};

/** Accounts of the configuration but the resource's own, and but those let in as a whole. */
function membersOf({ config, workload }: Scope, target: Target): readonly string[] {
  if (!target.isOurs) return [];
  const { auditAccount, organization, workloads } = config;
  const known = knownAccounts(config);
  const some = [
    auditAccount.id,
    organization?.managementAccountId,
    (workload ?? workloads[0])?.accountId,
    ...accountsIn(target).filter((accountId) => known.has(accountId)),
  ];
  return [...new Set(some)].filter(
    (accountId): accountId is string =>
      accountId !== undefined &&
      accountId !== target.resource.place.accountId &&
      !target.flows.some((flow) => isWholeAccount(flow, accountId)),
  );
}

const isWholeAccount = ({ who, condition }: Flow, accountId: string): boolean =>
  "AWS" in who &&
  condition === undefined &&
  who.AWS.some((arn) => accountOf(arn) === accountId && arn.endsWith(":root"));
