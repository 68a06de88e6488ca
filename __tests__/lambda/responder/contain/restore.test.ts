import { NOBODY } from "../../../../lambda/responder/contain/denylist";
import { type Cause, restore } from "../../../../lambda/responder/contain/restore";
import {
  FakeContainment,
  guarded,
  policyWith,
  statementOf,
  statementsOf,
} from "../fake-containment";
import { user } from "../fixtures";

const change: Cause = {
  eventId: "event-1",
  principal: user,
  time: "2026-01-01T12:00:00Z",
  call: "PutBucketPolicy",
};
const schedule: Cause = { eventId: "event-2", time: "2026-01-01T12:00:00Z", call: "schedule" };
const foreign = { Sid: "Foreign", Effect: "Allow", Principal: { AWS: ["b", "a"] }, Action: "s3:*" };

/** Two blocks of yesterday, and a policy that holds what it is given. */
function blocked(...statements: readonly unknown[]) {
  const fake = new FakeContainment();
  fake.addBlock("AIDAX", { blockedAt: "2025-12-31T12:00:00Z" });
  fake.addBlock("AROAY:*", { blockedAt: "2025-12-31T12:00:00Z" });
  fake.policies.push(policyWith(...statements));
  return fake;
}
const whole = statementOf("AIDAX", "AROAY:*", NOBODY);

test("blocks that another hand took out are put back, told, and all else stays as it was found", async () => {
  const fake = blocked(foreign, statementOf("AIDAX", NOBODY), { Sid: "New" });

  expect(await restore(guarded, change, fake.ports())).toEqual({
    id: "restoration#acme-production#event-1",
    lifted: ["AROAY:*"],
    cause: change,
  });
  expect(statementsOf(fake.policy)).toEqual([foreign, whole, { Sid: "New" }]);
});

test("a policy that was deleted gets the denylist back", async () => {
  const fake = blocked();
  fake.policies.push(undefined);

  const restoration = await restore(guarded, change, fake.ports());

  expect(restoration?.lifted).toEqual(["AIDAX", "AROAY:*"]);
  expect(statementsOf(fake.policy)).toEqual([whole]);
});

test("what is put back waits for nobody else to write it", async () => {
  const fake = blocked();

  await restore(guarded, change, fake.ports());

  expect(fake.calls.indexOf("writeBucketPolicy")).toBeLessThan(fake.calls.indexOf("pause"));
});

test("a change that lifts no block is nobody's business", async () => {
  const fake = blocked(foreign, whole);
  expect(await restore(guarded, change, fake.ports())).toBeUndefined();
  expect(fake.writes).toBe(0);
});

test.each([
  ["that blocks more than it should", statementOf("AIDAX", "AIDAZ", "AROAY:*", NOBODY)],
  ["without nobody", statementOf("AIDAX", "AROAY:*")],
  ["that denies more", { ...whole, Action: "s3:*" }],
])("a statement %s is rewritten without a word", async (_, statement) => {
  const fake = blocked(statement);
  expect(await restore(guarded, change, fake.ports())).toBeUndefined();
  expect(statementsOf(fake.policy)).toEqual([whole]);
});

test("a released block isn't put back", async () => {
  const fake = blocked(statementOf("AIDAX", NOBODY));
  fake.sets.userIds.delete("AROAY:*");
  expect(await restore(guarded, change, fake.ports())).toBeUndefined();
  expect(fake.writes).toBe(0);
});

test("a block that is released meanwhile isn't told as lifted", async () => {
  const fake = blocked(whole);
  const { readBucketPolicy, readDenylist } = fake.ports();
  const releaseAfter = async <T>(read: () => Promise<T>): Promise<T> => {
    const found = await read();
    fake.sets.userIds.delete("AROAY:*");
    fake.policies.push(policyWith(statementOf("AIDAX", NOBODY)));
    return found;
  };
  const ports = fake.ports({
    readBucketPolicy: async (bucket) => releaseAfter(() => readBucketPolicy(bucket)),
    readDenylist: async (bucket) => releaseAfter(() => readDenylist(bucket)),
  });
  expect(await restore(guarded, change, ports)).toBeUndefined();
});

test("what had been lifted is in the ledger before the policy is repaired", async () => {
  const fake = blocked();
  await restore(guarded, change, fake.ports());
  expect(fake.calls.indexOf("recordLifting")).toBeLessThan(fake.calls.indexOf("writeBucketPolicy"));
});

test("a repetition tells the same again, although everything is repaired by then", async () => {
  const fake = blocked(foreign);
  const first = await restore(guarded, change, fake.ports());

  expect(await restore(guarded, change, fake.ports())).toEqual(first);
  expect(await restore(guarded, { ...change, eventId: "event-3" }, fake.ports())).toBeUndefined();
  expect(fake.writes).toBe(1);
});

test("a repetition that finds half of it repaired tells all of it", async () => {
  const fake = blocked(foreign);
  const denied = async () => Promise.reject(new Error("AccessDenied"));
  const failing = fake.ports({ writeBucketPolicy: denied });
  await expect(restore(guarded, change, failing)).rejects.toThrow("AccessDenied");
  fake.policies.push(policyWith(statementOf("AIDAX", NOBODY)));

  const restoration = await restore(guarded, change, fake.ports());

  expect(restoration?.lifted).toEqual(["AIDAX", "AROAY:*"]);
});

describe("a block still on its way into the policy was not lifted:", () => {
  const young = (blockedAt: string) => {
    const fake = blocked(whole);
    fake.addBlock("AIDAZ", { blockedAt });
    return fake;
  };

  test.each([
    ["made after the change", change, "2026-01-01T12:00:01Z"],
    ["made less than a minute before the schedule", schedule, "2026-01-01T11:59:01Z"],
  ])("%s", async (_, cause, blockedAt) => {
    const fake = young(blockedAt);
    expect(await restore(guarded, cause, fake.ports())).toBeUndefined();
    expect(statementsOf(fake.policy)).toEqual([statementOf("AIDAX", "AIDAZ", "AROAY:*", NOBODY)]);
  });

  test.each([
    ["a second before the change", change, "2026-01-01T11:59:59Z"],
    ["a minute before the schedule", schedule, "2026-01-01T11:59:00Z"],
  ])("but one made %s was", async (_, cause, blockedAt) => {
    const restoration = await restore(guarded, cause, young(blockedAt).ports());
    expect(restoration?.lifted).toEqual(["AIDAZ"]);
  });
});

test("an entry without a record counts as old", async () => {
  const fake = blocked(whole);
  fake.sets.userIds.add("AIDAZ");
  const restoration = await restore(guarded, schedule, fake.ports());
  expect(restoration?.lifted).toEqual(["AIDAZ"]);
});

test("a policy that isn't JSON is left alone", async () => {
  const fake = blocked();
  fake.policies.push("{");
  await expect(restore(guarded, change, fake.ports())).rejects.toThrow(SyntaxError);
  expect(fake.writes).toBe(0);
});

test("who waits for room is let in as far as there is some, the oldest first", async () => {
  const fake = blocked(whole, { Sid: "x".repeat(20_480 - 1_024 - 1_200) });
  const waiting = Array.from(
    { length: 20 },
    (_, index) => `AIDA${String(index).padStart(17, "0")}`,
  );
  waiting.forEach((id, index) => {
    fake.addBlock(id, { blockedAt: `2025-01-${String(28 - index).padStart(2, "0")}T00:00:00Z` });
    fake.sets.userIds.delete(id);
    fake.sets.waiting.add(id);
  });

  await restore(guarded, schedule, fake.ports());

  const { userIds, waiting: left } = fake.denylist;
  const admitted = waiting.filter((id) => userIds.includes(id));
  expect(left.length).toBeGreaterThan(0);
  expect(admitted).toEqual(waiting.slice(-admitted.length));
  expect(admitted.length + left.length).toBe(20);
  expect(statementsOf(fake.policy)).toContainEqual(
    statementOf("AIDAX", "AROAY:*", NOBODY, ...admitted),
  );
  expect(fake.policy?.length).toBeLessThanOrEqual(20_480 - 1_024);
});
