import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { paginateListSubscriptionsByTopic, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { type Say } from "../progress/progress";
import { alertTopicArns, auditNames } from "../../config/names";
import { confirmAll, findsNothing, look, lostCanaries, shown } from "./check-up";
import { newAlerts, type Play } from "./play";

/** What fails in silence fails; the doctor says what, and what it says to do mends it. */
export async function breakAndMend(play: Play, say: Say): Promise<void> {
  const audit = auditNames(play.config);
  const clients = await play.operator(audit.place.accountId);
  const rule = `${play.config.prefix}-alert-canary-low`;
  await clients.events.send(new DisableRuleCommand({ Name: rule, EventBusName: audit.bus }));
  await dropTlsOnly(clients, audit.trailArchive);
  const reader = await unsubscribeOne(clients, alertTopicArns(audit));

  const { findings } = await look(play, say);
  const told = findings.map(shown);
  const wanted = [
    `audit subscriptions ${reader.topic}: ${reader.endpoint}`,
    `audit rule ${rule}: State is DISABLED, and ENABLED in the stack`,
    `audit bucket-policy ${audit.trailArchive}: its policy lacks the statement TlsOnly`,
  ];
  play.recorder.check("The doctor finds what was broken, and nothing else", {
    ok: told.length === wanted.length && wanted.every((start, at) => told[at]?.startsWith(start)),
    expected: wanted.join("\n"),
    found: findings.map((finding) => `${shown(finding)} → ${finding.remedy}`).join("\n"),
  });
  await canariesAreLost(play, say);
  // What the remedies say.
  await stackOf(play).terraform.apply(() => undefined);
  await confirmAll(play);
  await findsNothing(play, say);
}

function stackOf({ stacks }: Play) {
  const stack = stacks.find(({ name }) => name === "audit");
  if (!stack) throw new Error("there is no stack audit");
  return stack;
}

type Operator = Awaited<ReturnType<Play["operator"]>>;

async function dropTlsOnly({ s3 }: Operator, Bucket: string): Promise<void> {
  const { Policy = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const policy = JSON.parse(Policy) as { readonly Statement: readonly { readonly Sid: string }[] };
  const Statement = policy.Statement.filter(({ Sid }) => Sid !== "TlsOnly");
  await s3.send(
    new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ ...policy, Statement }) }),
  );
}

/** The first reader by e-mail of the first topic that has one. */
async function unsubscribeOne({ sns: client }: Operator, topics: readonly string[]) {
  for (const TopicArn of topics)
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client },
      { TopicArn },
    )) {
      const reader = Subscriptions.find(({ Protocol }) => Protocol?.startsWith("email"));
      if (!reader) continue;
      await client.send(new UnsubscribeCommand({ SubscriptionArn: reader.SubscriptionArn }));
      return { topic: TopicArn.split(":").at(-1) ?? "", endpoint: reader.Endpoint ?? "" };
    }
  throw new Error("the configuration names no reader by e-mail");
}

async function canariesAreLost(play: Play, say: Say): Promise<void> {
  const lost = await lostCanaries(play, say);
  const lowest = lost.filter(({ subject }) => subject === "LOW");
  play.recorder.check("No canary comes back over a rule that is off", {
    ok: lowest.length > 0 && lowest.length === lost.length,
    expected: "each of the severity LOW is told as lost",
    found: lost.map(shown).join("\n") || "all came back",
  });
  await newAlerts(play);
}
