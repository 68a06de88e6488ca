import {
  paginateListSubscriptionsByTopic,
  type SNSClient,
  type Subscription,
} from "@aws-sdk/client-sns";
import { arn } from "../../../config/names";
import { origin, type Resource, resourcesOf } from "../../../stacks/read-stack";
import { type Check, text } from "../check";
import { type Problem } from "../finding";

/** Whether everybody whom the configuration names hears of alerts. */
export const subscriptionsCheck: Check = {
  id: "subscriptions",
  type: "aws_sns_topic",
  subject: (topic) => text(topic, "name"),
  examine: async ({ resource: topic, place, clients: { sns } }) => {
    const listed = await subscriptionsOf(sns, arn("sns", place, text(topic, "name")));
    return wanted(topic).flatMap((subscription) => problemsOf(subscription, listed));
  },
};

async function subscriptionsOf(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const listed: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    listed.push(...(page.Subscriptions ?? []));
  }
  return listed;
}

const wanted = (topic: Resource): readonly Resource[] =>
  resourcesOf(topic.stack, "aws_sns_topic_subscription").filter(
    ({ stack, arguments: given }) =>
      origin(stack, given.topic_arn, "aws_sns_topic")?.address === topic.address,
  );

function problemsOf(subscription: Resource, listed: readonly Subscription[]): readonly Problem[] {
  const [protocol, endpoint] = [text(subscription, "protocol"), text(subscription, "endpoint")];
  const again = `terraform apply -replace='${subscription.address}' in the stack ${subscription.stack.name}`;
  const found = listed.find(
    ({ Protocol, Endpoint }) => Protocol === protocol && Endpoint === endpoint,
  );
  if (!found) {
    return [
      {
        what: `${endpoint} (${protocol}) isn't subscribed; AWS forgets what nobody confirms in time`,
        remedy: `${again} sends the invitation anew`,
      },
    ];
  }
  if (found.SubscriptionArn !== "PendingConfirmation") return [];
  return [
    {
      what: `${endpoint} (${protocol}) hasn't confirmed the subscription: it gets no alerts`,
      remedy: `its reader follows the link in AWS's invitation; when that is lost, ${again}`,
    },
  ];
}
