import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { NOBODY } from "../../lambda/responder/contain/denylist";
import { isHomeOf, type RehearsedStack } from "./backstage";
import { deliver, deliveriesByRule } from "./deliver";
import { policyEvent, type PolicyCall } from "./events";
import { denylistOf } from "./observe";
import { expectNoAlert, newAlerts, type Play } from "./play";

/** Address of the production bucket's policy, up to the hash. */
const GUARDED_POLICY = "aws_s3_bucket_policy.Production_";

export interface StalePlan {
  readonly stack: RehearsedStack;
  readonly file: string;
}

const PLAN_FILE = "stale.tfplan";

/** A plan that writes the bucket policy, made while another hand had taken it away, nobody blocked. */
export async function saveStalePlan(play: Play): Promise<StalePlan> {
  const { workload } = play.guarded;
  const stack = play.stacks.find(isHomeOf(workload));
  if (!stack) throw new Error(`no stack of ${workload.name}`);
  const changes = await withoutPolicy(play, () => stack.terraform.plan({ file: PLAN_FILE }));
  play.recorder.check("A plan that mends the bucket policy is saved", {
    ok: changes.length === 1 && changes[0]?.address.startsWith(GUARDED_POLICY) === true,
    expected: `one change, of ${GUARDED_POLICY}…`,
    found: changes.map(({ address, action }) => `${action} ${address}`).join("; ") || "no change",
  });
  return { stack, file: PLAN_FILE };
}

/** The responder puts its own statement back, and no more; the rest is put back by hand at the end. */
async function withoutPolicy<T>(play: Play, work: () => Promise<T>): Promise<T> {
  const { place, bucket: Bucket } = play.guarded.names;
  const { s3 } = await play.operator(place.accountId);
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  try {
    await tellOfChange(play, "DeleteBucketPolicy");
    const { userIds } = await denylistOf(s3, Bucket);
    play.recorder.check("The responder puts the denylist into a bucket policy that was deleted", {
      ok: userIds.join() === NOBODY,
      expected: NOBODY,
      found: userIds.join(", ") || "no denylist",
    });
    await expectNoAlert(play, "A deletion that lifts no block raises no alert of the responder's");
    return await work();
  } finally {
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
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

  await tellOfChange(play, "PutBucketPolicy");
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
