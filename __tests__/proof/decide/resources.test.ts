import { decide } from "../../../proof/decide/decide";
import { Estate } from "../../../proof/model/estate";
import {
  allowing,
  denying,
  estateOf,
  HERE,
  policyText,
  REGION,
  stackOf,
} from "../../support/hand-stacks";
import { asking, eva, QUEUE, queue, role, verdictOf } from "./asked";

describe("the same request under another context", () => {
  test("is judged anew", async () => {
    const tls = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
    const estate = estateOf(queue(denying("sqs:*", QUEUE, { Principal: "*", ...tls })));
    const over = (context: Record<string, string>) => verdictOf(estate, { who: eva, context });

    expect(await over({})).toBe("allowed");
    expect(await over({ "aws:SecureTransport": "false" })).toBe("refused");
    expect(await over({})).toBe("allowed");
  });
});

describe("a resource", () => {
  test("that two stacks have is judged in neither", async () => {
    const estate = new Estate([stackOf("one", queue()), stackOf("two", queue())]);

    expect(await decide(estate, asking({ who: eva }))).toEqual({
      verdict: "unknown",
      because: `more than one stack has ${QUEUE}: one aws_sqs_queue.Q, two aws_sqs_queue.Q`,
    });
  });

  test("that is a pattern is allowed where one is that nobody names, and refused where none is", async () => {
    const bucket = { aws_s3_bucket: { B: { bucket: "b" } } };
    const about = (...statements: object[]) =>
      verdictOf(estateOf({ ...bucket, ...role(statements) }), {
        action: "s3:GetObject",
        resource: "arn:aws:s3:::b/in/*",
      });
    const all = allowing("s3:GetObject", "arn:aws:s3:::b/*");

    expect(await about(all)).toBe("allowed");
    expect(await about(allowing("s3:GetObject", "arn:aws:s3:::b/in/one"))).toBe("unknown");
    expect(await about(allowing("s3:GetObject", "arn:aws:s3:::b/out/*"))).toBe("refused");
  });

  test("can be a star where AWS asks about no resource", async () => {
    const star = { action: "sqs:ListQueues", resource: "*" };
    const publishing = { action: "sns:Publish", resource: "*" };

    expect(await verdictOf(estateOf(role([allowing("sqs:ListQueues")])), star)).toBe("allowed");
    expect(
      await verdictOf(estateOf(role([allowing("sns:Publish", "arn:aws:sns:*:*:t")])), publishing),
    ).toBe("unknown");
  });

  test("that is a star isn't allowed by what some resource is allowed, whatever else is unknown", async () => {
    const some = allowing("sns:Publish", "arn:aws:sns:*:*:t");
    const estate = estateOf(role([some, allowing("sns:Publish", "arn:aws:sns:*:*:${var.v}")]));

    expect(await verdictOf(estate, { action: "sns:Publish", resource: "*" })).toBe("unknown");
  });

  test("of a service whose policies aren't read is unknown where a stack has one", async () => {
    const table = `arn:aws:dynamodb:${REGION}:${HERE}:table/t`;
    const asked = { action: "dynamodb:GetItem", resource: table };
    const policy = {
      aws_dynamodb_resource_policy: { D: { resource_arn: table, policy: policyText() } },
    };
    const reader = role([allowing("dynamodb:GetItem")]);

    expect(await verdictOf(estateOf(reader), asked)).toBe("allowed");
    expect(await verdictOf(estateOf({ ...reader, ...policy }), asked)).toBe("unknown");
  });
});
