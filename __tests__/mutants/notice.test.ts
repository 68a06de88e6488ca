import { mutantsOf } from "../../mutants/mutators";
import { Noticer } from "../../mutants/notice";
import { outcomeOf, type Tried } from "../../mutants/outcome";
import { mutantsFor, sampled } from "../../mutants/select";
import { committed } from "../support/proof";

const { config, stacks } = committed("invitation");
const payments = stacks.filter(({ name }) => name === "workload-payments");
const noticer = new Noticer(config, stacks);

const named = (id: string) => {
  const found = payments.flatMap(mutantsOf).find((mutant) => mutant.id.includes(id));
  if (!found) throw new Error(`no mutant ${id}`);
  return found;
};

test("of a sample of mutants, none survives without a reason", async () => {
  const tried: Tried[] = [];
  for (const mutant of sampled(payments.flatMap(mutantsOf), 20, "quick")) {
    tried.push({ mutant, notice: await noticer.notice(mutant) });
  }
  expect(outcomeOf(tried).survivors.map(({ id }) => id)).toEqual([]);
});

test("a mutant is told by what doesn't hold any more", async () => {
  const removed = named(
    "aws_s3_bucket_notification.Response_Triggers_Notification_90D0B134 removed",
  );
  expect(await noticer.notice(removed)).toMatchObject({ noticed: true });
});

test("a mutant of a text for people is not", async () => {
  expect(await noticer.notice(named("description altered"))).toEqual({ noticed: false });
});

test("a workload is spoiled only where it differs from an earlier one", () => {
  const chosen = new Set(mutantsFor(config, stacks).map(({ id }) => id));
  const idsOf = (name: string, address: string) =>
    stacks
      .filter((stack) => stack.name === name)
      .flatMap(mutantsOf)
      .filter((mutant) => mutant.address.startsWith(address))
      .map(({ id }) => id);
  const isTried = (id: string) => chosen.has(id);

  expect(idsOf("workload-payments", "aws_sqs_queue.").every(isTried)).toBe(true);
  expect(idsOf("workload-claims", "aws_sqs_queue.").some(isTried)).toBe(false);
  expect(idsOf("workload-claims", "aws_macie2_classification_job.").every(isTried)).toBe(true);
});

test("a sample is the same for a seed, however many others come and go", () => {
  const all = payments.flatMap(mutantsOf);
  const some = sampled(all, 50, "s").map(({ id }) => id);
  const left = all.filter(({ id }) => id !== some[0]);
  expect(sampled([...left].reverse(), 49, "s").map(({ id }) => id)).toEqual(some.slice(1));
  expect(sampled(all, 50, "t").map(({ id }) => id)).not.toEqual(some);
});
