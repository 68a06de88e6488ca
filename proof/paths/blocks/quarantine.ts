import { arn, iamArn, type WorkloadNames, workloadNames } from "../../../config/names";
import type { NamedPolicy } from "../../../decisions/judge";
import { mayNotDo } from "../../hops";
import type { Estate } from "../../model/estate";
import { held } from "../../model/policies";
import type { Hop, Path } from "../../path";
import type { WorkloadScope } from "../../scope";
import { theOne } from "../expected";
import { type Somebody, user } from "../somebody";
import { resourceOf, WRITING_CALLS } from "./calls";
import { FUNCTION, ITEMS, POLICY, RULE } from "./switching-off";

/** Whoever carries the quarantine, a user or an editable role, can't get out of it, nor around it. */
export const quarantinePaths = (scope: WorkloadScope): Path[] => {
  const { place } = workloadNames(scope.config, scope.workload);
  // The policy speaks of nobody: it says the same of whoever carries it.
  const somebody = user(iamArn(place, "user/proof-intruder"));
  return [
    {
      family: "blocks",
      id: `blocks/${place.accountId}/quarantined`,
      title: `${scope.workload.name}: whoever is quarantined undoes nothing`,
      walk: () => undoesNothing(scope, somebody),
    },
  ];
};

interface Undoing {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string>>;
}

/** Every call that would lift a quarantine, rewrite it, or silence what made it. */
function undoings(names: WorkloadNames): readonly Undoing[] {
  const { place, prefix, quarantinePolicyArn, responderArn, ledgerTableArn } = names;
  const rules = ["uploads", "sweep"].map((name) => arn("events", place, `rule/${prefix}-${name}`));
  const context = { "iam:PolicyARN": quarantinePolicyArn };
  const detaching = (action: string, kind: string): Undoing => ({
    actions: [action],
    resources: [
      iamArn(place, `${kind}/proof-intruder`),
      iamArn(place, `${kind}/team/proof-intruder`),
    ],
    context,
  });
  return [
    detaching("iam:DetachUserPolicy", "user"),
    detaching("iam:DetachRolePolicy", "role"),
    detaching("iam:DetachGroupPolicy", "group"),
    { actions: POLICY, resources: [quarantinePolicyArn] },
    { actions: FUNCTION, resources: [responderArn] },
    { actions: RULE, resources: rules },
    { actions: [...ITEMS, "dynamodb:DeleteTable"], resources: [ledgerTableArn] },
  ];
}

/**
 * Whatever else IAM lets them do. Another administrator isn't bound, and may lift a quarantine;
 * that is told of, as is root's change of the bucket policy (docs/adr/0012).
 */
async function* undoesNothing(scope: WorkloadScope, somebody: Somebody): AsyncGenerator<Hop> {
  const { config, workload } = scope;
  const estate = withoutGuardrails(scope.estate);
  const names = workloadNames(config, workload);
  const policy = yield* quarantineOf(scope);
  const { who: free, context, title } = somebody;
  const who = { ...free, policies: [...free.policies, policy] };
  // The ledger may let an entry rest in the policy's place: then IAM alone refuses.
  for (const call of WRITING_CALLS) {
    const asked = { who, action: call.action, resource: resourceOf(call, names), context };
    yield mayNotDo(estate, asked, `${call.calls}: refused to ${title}, without an entry too`);
  }
  for (const { actions, resources, context: more } of undoings(names)) {
    for (const action of actions) {
      for (const resource of resources) {
        const asked = { who, action, resource, context: { ...context, ...more } };
        yield mayNotDo(estate, asked, `${action} on ${resource} is refused to ${title}`);
      }
    }
  }
}

/** Guardrails refuse some of it as well, to whoever is below them: here the quarantine stands alone. */
function withoutGuardrails(estate: Estate): Estate {
  const { organization } = estate.assumptions;
  if (!organization) return estate;
  return estate.assuming({ organization: { ...organization, accountIds: [] } });
}

function* quarantineOf({ estate, config, workload }: WorkloadScope): Generator<Hop, NamedPolicy> {
  const { quarantinePolicy: name, place } = workloadNames(config, workload);
  const found = yield* theOne(estate, {
    what: `the quarantine policy ${name}`,
    type: "aws_iam_policy",
    place,
    by: { name },
  });
  return held(found, "policy") ?? { name, policy: {} };
}
