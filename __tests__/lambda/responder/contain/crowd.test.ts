import { contain, type ContainPorts } from "../../../../lambda/responder/contain/contain";
import { NOBODY } from "../../../../lambda/responder/contain/denylist";
import { FakeContainment, guarded, statementOf, statementsOf } from "../fake-containment";

/** The slowest call; the fastest takes half of it. */
const CALL_MS = 40;
const ENVIRONMENTS = 32;
const PRINCIPALS = 200;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Numbers from 0.5 to 1 that look like chance, and are the same in each run. */
function chances() {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return 0.5 + state / 2 / 2_147_483_647;
  };
}

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Every call takes effect half way and is heard of at the end; a pause takes its time. */
function slow(fake: FakeContainment): ContainPorts {
  const chance = chances();
  const working = fake.ports({ pause: (milliseconds) => after(milliseconds * chance()) });
  const slowed = Object.entries(working).map(([name, port]: [string, unknown]) => {
    if (name === "timeLeft" || name === "pause" || name === "now") return [name, port];
    const call = async (...args: unknown[]) => {
      await after((CALL_MS / 2) * chance());
      const answer: unknown = await (port as (...args: unknown[]) => unknown)(...args);
      await after((CALL_MS / 2) * chance());
      return answer;
    };
    return [name, call];
  });
  return Object.fromEntries(slowed) as ContainPorts;
}

/** In no order, as ids are. */
const ids = Array.from(
  { length: PRINCIPALS },
  (_, index) => `AIDA${String((index * 7_919) % 10_007).padStart(5, "0")}`,
);

/** So many environments, each with the next principal as soon as it is done with one. */
async function blockAll(fake: FakeContainment) {
  const ports = slow(fake);
  const took: number[] = [];
  const waiting = [...ids];
  const work = async () => {
    for (let who = waiting.shift(); who !== undefined; who = waiting.shift()) {
      const at = new Date();
      const known = await ports.readDenylist("");
      const order = { userIds: [who], incident: "incident#1", who, at: at.toISOString(), known };
      expect(await contain(guarded, order, ports)).toHaveProperty("status", "blocked");
      took.push(Date.now() - at.getTime());
      // What else an upload takes: its record, its count, its alert.
      await after(5 * CALL_MS);
    }
  };
  const all = Promise.all(Array.from({ length: ENVIRONMENTS }, work));
  await jest.runAllTimersAsync();
  await all;
  return took.sort((one, other) => one - other);
}

test("of many principals blocked at the same time all are, soon, by a few writes for all of them", async () => {
  const fake = new FakeContainment();

  const took = await blockAll(fake);

  expect(statementsOf(fake.policy)).toEqual([statementOf(...ids, NOBODY)]);
  expect(fake.writes).toBeLessThan(PRINCIPALS / 6);
  expect(took[PRINCIPALS / 2]).toBeLessThan(10 * CALL_MS);
  expect(took.at(-1)).toBeLessThan(100 * CALL_MS);
});
