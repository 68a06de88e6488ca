import { ownerOfTarget } from "../../emulator/retarget";
import { request } from "./call";

const json = { "x-amz-target": "Any.Operation" };

test.each([
  ["kms", { KeyId: "arn:aws:kms:us-east-1:111111111111:alias/audit" }],
  ["sns", { TopicArn: "arn:aws:sns:us-east-1:111111111111:alerts" }],
  ["sqs", { QueueUrl: "http://127.0.0.1:4566/111111111111/queue" }],
])("a call to %s goes to the account that its parameter names", (service, body) => {
  const asked = request({ service, method: "POST", headers: json, body });

  expect(ownerOfTarget(asked, "222222222222")).toBe("111111111111");
  expect(ownerOfTarget(asked, "111111111111")).toBeUndefined();
});

test.each([
  ["kms", { KeyId: "alias/audit" }],
  ["events", { EventBusName: "arn:aws:events:us-east-1:111111111111:event-bus/b" }],
])(
  "a call to %s with a plain name, or about no such parameter, stays with its caller",
  (service, body) => {
    const asked = request({ service, method: "POST", headers: json, body });

    expect(ownerOfTarget(asked, "222222222222")).toBeUndefined();
  },
);
