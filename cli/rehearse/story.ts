import { type Progress } from "../progress/progress";
import { type Actor, allowedUploader, intrudingRole, intrudingUser } from "./actor";
import { type Backstage, guardedOf } from "./backstage";
import { breakAndMend } from "./breakage";
import { checkUp } from "./check-up";
import { deliver, type Delivery, readWiring } from "./deliver";
import { applyAll, planAll } from "./deploy";
import { startDeployed } from "./deployed-function";
import { playFindings } from "./findings";
import { openInbox } from "./inbox";
import { playIntrusion } from "./intrusion";
import { objectState } from "./observe";
import { deliverAll, expectNoAlert, type Play } from "./play";
import { liftBlock } from "./lift";
import { sampleFindings } from "../../samples/sample-findings";
import { setTheScene } from "./scene";
import { applyStalePlan, saveStalePlan } from "./stale-plan";
import { isAccepted, upload } from "./upload";

/** `findings` leaves out the intrusions: what plays in every configuration alike is played once. */
export type Chapters = "all" | "findings";

/** Deployment, intrusions with plans in between, findings. */
export async function tellStory(
  backstage: Backstage,
  progress: Progress,
  chapters: Chapters,
): Promise<void> {
  const { step } = progress;
  await step("Set the scene", () => setTheScene(backstage));
  await step("Apply every stack, then plan it again", (say) => applyAll(backstage, say));

  const guarded = guardedOf(backstage.config);
  const deployed = await step("Start the deployed function", () =>
    startDeployed(backstage, guarded),
  );
  const inbox = await openInbox(backstage);
  try {
    const wiring = await readWiring(backstage, guarded);
    const play: Play = { ...backstage, guarded, wiring, deployed, inbox };
    if (chapters === "all") await playIncidents(play, progress);
    const samples = sampleFindings(backstage.config, guarded.workload);
    await step("Findings reach the security team", () => playFindings(play, samples));
    await step("The doctor looks at what is deployed", (say) => checkUp(play, say));
    if (chapters === "all")
      await step("Something breaks, and is found and mended", (say) => breakAndMend(play, say));
  } finally {
    await deployed.stop();
    await inbox.close();
  }
}

/** One intrusion, an allowed upload, another intrusion; plans in between. */
async function playIncidents(play: Play, { step }: Progress): Promise<void> {
  const { guarded } = play;
  const stale = await step("Save a plan for later", () => saveStalePlan(play));
  const first = await step("An intrusion", async () => {
    const events = await playIntrusion(play, await intrudingUser(play, guarded));
    await playAllowed(play, await allowedUploader(play, guarded));
    return events;
  });
  await step("Plan every stack", () => planAll(play, "after the incident"));
  await step("Another intrusion", async () => {
    await playIntrusion(play, await intrudingRole(play, guarded));
    await repeat(play, first);
  });
  await step("Apply the plan of before the intrusions", () => applyStalePlan(play, stale));
  await step("Plan every stack", () => planAll(play, "with two principals blocked"));
  await step("Lift a block", () => liftBlock(play));
}

async function playAllowed(play: Play, actor: Actor): Promise<void> {
  const { recorder, guarded } = play;
  const { s3 } = await play.operator(guarded.names.place.accountId);
  const target = { bucket: guarded.names.bucket, key: "invoices/nightly.csv" };
  const call = await upload(play, actor, target);
  recorder.check("The allowed uploader's upload goes through", {
    ok: isAccepted(call),
    expected: "accepted by S3",
    found: call.outcome.status === "accepted" ? "accepted by S3" : call.outcome.because,
  });
  await deliverAll(play, call);
  const { versions, readable } = await objectState(s3, target);
  recorder.check("The allowed object is untouched", {
    ok: readable && versions.length === 1,
    expected: "one version, readable",
    found: `${versions.length} version, ${readable ? "readable" : "not readable"}`,
  });
  await expectNoAlert(play, "An allowed upload raises no alert");
}

/** S3 and EventBridge deliver at least once: the same events again must change nothing. */
async function repeat(play: Play, deliveries: readonly Delivery[]): Promise<void> {
  play.recorder.note("The first upload's events are delivered again");
  for (const delivery of deliveries) {
    await deliver(play, play.deployed, { delivery, about: "the first upload, again" });
  }
  await expectNoAlert(play, "Events delivered twice raise no second alert");
}
