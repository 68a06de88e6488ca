import type { Estate } from "../../../proof/model/estate";
import { isMarked, marksIn } from "../../../proof/model/expressions";
import type { Blocks } from "../../../proof/model/stack";
import { estateOf } from "../../support/hand-stacks";

const whyUnresolved = (estate: Estate) =>
  estate.unresolved().map(({ where, why }) => `${where}: ${why}`);

describe("what can't be resolved is told by where it stands", () => {
  test.each<[string, Blocks, object, string]>([
    [
      "count",
      { aws_sqs_queue: { Q: { count: 2, name: "q" } } },
      {},
      "here aws_sqs_queue.Q: how many there are isn't read",
    ],
    [
      "for_each",
      { aws_sqs_queue: { Q: { for_each: "${var.all}", name: "q" } } },
      {},
      "here aws_sqs_queue.Q: how many there are isn't read",
    ],
    [
      "dynamic blocks",
      { aws_sqs_queue: { Q: { name: "q", dynamic: { tag: { content: {} } } } } },
      {},
      "here aws_sqs_queue.Q: how many there are isn't read",
    ],
    [
      "module calls",
      {},
      { module: { m: { source: "./m" } } },
      "here module.m: what a module makes isn't read",
    ],
    [
      "what a module returns",
      { aws_sqs_queue: { Q: { name: "${module.m.name}" } } },
      {},
      "here aws_sqs_queue.Q: nothing known in the stack is module.m",
    ],
    [
      "another stack's resource",
      { aws_sqs_queue: { Q: { name: "${aws_sns_topic.T.name}" } } },
      {},
      "here aws_sqs_queue.Q: nothing known in the stack is aws_sns_topic.T",
    ],
    [
      "a variable without a default",
      { aws_sqs_queue: { Q: { name: "${var.v}" } } },
      { variable: { v: {} } },
      "here aws_sqs_queue.Q: the variable has no default",
    ],
    [
      "a local that leads to itself",
      { aws_sqs_queue: { Q: { name: "${local.a}" } } },
      { locals: { a: "${local.b}", b: "${local.a}" } },
      "here aws_sqs_queue.Q: it refers to itself",
    ],
    [
      "an attribute without a rule",
      { aws_sqs_queue: { Q: { name: "q", tags: "${aws_sqs_queue.Q.nonsense}" } } },
      {},
      "here aws_sqs_queue.Q: AWS makes this value, and the proof has no rule for it",
    ],
    [
      "a value that leads to itself",
      { aws_sqs_queue: { Q: { name: "${aws_sqs_queue.Q.name}" } } },
      {},
      "here aws_sqs_queue.Q: AWS makes this value, and the proof has no rule for it",
    ],
  ])("%s", (_, resource, more, told) => {
    expect(whyUnresolved(estateOf(resource, more))).toEqual([told]);
  });

  test("and leaves no resource behind that might not be there", () => {
    expect(
      estateOf({ aws_sqs_queue: { Q: { count: 0, name: "q" } } }).resources("aws_sqs_queue"),
    ).toEqual([]);
  });

  test("a value that hangs on it is marked with it", () => {
    const value = estateOf({ aws_sqs_queue: { Q: { name: "q-${var.v}" } } })
      .resources("aws_sqs_queue")[0]
      ?.value("arn");

    expect(isMarked(String(value))).toBe(true);
    expect(marksIn(String(value))).toEqual(["var.v"]);
  });

  test("nothing is told where everything is known", () => {
    expect(
      whyUnresolved(
        estateOf({ aws_sqs_queue: { Q: { name: "${local.n}" } } }, { locals: { n: "q" } }),
      ),
    ).toEqual([]);
  });
});
