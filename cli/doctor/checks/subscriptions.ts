import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
  type Subscription,
} from "@aws-sdk/client-sns";
import { type Resource, textOf } from "../../../proof/model/resource";
import { applyAgain, type Check, type Examined } from "../check";
import { differences } from "../differences";
import { named } from "../expectation";
import { type Problem } from "../finding";

/** Whether everybody whom the configuration names hears of every alert. */
export const subscriptionsCheck: Check = {
  id: "subscriptions",
  type: "aws_sns_topic",
  subject: named("name"),
  examine: async (examined) => {
    const { sns } = examined.clients;
    const listed = await subscriptionsOf(sns, textOf(examined.resolved, "arn") ?? "");
    const ours = wanted(examined);
    const problems = ours.map((one) => problemsOf(sns, one, listed));
    return [...(await Promise.all(problems)).flat(), ...strangers(ours, listed)];
  },
};

async function subscriptionsOf(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const listed: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    listed.push(...(page.Subscriptions ?? []));
  }
  return listed;
}

const wanted = ({ estate, resolved: topic }: Examined): readonly Resource[] =>
  estate
    .resources("aws_sns_topic_subscription")
    .filter((one) => textOf(one, "topic_arn") === textOf(topic, "arn"));

const isOf =
  (subscription: Resource) =>
  ({ Protocol, Endpoint }: Subscription): boolean =>
    Protocol === textOf(subscription, "protocol") && Endpoint === textOf(subscription, "endpoint");

/** Whoever reads along learns what is wrong, and when nobody has noticed. */
const strangers = (ours: readonly Resource[], listed: readonly Subscription[]) =>
  listed
    .filter((found) => !ours.some((one) => isOf(one)(found)))
    .map(({ Protocol, Endpoint, SubscriptionArn }) => ({
      what: `${Endpoint} (${Protocol}) is subscribed, and the stack doesn't say so: it reads every alert`,
      remedy:
        `name it in auditAccount.subscriptions, or aws sns unsubscribe --subscription-arn ` +
        `${SubscriptionArn}, and find in the trail who subscribed it`,
    }));

async function problemsOf(
  client: SNSClient,
  subscription: Resource,
  listed: readonly Subscription[],
): Promise<readonly Problem[]> {
  const [protocol, endpoint] = [textOf(subscription, "protocol"), textOf(subscription, "endpoint")];
  const again = `terraform apply -replace='${subscription.address}' in the stack ${subscription.stack.name}`;
  const found = listed.find(isOf(subscription));
  const isByMail = protocol?.startsWith("email") === true;
  if (!found) {
    return [
      {
        what: `${endpoint} (${protocol}) isn't subscribed${isByMail ? "; AWS forgets what nobody confirms in time" : ""}`,
        remedy: `${again} ${isByMail ? "sends the invitation anew" : "subscribes it again"}`,
      },
    ];
  }
  const { SubscriptionArn } = found;
  if (SubscriptionArn !== "PendingConfirmation")
    return filterProblems(client, subscription, SubscriptionArn);
  return [
    {
      what: `${endpoint} (${protocol}) hasn't confirmed the subscription: it gets no alerts`,
      remedy: `its reader follows the link in AWS's invitation; when that is lost, ${again}`,
    },
  ];
}

/** A filter that somebody set holds alerts back without a word. */
async function filterProblems(
  client: SNSClient,
  subscription: Resource,
  SubscriptionArn: string | undefined,
): Promise<readonly Problem[]> {
  const asked = new GetSubscriptionAttributesCommand({ SubscriptionArn });
  const { Attributes = {} } = await client.send(asked);
  const filter = { FilterPolicy: parsed(subscription.value("filter_policy")) };
  const found = { FilterPolicy: parsed(Attributes.FilterPolicy) };
  return differences(filter, found).map(({ what }) => ({
    what: `of ${textOf(subscription, "endpoint")}: ${what}`,
    remedy: applyAgain(subscription.stack.name),
  }));
}

const parsed = (json: unknown): unknown =>
  typeof json === "string" && json !== "" ? JSON.parse(json) : undefined;
