import { DeadLetterQueue } from "../../constructs/dead-letter-queue";
import { deadLetterQueuePolicy } from "../../policies/messaging";
import { synth } from "../support/scope";

const place = { partition: "aws", region: "us-east-1", accountId: "222222222222" };
const ARN = "arn:aws:sqs:us-east-1:222222222222:lost";
const RULES = "arn:aws:events:us-east-1:222222222222:rule/acme-*";

interface Stack {
  readonly resource: Readonly<
    Record<string, Readonly<Record<string, { readonly policy?: string }>>>
  >;
  readonly removed?: unknown;
}

const json = JSON.parse(
  synth((stack) => {
    new DeadLetterQueue(stack, "DeadLetters", { name: "lost", place, rulePrefix: "acme-" });
  }),
) as Stack;

test("the queue is made with its policy: it never stands without one, and no second wait follows", () => {
  const [queue] = Object.values(json.resource.aws_sqs_queue ?? {});

  expect(JSON.parse(queue?.policy ?? "")).toMatchObject({
    Statement: deadLetterQueuePolicy(ARN, RULES),
  });
  expect(json.resource).not.toHaveProperty("aws_sqs_queue_policy");
});

test("a policy that was a resource of its own is forgotten and not destroyed: it is the queue's", () => {
  const [id = ""] = Object.keys(json.resource.aws_sqs_queue ?? {});
  const hash = /^DeadLetters_[0-9A-F]{8}$/;

  expect(id).toMatch(hash);
  expect(json.removed).toEqual([
    {
      from: expect.stringMatching(/^aws_sqs_queue_policy\.DeadLetters_Policy_[0-9A-F]{8}$/),
      lifecycle: { destroy: false },
    },
  ]);
});
