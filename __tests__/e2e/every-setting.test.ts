import path from "node:path";
import { type Rehearsal } from "../../cli/rehearse/record";
import { loadConfig } from "../../config/load";
import { play } from "./play";

const MINUTES = 60_000;
const STACKS = ["audit", "workload-one", "workload-two", "workload-three"];

describe("a configuration with every setting changed, and a further region", () => {
  let record: Rehearsal;

  beforeAll(async () => {
    const config = loadConfig(path.join(__dirname, "every-setting.warden.config.ts"));
    // Taken down are the committed examples, one by invitation and one of an organization.
    record = await play(config, { whileStanding: () => Promise.resolve() });
  }, 15 * MINUTES);

  test("passes the rehearsal", () => {
    expect(record.timeline.filter(({ ok }) => !ok)).toEqual([]);
    expect(record.verdict).toBe("passed");
  });

  test("has a stack for each account and region", () => {
    const regional = STACKS.map((stack) => `${stack}-us-east-1`);
    expect(record.stacks.map(({ name }) => name).sort()).toEqual([...STACKS, ...regional].sort());
    expect(record.stacks.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("finds the second plan of every stack empty", () => {
    expect(record.plans).toHaveLength(2 * STACKS.length);
    expect(record.plans.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test("brings findings of both regions to the security team, each by its severity's topic", () => {
    const arrived = record.findings.filter(({ arrives }) => arrives);

    expect(new Set(arrived.map(({ region }) => region))).toEqual(
      new Set(["eu-west-1", "us-east-1"]),
    );
    for (const { severity, alerts } of arrived) {
      expect(alerts.map(({ topic }) => topic)).toEqual([`wxy-alerts-${severity.toLowerCase()}`]);
    }
  });
});
