import { OPAQUE, Reads } from "../../mutants/reads";
import { Estate } from "../../proof/model/estate";
import type { Blocks, TerraformStack } from "../../proof/model/stack";
import type { Scope } from "../../proof/scope";
import { exampleConfig } from "../support/example";

const RESOURCES: Blocks = {
  aws_sqs_queue: { Dead: { name: "dead", delay_seconds: 1 } },
  aws_cloudwatch_event_target: { T: { arn: "${aws_sqs_queue.Dead.arn}", target_id: "t" } },
};

const stackOf = (resource: Blocks): TerraformStack => ({
  name: "audit",
  file: "cdk.tf.json",
  json: {
    resource,
    provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["111111111111"] }] },
  },
});

const scopeOf = (resource: Blocks): Scope => {
  const own = [stackOf(resource)];
  return { config: exampleConfig(), own, estate: new Estate(own) };
};

const [queue, target] = ["aws_sqs_queue", "aws_cloudwatch_event_target"];

/** Whether a judgement that reads so has to be repeated with these resources. */
async function isTouched(judge: (scope: Scope) => unknown, changed: Blocks): Promise<boolean> {
  const reads = new Reads();
  const followed = reads.followed(scopeOf(RESOURCES));
  const { keys } = await reads.during(() => judge(followed));
  const differing = reads.changedIn(scopeOf(changed).estate);
  return keys.has(OPAQUE) || [...differing].some((key) => keys.has(key));
}

const renamed: Blocks = { ...RESOURCES, aws_sqs_queue: { Dead: { name: "x", delay_seconds: 1 } } };
const slower: Blocks = {
  ...RESOURCES,
  aws_sqs_queue: { Dead: { name: "dead", delay_seconds: 2 } },
};
const more: Blocks = {
  ...RESOURCES,
  aws_sqs_queue: { ...RESOURCES.aws_sqs_queue, Other: { name: "other" } },
};

const targetsArn = ({ estate }: Scope) => estate.resources(target)[0]?.value("arn");

describe("a judgement is repeated where it read", () => {
  test.each([
    ["a value that comes from what changed", targetsArn, renamed],
    [
      "an attribute that AWS makes of it",
      ({ estate }) => estate.resources(queue)[0]?.value("arn"),
      renamed,
    ],
    ["the resource by its ARN", ({ estate }) => estate.byArn(queue, "arn:x"), renamed],
    ["a list with one more", ({ estate }) => estate.resources(queue).length, more],
    ["a list with one less", ({ estate }) => estate.resources(queue), {}],
    [
      "a value under an assumption",
      ({ estate }) => targetsArn({ ...scopeOf({}), estate: estate.assuming({ blocked: {} }) }),
      renamed,
    ],
    ["the JSON itself", ({ own }) => own.map(({ json }) => json), slower],
    [
      "the JSON of the estate's stacks",
      ({ estate }) => estate.stacks.map(({ json }) => json),
      slower,
    ],
    ["what can't be resolved", ({ estate }) => estate.unresolved(), slower],
  ] as [string, (scope: Scope) => unknown, Blocks][])("%s", async (_, judge, changed) => {
    expect(await isTouched(judge, changed)).toBe(true);
  });
});

describe("a judgement isn't repeated where it read", () => {
  test.each([
    ["another argument of the same resource", targetsArn, slower],
    ["another type of resource", ({ estate }) => estate.resources(target).length, more],
    ["names of stacks alone", ({ own }) => own.map(({ name }) => name), slower],
    ["anything, and nothing changed", targetsArn, RESOURCES],
  ] as [string, (scope: Scope) => unknown, Blocks][])("%s", async (_, judge, changed) => {
    expect(await isTouched(judge, changed)).toBe(false);
  });
});

test("a followed scope says what the scope itself says", () => {
  const scope = scopeOf(RESOURCES);
  const followed = new Reads().followed(scope);
  const [resource] = followed.estate.resources(queue);
  expect(targetsArn(followed)).toBe(targetsArn(scope));
  expect(resource).toBe(followed.estate.resources(queue)[0]);
  expect(resource?.stack).toBe(followed.own[0]);
  expect(followed.estate.stacks[0]).toBe(followed.own[0]);
});
