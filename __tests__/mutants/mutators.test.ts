import { decode, encode } from "../../mutants/documents";
import { mutantsOf } from "../../mutants/mutators";
import type { Arguments, TerraformStack } from "../../proof/model/stack";

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "RulesSend",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sqs:SendMessage", "sqs:GetQueueUrl"],
      Resource: "arn:aws:sqs:us-east-1:111111111111:dead",
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:111111111111:rule/x-*" } },
    },
  ],
};

const stackOf = (type: string, given: Arguments): TerraformStack => ({
  name: "audit",
  file: "cdk.tf.json",
  json: { resource: { [type]: { One: given } } },
});

/** What was changed, without where it stands. */
const changesOf = (stack: TerraformStack): string[] =>
  mutantsOf(stack).map(({ at, change }) => `${at} ${change}`.trim());

const mutantNamed = (stack: TerraformStack, name: string) => {
  const found = mutantsOf(stack).find(({ at, change }) => `${at} ${change}`.trim() === name);
  if (!found) throw new Error(`no mutant ${name}: ${changesOf(stack).join(", ")}`);
  return found;
};

const spoiled = (stack: TerraformStack, name: string): unknown => {
  const [type = ""] = Object.keys(stack.json.resource ?? {});
  return mutantNamed(stack, name).apply().json.resource?.[type]?.One;
};

describe("settings", () => {
  const queue = stackOf("aws_sqs_queue", {
    name: "dead",
    sqs_managed_sse_enabled: true,
    message_retention_seconds: 60,
    redrive: [{ arn: "a", tags: ["x", "y"] }],
    "//": { metadata: { path: "audit/dead" } },
    depends_on: ["aws_sqs_queue.Other"],
  });

  test("are altered and removed one by one, blocks and elements included", () => {
    expect(changesOf(queue)).toEqual([
      "removed",
      "name removed",
      "name altered",
      "sqs_managed_sse_enabled removed",
      "sqs_managed_sse_enabled flipped",
      "message_retention_seconds removed",
      "message_retention_seconds one more",
      "redrive removed",
      "redrive[0].arn removed",
      "redrive[0].arn altered",
      "redrive[0].tags removed",
      "redrive[0].tags[0] removed",
      "redrive[0].tags[0] altered",
      "redrive[0].tags[1] removed",
      "redrive[0].tags[1] altered",
      'kms_master_key_id set to "alias/aws/sqs"',
    ]);
  });

  test.each([
    ["sqs_managed_sse_enabled flipped", { sqs_managed_sse_enabled: false }],
    ["message_retention_seconds one more", { message_retention_seconds: 61 }],
    ["redrive[0].tags[0] removed", { redrive: [{ arn: "a", tags: ["y"] }] }],
    ["name altered", { name: "dead-x" }],
  ])("%s leaves everything else as it is", (name, expected) => {
    expect(spoiled(queue, name)).toEqual({
      ...queue.json.resource?.aws_sqs_queue?.One,
      ...expected,
    });
  });

  test("leave the stack that they spoil untouched", () => {
    const before = JSON.stringify(queue.json);
    for (const mutant of mutantsOf(queue)) expect(mutant.apply().json).not.toEqual(queue.json);
    expect(JSON.stringify(queue.json)).toBe(before);
  });
});

describe("policies", () => {
  const policy = stackOf("aws_sqs_queue_policy", { policy: JSON.stringify(POLICY) });
  const at = "policy.Statement[RulesSend]";

  test("are spoiled statement by statement, in all that a statement says", () => {
    expect(changesOf(policy).slice(4)).toEqual([
      `${at} removed`,
      `${at}.Effect flipped`,
      `${at}.Sid altered`,
      `${at}.Action[0] sqs:SendMessage removed`,
      `${at}.Action[0] sqs:SendMessage altered`,
      `${at}.Action[0] sqs:SendMessage widened to sqs:*`,
      `${at}.Action[1] sqs:GetQueueUrl removed`,
      `${at}.Action[1] sqs:GetQueueUrl altered`,
      `${at}.Resource arn:aws:sqs:us-east-1:111111111111:dead altered`,
      `${at}.Resource arn:aws:sqs:us-east-1:111111111111:dead widened to *`,
      `${at}.Principal.Service events.amazonaws.com altered`,
      `${at}.Principal widened to *`,
      `${at}.Condition removed`,
      `${at}.Condition ArnLike made ArnLikeIfExists`,
      `${at}.Condition.ArnLike.aws:SourceArn arn:aws:events:*:111111111111:rule/x-* altered`,
      `${at}.Condition.ArnLike.aws:SourceArn arn:aws:events:*:111111111111:rule/x-* widened to *`,
      "policy.Statement a statement added that allows everything",
      "policy.Statement a statement added that denies everything",
    ]);
  });

  test.each([
    [`${at}.Effect flipped`, { Effect: "Deny" }],
    [`${at}.Action[0] sqs:SendMessage altered`, { Action: ["sqs:PurgeQueue", "sqs:GetQueueUrl"] }],
    [`${at}.Principal widened to *`, { Principal: "*" }],
    [
      `${at}.Condition ArnLike made ArnLikeIfExists`,
      { Condition: { ArnLikeIfExists: POLICY.Statement[0]?.Condition.ArnLike } },
    ],
  ])("%s changes that and no more", (name, expected) => {
    const { policy: text } = spoiled(policy, name) as { readonly policy: string };
    const Statement = [{ ...POLICY.Statement[0], ...expected }];
    expect(JSON.parse(text)).toEqual({ ...POLICY, Statement });
  });
});

test("patterns are widened field by field, operators left as they are", () => {
  const pattern = {
    source: ["aws.s3"],
    detail: { $or: [{ size: [{ numeric: [">", 5] }] }, { a: [1] }] },
  };
  const rule = stackOf("aws_cloudwatch_event_rule", { event_pattern: JSON.stringify(pattern) });
  expect(changesOf(rule).filter((change) => change.endsWith("widened"))).toEqual([
    "event_pattern.source widened",
    "event_pattern.detail.$or[0].size widened",
    "event_pattern.detail.$or[1].a widened",
  ]);
});

test("a reference is pointed at another resource of its type, where there is one", () => {
  const stack: TerraformStack = {
    name: "audit",
    file: "cdk.tf.json",
    json: {
      resource: {
        aws_sqs_queue: { One: { name: "one" }, Two: { name: "two" } },
        aws_sns_topic: { Only: { name: "only" } },
        aws_cloudwatch_event_target: {
          T: { arn: "${aws_sns_topic.Only.arn}", dead: "${aws_sqs_queue.One.arn}:x" },
        },
      },
    },
  };
  const pointed = mutantsOf(stack).filter(({ change }) => change.startsWith("pointed"));
  expect(pointed.map(({ at, change }) => `${at} ${change}`)).toEqual([
    "dead pointed at aws_sqs_queue.Two",
  ]);
  expect(pointed[0]?.apply().json.resource?.aws_cloudwatch_event_target?.T?.dead).toBe(
    "${aws_sqs_queue.Two.arn}:x",
  );
});

describe("documents in texts", () => {
  test.each([
    ["bare expressions", '{"a":${jsonencode(sort(x["k"]))},"b":"c"}'],
    ["quoted expressions", '{"a":"${aws_sqs_queue.X.arn}"}'],
    ["placeholders", '{"title":<title>,"text":"<account> at <time>"}'],
    ["braces in texts", '{"a":"}{","b":["${x}","\\"${y}\\""]}'],
  ])("with %s come back as they were", (_, text) => {
    expect(encode(decode(text))).toBe(text);
  });

  test("are objects and lists alone", () => {
    expect(decode("plain")).toBeUndefined();
    expect(decode("${aws_sqs_queue.X.arn}")).toBeUndefined();
    expect(decode('{"a":')).toBeUndefined();
  });

  test("lose a placeholder's name when it is altered", () => {
    const target = stackOf("aws_cloudwatch_event_target", {
      input_transformer: { input_template: '{"title":<title>}' },
    });
    const name = "input_transformer.input_template.title altered";
    expect(spoiled(target, name)).toEqual({
      input_transformer: { input_template: '{"title":<title-x>}' },
    });
  });
});

test("every mutant goes by a name of its own", () => {
  const stack = stackOf("aws_iam_role", { name: "r", assume_role_policy: JSON.stringify(POLICY) });
  const ids = mutantsOf(stack).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
