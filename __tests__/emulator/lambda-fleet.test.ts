import { type FailureRecord } from "../../emulator/failure-record";
import { type Fleet, startFleet } from "../../emulator/lambda-fleet";
import { type LambdaProcess, type LambdaResult } from "../../emulator/lambda-runtime";

const fails: LambdaResult = { ok: false, errorType: "Error", errorMessage: "no" };
const works: LambdaResult = { ok: true, result: null };

type Invoke = LambdaProcess["invoke"];

function fleetOf(invoke: Invoke, changes: { concurrency?: number; sends?: () => void } = {}) {
  const failures: FailureRecord[] = [];
  let started = 0;
  const fleet = startFleet({
    functionArn: "arn:aws:lambda:us-east-1:222222222222:function:f",
    concurrency: changes.concurrency ?? 2,
    millisecondsPerSecond: 0.1,
    startEnvironment: () => {
      started += 1;
      return Promise.resolve({ invoke, kill: () => undefined, stop: () => Promise.resolve() });
    },
    onFailure: (record) => {
      changes.sends?.();
      failures.push(record);
      return Promise.resolve();
    },
  });
  return { fleet, failures, environments: () => started };
}

async function acceptAll(fleet: Fleet, events: readonly unknown[]): Promise<void> {
  for (const event of events) fleet.accept(event);
  await fleet.drained();
}

test("no more events are under way than there may be environments, and none is lost", async () => {
  let [busy, most] = [0, 0];
  const done: unknown[] = [];
  const { fleet, environments } = fleetOf(
    async (event) => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 2));
      busy -= 1;
      done.push(event);
      return works;
    },
    { concurrency: 3 },
  );

  await acceptAll(fleet, [...Array(20).keys()]);

  expect(most).toBe(3);
  expect(environments()).toBe(3);
  expect(done).toHaveLength(20);
  expect(fleet.counts).toMatchObject({ accepted: 20, succeeded: 20, peakQueue: 17 });
});

test("an event is tried three times, and then left at the failure destination", async () => {
  const { fleet, failures } = fleetOf(() => Promise.resolve(fails));

  await acceptAll(fleet, [{ n: 1 }]);

  expect(fleet.counts).toMatchObject({ succeeded: 0, retried: 2, deadLettered: 1, dropped: 0 });
  expect(failures).toMatchObject([
    {
      version: "1.0",
      requestContext: {
        functionArn: "arn:aws:lambda:us-east-1:222222222222:function:f:$LATEST",
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { n: 1 },
      responseContext: { functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "no" },
    },
  ]);
});

test("a retry comes one minute later by the function's clock, the next one two minutes after", async () => {
  const clocks: number[] = [];
  const { fleet } = fleetOf((_, clockAhead = 0) => {
    clocks.push(Math.round(clockAhead / 1_000));
    return Promise.resolve(fails);
  });

  fleet.accept({}, 300);
  await fleet.drained();

  expect(clocks).toEqual([300, 360, 480]);
});

test("an event that fails once is done at its second try", async () => {
  let tries = 0;
  const { fleet, failures } = fleetOf(() => Promise.resolve(++tries === 1 ? fails : works));

  await acceptAll(fleet, [{}]);

  expect(fleet.counts).toMatchObject({ succeeded: 1, retried: 1, deadLettered: 0 });
  expect(failures).toEqual([]);
});

test("an event that can't even be left at the destination counts as dropped", async () => {
  const { fleet } = fleetOf(() => Promise.resolve(fails), {
    sends: () => {
      throw new Error("refused");
    },
  });

  await acceptAll(fleet, [{}]);

  expect(fleet.counts).toMatchObject({ deadLettered: 0, dropped: 1 });
});
