import { publisher } from "../../../../lambda/responder/aws/aws-publish";
import { HttpDouble } from "../http-double";

const environment = { ...process.env };
const TOPIC = "arn:aws:sns:eu-central-1:222222222222:warden-alerts";

let sns: HttpDouble;

beforeEach(async () => {
  sns = new HttpDouble();
  sns.answer = () => ({
    status: 200,
    body: "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await sns.start(),
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
});

afterEach(async () => {
  process.env = { ...environment };
  await sns.stop();
});

test("an alert is published in the topic's region, with a text for each protocol", async () => {
  const attributes = { severity: "HIGH", kind: "incident" };
  await publisher(TOPIC, { maxAttempts: 1 })({ subject: "s", message: "{}", attributes });

  expect(sns.received).toHaveLength(1);
  const [request] = sns.received;
  expect(request?.headers.authorization).toContain("/eu-central-1/sns/");
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
    ...{ Action: "Publish", TopicArn: TOPIC, Subject: "s", Message: "{}" },
    MessageStructure: "json",
    "MessageAttributes.entry.1.Name": "severity",
    "MessageAttributes.entry.1.Value.DataType": "String",
    "MessageAttributes.entry.1.Value.StringValue": "HIGH",
    "MessageAttributes.entry.2.Name": "kind",
  });
});

test("an alert goes to its severity's topic, where each severity has one", async () => {
  const publish = publisher(`${TOPIC}-{severity}`, { maxAttempts: 1 });
  await publish({ subject: "s", message: "{}", attributes: { severity: "CRITICAL" } });

  const [request] = sns.received;
  expect(new URLSearchParams(request?.body).get("TopicArn")).toBe(`${TOPIC}-critical`);
});
