import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { NOBODY } from "../../lambda/responder/contain/denylist";
import { type RehearsedStack } from "./backstage";
import { deliver, deliveriesByRule } from "./deliver";
import { policyEvent, type PolicyCall } from "./events";
import { denylistOf } from "./observe";
import { newAlerts, type Play } from "./play";

export interface StalePlan {
  readonly stack: RehearsedStack;
  readonly file: string;
}

/** A plan that writes the bucket policy anew, made while nobody was blocked. */
export async function saveStalePlan(play: Play): Promise<StalePlan> {
  const { accountId } = play.guarded.names.place;
  const stack = play.stacks.find((each) => each.accountId === accountId);
  if (!stack) throw new Error(`no stack of account ${accountId}`);
  const addresses = await stack.terraform.resources();
  const address = addresses.find((each) => each.startsWith("aws_s3_bucket_policy.Production_"));
  if (address === undefined) throw new Error(`${stack.name} has no policy of the guarded bucket`);
  const file = await stack.terraform.saveReplacement(address);
  play.recorder.note("A plan that rewrites the bucket policy is saved", address);
  return { stack, file };
}

/** Applied now, it writes the list of then: whoever was blocked since is let in again. */
export async function applyStalePlan(play: Play, { stack, file }: StalePlan): Promise<void> {
  const { recorder, guarded } = play;
  const { names } = guarded;
  const { s3 } = await play.operator(names.place.accountId);
  const before = await denylistOf(s3, names.bucket);
  await stack.terraform.applySaved(file);
  const lifted = await denylistOf(s3, names.bucket);
  recorder.check("The saved plan writes the denylist of before the intrusions", {
    ok: lifted.userIds.join() === NOBODY && before.userIds.length > 1,
    expected: NOBODY,
    found: lifted.userIds.join(", ") || "no denylist",
  });

  for (const eventName of ["DeleteBucketPolicy", "PutBucketPolicy"] as const) {
    await tellOfChange(play, eventName);
  }
  const after = await denylistOf(s3, names.bucket);
  recorder.check("The responder puts every block back", {
    ok: after.userIds.join() === before.userIds.join(),
    expected: before.userIds.join(", "),
    found: after.userIds.join(", ") || "no denylist",
  });
  const alerts = await newAlerts(play);
  recorder.check("The security team is told whose blocks had been lifted, and by whom", {
    ok: alerts.length === 1 && alerts[0]?.severity === "CRITICAL",
    expected: "one alert, CRITICAL",
    found: alerts.map(({ severity, subject }) => `${severity}: "${subject}"`).join(", ") || "none",
  });
  const [alert] = alerts;
  if (alert) recorder.note("The alert reads", alert.text.trimEnd());
}

async function tellOfChange(play: Play, eventName: PolicyCall["eventName"]): Promise<void> {
  const { place, deploymentRoleArn, bucket } = play.guarded.names;
  const clients = await play.operator(place.accountId);
  const identity = await clients.sts.send(new GetCallerIdentityCommand());
  const { Arn: callerArn = "", UserId: userId = "" } = identity;
  const actor = { arn: deploymentRoleArn, callerArn, userId, clients };
  const event = policyEvent({ actor, eventName, bucket, at: new Date() }, place);
  const deliveries = deliveriesByRule(event, play.wiring, play.guarded);
  play.recorder.check(`A rule tells the function of ${eventName}`, {
    ok: deliveries.length === 1,
    expected: "one rule",
    found: deliveries.map(({ by }) => by).join(", ") || "none",
  });
  for (const delivery of deliveries) {
    await deliver(play, play.deployed, { delivery, about: eventName });
  }
}
