import type { Policy, Question } from "../../decisions/judge";
import { isMarked, withoutMarks } from "../model/expressions";

/** The question as it stands; or, where Terraform fills something in, the two ends of what it may be. */
export function readings(question: Question): Question[] {
  if (!isMarked(JSON.stringify(question))) return [question];
  return [narrow, wide].map((read) => {
    const of = <P extends { readonly policy: Policy }>(named: P): P => ({
      ...named,
      policy: read(named.policy),
    });
    return {
      ...question,
      identityPolicies: question.identityPolicies.map(of),
      ...(question.boundary && { boundary: of(question.boundary) }),
      ...(question.resourcePolicy && { resourcePolicy: read(question.resourcePolicy) }),
    };
  });
}

const mapStatements = (
  policy: Policy,
  change: (statement: Policy) => readonly Policy[],
): Policy => ({
  ...policy,
  Statement: ([policy.Statement ?? []].flat() as Policy[]).flatMap((statement) =>
    isMarked(JSON.stringify(statement)) ? change(statement) : [statement],
  ),
});

/** Statements with an unresolved value match nothing. */
const narrow = (policy: Policy): Policy => mapStatements(policy, () => []);

/** They match whatever the value might be. */
const wide = (policy: Policy): Policy =>
  mapStatements(policy, ({ Condition, ...statement }) => [
    {
      ...(JSON.parse(withoutMarks(JSON.stringify(statement), "*")) as Policy),
      ...(Condition !== undefined && !isMarked(JSON.stringify(Condition)) && { Condition }),
    },
  ]);
