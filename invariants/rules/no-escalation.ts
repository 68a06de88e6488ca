import type { Estate } from "../../proof/model/estate";
import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { actionsOf, conditionsOn, eachGrant, isAllow, statementsAt } from "../statements";

/** Calls by which one's rights, or another's, are made more (IAM guide, access_policies). */
const HANDS_OUT_RIGHTS =
  /^(\*|iam:(\*|AddUserToGroup|Attach(Group|Role|User)Policy|Create(AccessKey|LoginProfile|PolicyVersion)|DeleteRolePermissionsBoundary|DeleteUserPermissionsBoundary|PassRole|Put(Group|Role|User)(Policy|PermissionsBoundary)|SetDefaultPolicyVersion|Update(AssumeRolePolicy|LoginProfile)))$/i;
const ATTACHES = /^iam:Attach(Group|Role|User)Policy$/i;

/** The policies that may be attached are of the stacks, and none of them allows anything. */
const onlyRestricts = (estate: Estate, policyArns: readonly string[]): boolean =>
  policyArns.length > 0 &&
  policyArns.every((arn) => {
    const policy = estate.byArn("aws_iam_policy", arn);
    return policy !== undefined && !statementsAt(policy).some(isAllow);
  });

export const noEscalation: Invariant = {
  id: "no-escalation",
  title: "Nobody may hand out rights: at most attach a policy that takes some away",
  why: "Whoever may write policies may do everything, and the responder's role is worth stealing.",
  judge: eachGrant(({ statement }, { estate }) => {
    const powerful = actionsOf(statement).filter((action) => HANDS_OUT_RIGHTS.test(action));
    const policies = conditionsOn(statement, /^ArnEquals$/, /^iam:PolicyARN$/i);
    const harmless =
      powerful.every((action) => ATTACHES.test(action)) && onlyRestricts(estate, policies);
    return unless(powerful.length === 0 || harmless, `hands out rights by ${powerful.join(", ")}`);
  }),
};
