import { Estate } from "../../../proof/model/estate";
import { marksIn } from "../../../proof/model/expressions";
import { ownedBy } from "../../../proof/model/policies";
import type { Blocks } from "../../../proof/model/stack";
import {
  allowing,
  estateOf,
  HERE,
  policyText,
  REGION,
  stackOf,
  THERE,
} from "../../support/hand-stacks";

const QUEUE = `arn:aws:sqs:${REGION}:${HERE}:q`;
const TOPIC = `arn:aws:sns:${REGION}:${HERE}:t`;
const BUS = `arn:aws:events:${REGION}:${HERE}:event-bus/b`;

const policyOf = (estate: Estate, arn: string) => ownedBy(estate, arn)?.policy?.policy;
const text = policyText(allowing("*"));

describe("the policy of a resource stands", () => {
  const queue = { aws_sqs_queue: { Q: { name: "q" } } };
  const topic = { aws_sns_topic: { T: { name: "t" } } };
  const bucket = { aws_s3_bucket: { B: { bucket: "b" } } };
  const bus = { aws_cloudwatch_event_bus: { B: { name: "b" } } };

  test.each<[string, string, Blocks]>([
    [
      "beside a queue",
      QUEUE,
      {
        ...queue,
        aws_sqs_queue_policy: { P: { queue_url: "${aws_sqs_queue.Q.url}", policy: text } },
      },
    ],
    ["in a queue", QUEUE, { aws_sqs_queue: { Q: { name: "q", policy: text } } }],
    [
      "beside a topic",
      TOPIC,
      { ...topic, aws_sns_topic_policy: { P: { arn: "${aws_sns_topic.T.arn}", policy: text } } },
    ],
    ["in a topic", TOPIC, { aws_sns_topic: { T: { name: "t", policy: text } } }],
    [
      "beside a bucket, for its objects",
      "arn:aws:s3:::b/x/y",
      { ...bucket, aws_s3_bucket_policy: { P: { bucket: "${aws_s3_bucket.B.id}", policy: text } } },
    ],
    ["in a bucket", "arn:aws:s3:::b", { aws_s3_bucket: { B: { bucket: "b", policy: text } } }],
    [
      "beside a bus",
      BUS,
      { ...bus, aws_cloudwatch_event_bus_policy: { P: { event_bus_name: "b", policy: text } } },
    ],
  ])("%s", (_, arn, resource) => {
    expect(policyOf(estateOf(resource), arn)).toEqual(JSON.parse(text));
  });

  test("in another stack, for a topic that it names by ARN", () => {
    const beside = stackOf("beside", { aws_sns_topic_policy: { P: { arn: TOPIC, policy: text } } });
    const estate = new Estate([stackOf("here", topic), beside]);

    expect(policyOf(estate, TOPIC)).toEqual(JSON.parse(text));
    expect(ownedBy(estate, TOPIC)?.policy?.at.stack.name).toBe("beside");
  });

  test("nowhere: then there is none", () => {
    expect(ownedBy(estateOf(queue), QUEUE)).toMatchObject({ accountId: HERE });
    expect(policyOf(estateOf(queue), QUEUE)).toBeUndefined();
  });

  test("at another account's bus of the same name: that is another one's", () => {
    const policy = {
      aws_cloudwatch_event_bus_policy: { P: { event_bus_name: "b", policy: text } },
    };
    const estate = new Estate([stackOf("here", bus), stackOf("far", policy, { accountId: THERE })]);

    expect(policyOf(estate, BUS)).toBeUndefined();
  });
});

describe("a policy that isn't known", () => {
  const marksOf = (resource: Blocks, more = {}) =>
    marksIn(JSON.stringify(policyOf(estateOf(resource, more), QUEUE)));
  const ofQueue = (policy: string) => ({ aws_sqs_queue: { Q: { name: "q", policy } } });

  test.each([
    ["as a whole", "${module.m.policy}", "module.m.policy"],
    ["in a statement", '{"Statement":[${var.one}]}', "var.one"],
    ["in its only statement", '{"Statement":${var.all}}', "var.all"],
    ["in a value", '{"Statement":[{"Action":"sqs:${var.what}"}]}', "var.what"],
    ["because it is no JSON", "{", "here aws_sqs_queue.Q policy, which isn't a policy"],
    ["because it has no statement", "{}", "here aws_sqs_queue.Q policy, which isn't a policy"],
  ])("is marked %s", (_, policy, mark) => {
    expect(marksOf(ofQueue(policy))).toEqual([mark]);
  });

  test("because two resources say what it is, names both", () => {
    const url = "${aws_sqs_queue.Q.url}";
    const policies = { A: { queue_url: url, policy: text }, B: { queue_url: url, policy: text } };

    expect(
      marksOf({ aws_sqs_queue: { Q: { name: "q" } }, aws_sqs_queue_policy: policies }),
    ).toEqual([
      "which policy is applied last: here aws_sqs_queue_policy.A and here aws_sqs_queue_policy.B",
    ]);
    expect(marksOf({ ...ofQueue(text), aws_sqs_queue_policy: { A: policies.A } })).toHaveLength(1);
  });
});

describe("a key", () => {
  const own = (more: Blocks, key = {}) => {
    const estate = estateOf({ aws_kms_key: { K: key }, ...more });
    const arn = String(estate.resources("aws_kms_key")[0]?.value("arn"));
    return policyOf(estate, arn);
  };

  test("has the policy that it is given, or that stands beside it", () => {
    const beside = { aws_kms_key_policy: { P: { key_id: "${aws_kms_key.K.id}", policy: text } } };

    expect(own({}, { policy: text })).toEqual(JSON.parse(text));
    expect(own(beside)).toEqual(JSON.parse(text));
    expect(marksIn(JSON.stringify(own(beside, { policy: text })))).toHaveLength(1);
  });

  test("without one has AWS's own, which leaves it to the account", () => {
    expect(own({})?.Statement).toMatchObject([
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HERE}:root` }, Action: "kms:*" },
    ]);
  });
});
