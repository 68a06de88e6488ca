import { decide } from "../../../proof/decide/decide";
import type { Blocks } from "../../../proof/model/stack";
import { allowing, denying, estateOf, policyText } from "../../support/hand-stacks";
import { asking, eva, QUEUE, queue, ROLE, role, verdictOf, zoe } from "./asked";

const send = allowing("sqs:SendMessage");
const open = "${var.open}";

/** What the role's policy says, with something in it that isn't known. */
const verdictFor = (...statements: object[]) =>
  verdictOf(estateOf({ ...role(statements), ...queue() }));

describe("a statement with something unknown in it", () => {
  test.each([
    ["that might allow", "unknown", [allowing("sqs:SendMessage", open)]],
    ["that might deny what is allowed", "unknown", [send, denying("sqs:SendMessage", open)]],
    ["that might deny what nothing allows", "refused", [denying("sqs:SendMessage", open)]],
    [
      "that might allow what is allowed anyway",
      "allowed",
      [send, allowing("sqs:SendMessage", open)],
    ],
    [
      "that might allow what is denied anyway",
      "refused",
      [denying("sqs:*"), allowing("sqs:SendMessage", open)],
    ],
    [
      "beside another: one allows, one denies",
      "unknown",
      [allowing("sqs:SendMessage", open), denying("sqs:SendMessage", open)],
    ],
    ["about another action", "allowed", [send, denying("s3:GetObject", open)]],
    [
      "about another resource",
      "allowed",
      [send, denying("sqs:*", `arn:aws:sqs:us-east-1:${open}:q`)],
    ],
    [
      "in a condition",
      "unknown",
      [allowing("sqs:SendMessage", "*", { Condition: { StringLike: { "aws:userid": open } } })],
    ],
    [
      "in a condition beside one that doesn't hold",
      "refused",
      [
        allowing("sqs:SendMessage", "*", {
          Condition: {
            StringLike: { "aws:userid": open },
            Bool: { "aws:SecureTransport": "false" },
          },
        }),
      ],
    ],
    [
      "in an exclusion",
      "unknown",
      [send, { Effect: "Deny", Action: "sqs:*", NotResource: [open, "arn:aws:sqs:::x"] }],
    ],
    ["in what it does", "unknown", [{ Effect: open, Action: "sqs:*", Resource: "*" }]],
    [
      "in an excluded action",
      "unknown",
      [send, { Effect: "Deny", NotAction: [open], Resource: "*" }],
    ],
  ])("%s: %s", async (_, verdict, statements) => {
    expect(await verdictFor(...statements)).toBe(verdict);
  });

  test.each<[string, object, string]>([
    ["in a principal's account", { AWS: `arn:aws:iam::${open}:root` }, "unknown"],
    ["in a list of principals", { AWS: ["arn:aws:iam::111111111111:root", open] }, "unknown"],
    ["in a service's name", { Service: open }, "unknown"],
    ["in none of it", { AWS: "arn:aws:iam::111111111111:root" }, "refused"],
  ])("of a queue, %s", async (_, Principal, verdict) => {
    const estate = estateOf(queue(allowing("sqs:SendMessage", QUEUE, { Principal })));

    expect(await verdictOf(estate, { who: zoe })).toBe(verdict);
  });

  test("isn't named for what is sure without it", async () => {
    const sure = allowing("sqs:SendMessage", "*", { Sid: "Sure" });
    const perhaps = allowing("sqs:SendMessage", open, { Sid: "Perhaps" });
    const estate = estateOf({ ...role([sure, perhaps]), ...queue() });

    expect((await decide(estate, asking())).because).toMatch(/Sure$/);
  });

  test("isn't what a refusal is for that nothing allows anyway", async () => {
    const estate = estateOf({ ...role([denying("sqs:SendMessage", open)]), ...queue() });

    expect(await decide(estate, asking())).toMatchObject({
      because: "because no statement of an identity-based policy allows it",
      mend: [{ argument: "policy" }],
    });
  });

  test("is named in words", async () => {
    const estate = estateOf({ ...role([allowing("sqs:SendMessage", open)]), ...queue() });

    expect(await decide(estate, asking())).toEqual({
      verdict: "unknown",
      because: "it hangs on what the stacks don't say: var.open",
    });
  });
});

test("what it does may hang on Terraform, and on what the request doesn't say as well", async () => {
  const Condition = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };

  expect(await verdictFor(send, denying("sqs:${var.open}", "*", { Condition }))).toBe("unknown");
});

describe("a policy that isn't known at all", () => {
  const whole = (policy: string): Blocks => ({
    aws_sqs_queue: { Q: { name: "q" } },
    aws_sqs_queue_policy: { P: { queue_url: "${aws_sqs_queue.Q.url}", policy } },
  });

  test("may deny what everything else allows, and allow what nothing else does", async () => {
    expect(await verdictOf(estateOf({ ...role([send]), ...whole(open) }))).toBe("unknown");
    expect(await verdictOf(estateOf({ ...role(), ...whole("{") }))).toBe("unknown");
  });

  test("in one of its statements may deny, too", async () => {
    const part = '{"Version":"2012-10-17","Statement":[${var.one}]}';

    expect(await verdictOf(estateOf({ ...role([send]), ...whole(part) }))).toBe("unknown");
  });

  test("doesn't save what is denied elsewhere", async () => {
    expect(await verdictOf(estateOf({ ...role([denying("sqs:*")]), ...whole(open) }))).toBe(
      "refused",
    );
  });

  test("of a role's trust keeps open who assumes it", async () => {
    const estate = estateOf(role([], { assume_role_policy: open }));
    const asked = { who: eva, action: "sts:AssumeRole", resource: ROLE };

    expect(await verdictOf(estate, asked)).toBe("unknown");
  });
});

describe("a request with something unknown in it", () => {
  const bySource = { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*" } } };
  const events = { service: "events.amazonaws.com" };
  const letIn = (more: object) =>
    queue(allowing("sqs:SendMessage", QUEUE, { Principal: { Service: events.service }, ...more }));
  const estate = (more: object) =>
    estateOf({ ...letIn(more), aws_sns_topic: { T: { name: open } } });

  test("is judged where nobody asks for that", async () => {
    const context = {
      "aws:SourceArn": String(estate({}).resources("aws_sns_topic")[0]?.value("name")),
    };

    expect(await verdictOf(estate({}), { who: events, context })).toBe("allowed");
    expect(await verdictOf(estate(bySource), { who: events, context })).toBe("unknown");
  });

  test("can't be judged where it doesn't say whom or what it is about", async () => {
    const topic = estate({}).resources("aws_sns_topic")[0];
    const resource = String(topic?.value("arn"));

    expect(await verdictOf(estate({}), { who: eva, action: "sns:Publish", resource })).toBe(
      "unknown",
    );
  });
});

test("a key of the request that the policy engine passes over is unknown, not missing", async () => {
  const Condition = { StringEquals: { "s3:x-amz-acl": "private" } };
  const estate = estateOf({
    ...role([allowing("sqs:SendMessage", "*", { Condition })]),
    ...queue(),
  });
  const decision = await decide(estate, asking({ context: { "s3:x-amz-acl": "private" } }));

  expect(decision).toEqual({
    verdict: "unknown",
    because: "the policy engine doesn't know s3:x-amz-acl for sqs:SendMessage",
  });
});

test("and is no matter where only statements about other actions ask for it", async () => {
  const Condition = { StringEquals: { "s3:x-amz-acl": "private" } };
  const estate = estateOf({
    ...role([send, denying("s3:PutObject", "*", { Condition })]),
    ...queue(),
  });

  expect(await verdictOf(estate, { context: { "s3:x-amz-acl": "private" } })).toBe("allowed");
});

test("a variable that the request doesn't say is unknown, and one that it does is filled in", async () => {
  const own = estateOf({
    ...role([allowing("sqs:*", "arn:aws:sqs:*:*:$${aws:SourceVpc}")]),
    ...queue(),
  });

  expect(await verdictOf(own)).toBe("unknown");
  expect(await verdictOf(own, { context: { "aws:SourceVpc": "q" } })).toBe("allowed");
  expect(await verdictOf(own, { context: { "aws:SourceVpc": "p" } })).toBe("refused");
});

test("a policy that IAM wouldn't take is unknown", async () => {
  const policy = policyText({ Effect: "Perhaps", Action: "sqs:*", Resource: "*" });
  const blocks = { ...role(), aws_iam_role_policy: { P: { role: "app", policy } } };

  expect(await verdictOf(estateOf({ ...blocks, ...queue() }))).toBe("unknown");
});
