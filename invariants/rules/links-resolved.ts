import { type UnresolvedExpression } from "../../proof/model/estate";
import type { Invariant } from "../invariant";

/** Whose policies, targets and names the proof goes by; a module may hold any of them. */
const BEARING =
  /^(module|(data\.)?aws_(cloudwatch_event_\w+|iam_\w+|kms_\w+|lambda_(function|permission)|organizations_policy\w*|s3_bucket(_policy|_notification)?|sns_topic\w*|sqs_queue\w*))\./;

/** Documents are judged by all that their expressions could mean: what hangs on them is unknown. */
const DOCUMENTS: ReadonlySet<string> = new Set(["assume_role_policy", "content", "policy"]);

const bears = ({ where, argument }: UnresolvedExpression): boolean =>
  BEARING.test(where.split(" ").at(-1) ?? "") && !DOCUMENTS.has(argument);

export const linksResolved: Invariant = {
  id: "links-resolved",
  title: "What a policy or a target belongs to can be read",
  why: "A policy on something that only Terraform knows is on nothing for the proof, which would not see whom it lets in.",
  judge: ({ estate, own }) => {
    const open = estate.unresolved().filter(bears);
    return own.flatMap(({ name }) => {
      const found = open.filter(({ where }) => where.startsWith(`${name} `));
      return found.length === 0
        ? [{ where: name }]
        : found.map(({ where, argument, expression, why }) => ({
            where,
            fault: `${argument} is ${expression}: ${why}`,
          }));
    });
  },
};
