import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformStack, Testing } from "cdktf";
import { leave } from "../../constructs/adoption";
import { lossesIn } from "../../upgrades/losses";
import { type Stack } from "../../upgrades/stack";

const released = { aws_sqs_queue: { One: { name: "one" }, Other: { name: "other" } } };

const stackWith = (build: (stack: TerraformStack) => void): Stack => {
  const stack = new TerraformStack(Testing.app(), "test");
  build(stack);
  return JSON.parse(Testing.synth(stack)) as Stack;
};

describe("blocks as cdktf writes them", () => {
  test("of two resources that moved take nothing away", () => {
    const today = stackWith((stack) => {
      new SqsQueue(stack, "First", { name: "one" }).moveFromId("aws_sqs_queue.One");
      new SqsQueue(stack, "Second", { name: "other" }).moveFromId("aws_sqs_queue.Other");
    });
    expect(today.moved).toHaveLength(2);
    expect(lossesIn("test", released, today)).toEqual([]);
  });

  test("of a resource that is left behind take nothing away", () => {
    const today = stackWith((stack) => {
      new SqsQueue(stack, "One", { name: "one" });
      leave(stack, "Other", "aws_sqs_queue");
    });
    expect(lossesIn("test", released, today)).toEqual([]);
  });

  test("that are missing do", () => {
    const today = stackWith((stack) => new SqsQueue(stack, "First", { name: "one" }));
    expect(lossesIn("test", released, today).map(({ address }) => address)).toEqual([
      "aws_sqs_queue.One",
      "aws_sqs_queue.Other",
    ]);
  });
});
