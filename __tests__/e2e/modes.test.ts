import { PutObjectCommand } from "@aws-sdk/client-s3";
import { blockedByLedger, versionsIn } from "../../bench/stage/observe";
import { eventsOf, openStage, put, type Stage } from "../../bench/stage/stage";
import { type GuardedWorkload } from "../../bench/stage/workload";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ motoCommand: ["moto_server"], accounts: 3 });
}, 60_000);

afterAll(async () => {
  await stage.stop();
});

/** Tells the deployed function by both triggers; `failure` is S3's answer to the call. */
async function tell(
  guarded: GuardedWorkload,
  call: Parameters<typeof eventsOf>[0],
  failure?: string,
): Promise<void> {
  const { notification, trail } = eventsOf(call, guarded);
  const fleet = await stage.deploy(guarded, { concurrency: 1 });
  if (failure === undefined) fleet.accept(notification);
  const detail = { ...trail.detail, ...(failure && { errorCode: failure }) };
  for (let index = 0; index < (failure ? 10 : 1); index++) fleet.accept({ ...trail, detail });
  await fleet.drained();
  expect(fleet.counts).toMatchObject({ deadLettered: 0, dropped: 0, retried: 0 });
}

const alertsOn = async ({ names }: GuardedWorkload) =>
  (await stage.audit.inbox.read())
    .map(({ document }) => document)
    .filter(({ bucket }) => bucket === names.bucket);

test("observe tells of an upload and changes nothing", async () => {
  const guarded = await stage.guard(0, "observe");
  const actor = await stage.intrudingUser(guarded, "mallory");
  const call = await put({ bucket: guarded.names.bucket, key: "a", actor });

  await tell(guarded, call);

  expect(await versionsIn(guarded)).toHaveLength(1);
  expect(await blockedByLedger(guarded)).toEqual(["bucket-warden:nobody"]);
  expect(await alertsOn(guarded)).toMatchObject([{ stage: "observed", severity: "MEDIUM" }]);
}, 60_000);

describe("prevent", () => {
  let guarded: GuardedWorkload;
  beforeAll(async () => {
    guarded = await stage.guard(1, "prevent");
  });

  test("lets an allowed uploader write", async () => {
    const actor = await stage.allowedUploader(guarded);
    await expect(put({ bucket: guarded.names.bucket, key: "ok", actor })).resolves.toBeDefined();
  });

  test("refuses everybody else beforehand, whatever IAM lets them do", async () => {
    const { clients } = await stage.intrudingUser(guarded, "eve");
    const upload = new PutObjectCommand({ Bucket: guarded.names.bucket, Key: "no", Body: "x" });
    await expect(clients.s3.send(upload)).rejects.toThrow("OnlyUploaders");
  });

  test("tells of the attempts at the threshold, and blocks nobody for them", async () => {
    const actor = await stage.intrudingUser(guarded, "trent");
    const by = { clients: guarded.operator as unknown as typeof actor.clients };
    const call = await put({ bucket: guarded.names.bucket, key: "tried", actor, by });

    await tell(guarded, call, "AccessDenied");

    expect(await alertsOn(guarded)).toMatchObject([{ kind: "denied-attempts", count: 10 }]);
    expect(await blockedByLedger(guarded)).toEqual(["bucket-warden:nobody"]);
  }, 60_000);

  test("is followed by the response to what slips through all the same", async () => {
    const actor = await stage.intrudingUser(guarded, "oscar");
    const by = { clients: guarded.operator as unknown as typeof actor.clients };
    const call = await put({ bucket: guarded.names.bucket, key: "slipped", actor, by });

    await tell(guarded, call);

    expect((await versionsIn(guarded)).map(({ key }) => key)).not.toContain("slipped");
    expect(await blockedByLedger(guarded)).toContain(actor.userId);
  }, 60_000);
});
