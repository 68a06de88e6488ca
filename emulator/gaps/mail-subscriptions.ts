import { type Answer, textAnswer } from "../answer";
import { text } from "../request";
import { escapeXml, xmlText } from "../xml";
import { type Call, type Gap, gapsOf } from "./gap";

interface Waiting {
  readonly topicArn: string;
  readonly endpoint: string;
}

const PENDING = "PendingConfirmation";

/**
 * Subscriptions by e-mail wait for their reader, as on AWS; moto confirms all at once. No mail is
 * sent here, so the reader's token is the address itself.
 */
export function mailSubscriptionGaps(): readonly Gap[] {
  const known = new Set<string>();
  const waiting = new Map<string, Waiting>();

  const subscribe = async (call: Call): Promise<Answer> => {
    const { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn } = call.request.parameters;
    const answer = await call.forward();
    const arn = xmlText(answer.body.toString(), "SubscriptionArn");
    if (!text(Protocol)?.startsWith("email") || arn === undefined) return answer;
    if (!known.has(arn))
      waiting.set(arn, { topicArn: String(TopicArn), endpoint: String(Endpoint) });
    known.add(arn);
    const isTold = ReturnSubscriptionArn === "true" || !waiting.has(arn);
    return isTold ? answer : rewritten(answer, (xml) => xml.replace(arn, "pending confirmation"));
  };

  const confirm = (call: Call): Answer | Promise<Answer> => {
    const { TopicArn, Token } = call.request.parameters;
    for (const [arn, { topicArn, endpoint }] of waiting) {
      if (topicArn !== TopicArn || endpoint !== Token) continue;
      waiting.delete(arn);
      return textAnswer("text/xml", confirmed(arn));
    }
    return call.forward();
  };

  const list = async (call: Call): Promise<Answer> =>
    rewritten(await call.forward(), (xml) =>
      [...waiting.keys()].reduce((all, arn) => all.replaceAll(element(arn), element(PENDING)), xml),
    );

  const attributes = async (call: Call): Promise<Answer> => {
    const answer = await call.forward();
    if (!waiting.has(text(call.request.parameters.SubscriptionArn) ?? "")) return answer;
    return rewritten(answer, (xml) =>
      xml.replace(/(<key>PendingConfirmation<\/key>\s*<value>)false/, "$1true"),
    );
  };

  return gapsOf("sns", {
    Subscribe: subscribe,
    ConfirmSubscription: confirm,
    GetSubscriptionAttributes: attributes,
    ListSubscriptions: list,
    ListSubscriptionsByTopic: list,
  });
}

const element = (arn: string): string => `<SubscriptionArn>${escapeXml(arn)}</SubscriptionArn>`;

const confirmed = (arn: string): string =>
  `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult>${element(arn)}</ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`;

const rewritten = (answer: Answer, change: (xml: string) => string): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name !== "content-length"),
  ),
  body: Buffer.from(change(answer.body.toString())),
});
