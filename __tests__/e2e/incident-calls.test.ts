import { playIncident, SCENES } from "../../bench/faults/incident";
import { openStage, type Stage } from "../../bench/stage/stage";
import { type GuardedWorkload } from "../../bench/stage/workload";
import { EMPTY_SWEEP, INCIDENTS } from "../../cost/responder-calls";

const calls: string[] = [];
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({
    motoCommand: ["moto_server"],
    accounts: SCENES.length + 1,
    onCall: ({ call, principal }) => {
      if (principal.includes(":assumed-role/stage-responder/")) calls.push(call);
    },
  });
});
afterAll(() => stage.stop());
beforeEach(() => {
  calls.length = 0;
});

/** Security Hub's call is known to the emulator by its route. */
const NAMES: Readonly<Record<string, string>> = {
  "securityhub POST /findings/import": "securityhub:BatchImportFindings",
};

function counted(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    const name = NAMES[call] ?? call;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const scheduled = ({ names: { place } }: GuardedWorkload) => ({
  ...{ version: "0", id: "89d1a02d-5ec7-412e-82f5-13505f849b41", detail: {} },
  ...{ "detail-type": "Scheduled Event", source: "aws.events", account: place.accountId },
  ...{ time: new Date().toISOString(), region: place.region },
  resources: [`arn:aws:events:${place.region}:${place.accountId}:rule/stage-schedule`],
});

describe("the deployed function makes the calls that docs/cost.md charges", () => {
  test.each(SCENES.map((scene, account) => [scene, account] as const))(
    "for %s",
    async (scene, account) => {
      await playIncident(stage, account, { scene });

      expect(counted()).toEqual(Object.values(INCIDENTS)[account]);
    },
  );

  test("when its schedule finds nothing to do", async () => {
    const guarded = await stage.guard(SCENES.length);
    const fleet = await stage.deploy(guarded, { concurrency: 1 });

    fleet.accept(scheduled(guarded), 0);
    await fleet.drained();
    await fleet.stop();

    expect(counted()).toEqual(EMPTY_SWEEP);
  });
});
