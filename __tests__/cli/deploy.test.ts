import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Backstage } from "../../cli/rehearse/backstage";
import { applyAll, CHANGES } from "../../cli/rehearse/deploy";
import { startRecorder } from "../../cli/rehearse/recorder";

const folder = mkdtempSync(path.join(tmpdir(), "warden-deploy-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Terraform that only says when it was called; each apply takes a while. */
function bench(stacks: readonly { name: string; wave: number }[], made = ["aws_sns_topic.One"]) {
  const calls: string[] = [];
  const rehearsed = stacks.map(({ name, wave }) => {
    const directory = path.join(folder, name);
    mkdirSync(directory, { recursive: true });
    const json = { resource: { aws_sns_topic: { One: {} } }, data: { aws_kms_key: { Two: {} } } };
    writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(json));
    const call = async (what: string) => {
      calls.push(`${what} ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      calls.push(`${what} ${name} ended`);
    };
    const terraform = {
      apply: () => call("apply"),
      plan: () => call("plan").then(() => []),
      resources: () => Promise.resolve(made),
    };
    return { name, wave, directory, terraform, kind: "workload", region: "r", accountId: "a" };
  });
  const recorder = startRecorder({
    config: "",
    now: () => new Date(),
    onEntry: () => undefined,
  });
  const backstage = { stacks: rehearsed, recorder } as unknown as Backstage;
  return { calls, recorder, apply: () => applyAll(backstage, () => undefined) };
}

const THREE_WAVES = [
  { name: "a", wave: 1 },
  { name: "c1", wave: 3 },
  { name: "c2", wave: 3 },
  { name: "b1", wave: 2 },
  { name: "b2", wave: 2 },
];

test("a wave begins when all of the one before it is applied, its own stacks side by side", async () => {
  const { calls, apply } = bench(THREE_WAVES);
  await apply();

  const at = (call: string) => calls.indexOf(call);
  expect(at("apply a ended")).toBeLessThan(Math.min(at("apply b1"), at("apply b2")));
  expect(at("apply b2")).toBeLessThan(at("apply b1 ended"));
  expect(Math.max(at("apply b1 ended"), at("apply b2 ended"))).toBeLessThan(at("apply c1"));
});

test("no more stacks are applied at a time than there is memory for", async () => {
  const wave = Array.from({ length: CHANGES + 2 }, (_, index) => ({ name: `s${index}`, wave: 1 }));
  const { calls, apply } = bench(wave);
  await apply();

  let [running, most] = [0, 0];
  for (const call of calls.filter((one) => one.startsWith("apply"))) {
    running += call.endsWith("ended") ? -1 : 1;
    most = Math.max(most, running);
  }
  expect(most).toBe(CHANGES);
});

test("every stack is planned once, and not before the last wave", async () => {
  const { calls, apply, recorder } = bench(THREE_WAVES);
  await apply();

  const plans = recorder.record.plans.map(({ stack, when }) => `${stack} ${when}`).sort();
  expect(plans).toEqual(["a", "b1", "b2", "c1", "c2"].map((name) => `${name} after apply`));
  const first = calls.findIndex((call) => call.startsWith("plan"));
  expect(first).toBeGreaterThan(calls.indexOf("apply b1 ended"));
  expect(first).toBeGreaterThan(calls.indexOf("apply b2 ended"));
});

test("a stack of which something isn't in the state fails the rehearsal, and its name is kept", async () => {
  const { apply, recorder } = bench([{ name: "a", wave: 1 }], []);
  await apply();

  expect(recorder.record.stacks).toMatchObject([{ name: "a", missing: ["aws_sns_topic.One"] }]);
  expect(recorder.record.timeline[0]).toMatchObject({ title: "a is applied", ok: false });
});
