import { type Answer, jsonAnswer, textAnswer } from "../../emulator/answer";
import { xmlText, xmlTexts } from "../../emulator/xml";
import { bodyOf, gapsBench } from "./call";

const owner = "111111111111";
const topic = `arn:aws:sns:us-east-1:${owner}:alerts`;
const mailArn = `${topic}:mail`;
const queueArn = `${topic}:queue`;

describe("subscriptions by e-mail", () => {
  const element = (arn: string) => `<SubscriptionArn>${arn}</SubscriptionArn>`;
  const attributes = "<entry><key>PendingConfirmation</key><value>false</value></entry>";
  /** moto: confirms at once. */
  const bench = () =>
    gapsBench(({ parameters: { Action, Protocol } }) => {
      if (Action === "GetSubscriptionAttributes") return textAnswer("text/xml", attributes);
      const created = Protocol === "sqs" ? queueArn : mailArn;
      const arns = Action === "Subscribe" ? [created] : [mailArn, queueArn];
      return textAnswer("text/xml", arns.map(element).join(""));
    });
  const call = async (
    { ask }: ReturnType<typeof bench>,
    Action: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ Action, ...parameters }).toString();
    const answer: Answer = await ask(owner, { service: "sns", method: "POST", headers, body });
    return answer.body.toString();
  };
  const mail = { TopicArn: topic, Protocol: "email-json", Endpoint: "team@example.com" };
  const listed = async (sns: ReturnType<typeof bench>) =>
    xmlTexts(await call(sns, "ListSubscriptionsByTopic", { TopicArn: topic }), "SubscriptionArn");

  test("wait until their reader confirms, and others don't", async () => {
    const sns = bench();
    const told = await call(sns, "Subscribe", { ...mail, ReturnSubscriptionArn: "true" });
    await call(sns, "Subscribe", { ...mail, Protocol: "sqs" });

    expect(xmlText(told, "SubscriptionArn")).toBe(mailArn);
    expect(await listed(sns)).toEqual(["PendingConfirmation", queueArn]);
    const pending = { SubscriptionArn: mailArn };
    expect(await call(sns, "GetSubscriptionAttributes", pending)).toContain("<value>true</value>");
    expect(await call(sns, "GetSubscriptionAttributes", { SubscriptionArn: queueArn })).toBe(
      attributes,
    );

    const token = { TopicArn: topic, Token: mail.Endpoint };
    const confirmed = await call(sns, "ConfirmSubscription", token);

    expect(xmlText(confirmed, "SubscriptionArn")).toBe(mailArn);
    expect(await listed(sns)).toEqual([mailArn, queueArn]);
    expect(await call(sns, "GetSubscriptionAttributes", pending)).toBe(attributes);
  });

  test("don't tell their ARN unless asked, and stay confirmed when asked for again", async () => {
    const sns = bench();
    expect(xmlText(await call(sns, "Subscribe", mail), "SubscriptionArn")).toBe(
      "pending confirmation",
    );
    await call(sns, "ConfirmSubscription", { TopicArn: topic, Token: mail.Endpoint });
    expect(xmlText(await call(sns, "Subscribe", mail), "SubscriptionArn")).toBe(mailArn);
    expect(await listed(sns)).toEqual([mailArn, queueArn]);
  });

  test("another reader's token confirms nothing", async () => {
    const sns = bench();
    await call(sns, "Subscribe", mail);
    await call(sns, "ConfirmSubscription", { TopicArn: topic, Token: "else@example.com" });
    await call(sns, "ConfirmSubscription", { TopicArn: `${topic}2`, Token: mail.Endpoint });
    expect(await listed(sns)).toEqual(["PendingConfirmation", queueArn]);
  });
});

describe("AWS Config's delivery channel", () => {
  test.each([
    [200, { lastStatus: "SUCCESS" }],
    [404, { lastStatus: "FAILURE", lastErrorCode: "NoSuchBucket" }],
  ])("delivers as its bucket is there (%i)", async (status, info) => {
    const asked: unknown[] = [];
    const config = gapsBench(({ headers, body }) => {
      asked.push([headers["x-amz-target"], JSON.parse(body.toString())]);
      return jsonAnswer({ DeliveryChannels: [{ name: "acme", s3BucketName: "archive" }] });
    });

    const answer = await config.ask(
      owner,
      {
        service: "config",
        method: "POST",
        headers: { "x-amz-target": "StarlingDoveService.DescribeDeliveryChannelStatus" },
        body: { DeliveryChannelNames: ["acme"] },
      },
      { s3: (method, target) => Promise.resolve({ ...jsonAnswer({ method, target }), status }) },
    );

    expect(asked).toEqual([
      ["StarlingDoveService.DescribeDeliveryChannels", { DeliveryChannelNames: ["acme"] }],
    ]);
    expect(bodyOf(answer)).toEqual({
      DeliveryChannelsStatus: [
        { name: "acme", configSnapshotDeliveryInfo: info, configHistoryDeliveryInfo: info },
      ],
    });
  });
});
