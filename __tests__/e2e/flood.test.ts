import { flood } from "../../bench/flood/flood";
import { floodTable, type FloodReport } from "../../bench/flood/report";

const motoCommand = ["moto_server"];
const common = { motoCommand, principals: 1, concurrency: 4, recordsPerEvent: 1, trail: false };

async function play(changes: Partial<typeof common> & { uploads: number }): Promise<FloodReport> {
  const report = await flood({ ...common, ...changes });
  process.stdout.write(`${floodTable(report)}\n\n`);
  return report;
}

const mastered = (principals: number) => ({
  versionsLeft: { intruders: 0, allowed: 20, allowedExpected: 20 },
  blocks: { expected: principals, inPolicy: principals, inLedger: principals },
  events: { retried: 0, deadLettered: 0, dropped: 0 },
});

test("300 uploads of one principal: all removed, one block, few alerts", async () => {
  const report = await play({ uploads: 300 });

  expect(report).toMatchObject(mastered(1));
  expect(report.events.peakQueue).toBeGreaterThan(200);
  expect(report.alerts.duringFlood).toBeGreaterThan(0);
  expect(report.alerts.duringFlood).toBeLessThan(20);
}, 240_000);

test("40 principals at once, told by both triggers: each is blocked, alerts are folded", async () => {
  const report = await play({ uploads: 40, principals: 40, trail: true });

  expect(report).toMatchObject(mastered(40));
  expect(report.alerts.duringFlood).toBeGreaterThan(0);
  expect(report.alerts.duringFlood).toBeLessThan(80);
}, 240_000);

test("one event with many records: each record's version is removed", async () => {
  const report = await play({ uploads: 200, recordsPerEvent: 200 });

  expect(report).toMatchObject(mastered(1));
  expect(report.events).toMatchObject({ accepted: 1, peakQueue: 1 });
}, 240_000);
