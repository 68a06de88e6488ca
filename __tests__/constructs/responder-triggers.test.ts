import "../support/cdktf-matchers";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { matchesPattern } from "../../decisions/event-pattern";
import { ResponderTriggers } from "../../constructs/responder-triggers";
import { BUCKET, trailEvent } from "../lambda/responder/fixtures";
import { synth } from "../support/scope";

const arn = `arn:aws:s3:::${BUCKET}`;
const json = synth((stack) => {
  new ResponderTriggers(stack, "Triggers", {
    prefix: "acme",
    accountId: "222222222222",
    sweepRule: "acme-sweep",
    bucket: BUCKET,
    bucketName: BUCKET,
    bucketArn: arn,
    functionName: "responder",
    functionArn: "arn:aws:lambda:us-east-1:222222222222:function:responder",
    deadLetterQueueArn: "arn:aws:sqs:us-east-1:222222222222:dead",
  });
});
const rules = (JSON.parse(json) as { resource: { aws_cloudwatch_event_rule: object } }).resource;
const [{ event_pattern }] = Object.values(rules.aws_cloudwatch_event_rule) as [
  { event_pattern: string },
];
const isSent = (detail: Readonly<Record<string, unknown>>) =>
  matchesPattern(JSON.parse(event_pattern), trailEvent(detail));

const elsewhere = { bucketName: "other" };

describe("the rule for CloudTrail's events sends the responder", () => {
  test.each([
    ["an upload", {}],
    ["an upload that failed", { errorCode: "AccessDenied" }],
    ["a finished multipart upload", { eventName: "CompleteMultipartUpload" }],
    ["a change of the bucket policy", { eventName: "PutBucketPolicy" }],
    [
      "an upload through an access point",
      {
        requestParameters: { bucketName: "ap-0123456789-s3alias", key: "k" },
        resources: [{ type: "AWS::S3::Object", ARN: `${arn}/k` }, { ARN: arn }],
      },
    ],
  ])("%s", (_, detail) => {
    expect(isSent(detail)).toBe(true);
  });

  test.each([
    ["an upload elsewhere", { requestParameters: elsewhere }],
    ["a read", { eventName: "GetObject" }],
    ["another service's call", { eventSource: "s3-outposts.amazonaws.com" }],
  ])("not %s", (_, detail) => {
    expect(isSent(detail)).toBe(false);
  });
});

test("a schedule calls the responder every five minutes, and its failures are kept", () => {
  expect(json).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: "acme-sweep",
    schedule_expression: "rate(5 minutes)",
  });
  expect(json).toHaveResourceWithProperties(CloudwatchEventTarget, {
    rule: expect.stringContaining("Sweep") as string,
    dead_letter_config: { arn: "arn:aws:sqs:us-east-1:222222222222:dead" },
  });
});
