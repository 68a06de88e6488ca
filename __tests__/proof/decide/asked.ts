import type { Asked } from "../../../proof/decide/asker";
import { decide } from "../../../proof/decide/decide";
import { EVERYTHING } from "../../../proof/decide/surroundings";
import type { Estate } from "../../../proof/model/estate";
import type { Blocks } from "../../../proof/model/stack";
import { HERE, policyText, REGION, THERE } from "../../support/hand-stacks";

export const ROLE = `arn:aws:iam::${HERE}:role/app`;
export const QUEUE = `arn:aws:sqs:${REGION}:${HERE}:q`;

/** A role, trusted by nobody unless it says so, and what it may do by a policy of its own. */
export const role = (statements: readonly object[] = [], more: object = {}): Blocks => ({
  aws_iam_role: { R: { name: "app", assume_role_policy: policyText(), ...more } },
  aws_iam_role_policy: { P: { role: "app", policy: policyText(...statements) } },
});

export const queue = (...statements: readonly object[]): Blocks => ({
  aws_sqs_queue: { Q: { name: "q" } },
  ...(statements.length > 0 && {
    aws_sqs_queue_policy: {
      QP: { queue_url: "${aws_sqs_queue.Q.url}", policy: policyText(...statements) },
    },
  }),
});

/** Zoe of another account, whom IAM lets do everything there. */
export const zoe = {
  arn: `arn:aws:iam::${THERE}:user/zoe`,
  accountId: THERE,
  policies: [EVERYTHING],
};
export const eva = {
  arn: `arn:aws:iam::${HERE}:user/eva`,
  accountId: HERE,
  policies: [EVERYTHING],
};

/** The role sends to the queue, unless the question says otherwise. */
export const asking = (given: Partial<Asked> = {}): Asked => ({
  who: { role: ROLE },
  action: "sqs:SendMessage",
  resource: QUEUE,
  ...given,
});

export const verdictOf = async (estate: Estate, given: Partial<Asked> = {}) =>
  (await decide(estate, asking(given))).verdict;
