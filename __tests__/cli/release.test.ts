import { type Block } from "../../lambda/responder/contain/block";
import { NOBODY } from "../../lambda/responder/contain/denylist";
import { planRelease, type ReleasePlan, type Standing } from "../../cli/ledger/plan-release";
import { carryOut, isComplete, type ReleasePorts } from "../../cli/ledger/release";
import { releaseJson, releaseText } from "../../cli/ledger/release-text";
import {
  FakeContainment,
  guarded,
  policyWith,
  statementOf,
  statementsOf,
} from "../lambda/responder/fake-containment";

const release = {
  releasedAt: "2026-01-02T00:00:00.000Z",
  releasedBy: "arn:aws:iam::111111111111:user/admin",
  reason: "a mistake",
};

/** Ledger, policy and IAM in memory. */
class Fake extends FakeContainment {
  readonly attached = new Set<string>();

  standing(): Standing {
    return { denylist: this.denylist, blocks: [...this.blocks.values()] };
  }

  releasePorts(instead: Partial<ReleasePorts> = {}): ReleasePorts {
    return {
      ...this.ports(),
      markReleased: async (userId, facts) => {
        const block = this.blocks.get(userId);
        const made = { userId, blockedAt: facts.releasedAt, incident: "", who: userId };
        if (!block?.releasedAt) this.blocks.set(userId, { ...made, ...block, ...facts });
        return Promise.resolve();
      },
      detachQuarantine: async (identity) =>
        Promise.resolve(this.attached.delete(identity) ? "detached" : "not-attached"),
      ...instead,
    };
  }
}

/** Blocks in force everywhere, and quarantined where they say so. */
function blocked(blocks: Readonly<Record<string, Partial<Block>>>) {
  const fake = new Fake();
  for (const [userId, block] of Object.entries(blocks)) {
    fake.addBlock(userId, block);
    if (block.quarantined) fake.attached.add(block.quarantined);
  }
  fake.policies.push(policyWith(statementOf(...fake.denylist.userIds), { Sid: "Foreign" }));
  return fake;
}

function planOf(fake: Fake, userId: string): ReleasePlan {
  const plan = planRelease(userId, fake.standing());
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

const lift = async (fake: Fake, userId: string, ports = fake.releasePorts()) =>
  carryOut({ plan: planOf(fake, userId), guarded, release }, ports);
const summary = (steps: Awaited<ReturnType<typeof lift>>) =>
  steps.map(({ step, status }) => `${step} ${status}`);

const ALL_DONE = ["record done", "denylist done", "bucket-policy done", "quarantine done"];

test("a release reaches record, denylist, bucket policy and IAM, and leaves all else", async () => {
  const fake = blocked({ AIDAX: { quarantined: "user mallory" }, AIDAY: {} });

  expect(summary(await lift(fake, "AIDAX"))).toEqual(ALL_DONE);

  expect(fake.blocks.get("AIDAX")).toMatchObject(release);
  expect(fake.blocks.get("AIDAY")).not.toHaveProperty("releasedAt");
  expect(fake.denylist.userIds).toEqual([NOBODY, "AIDAY"]);
  expect(statementsOf(fake.policy)).toEqual([statementOf("AIDAY", NOBODY), { Sid: "Foreign" }]);
  expect([...fake.attached]).toEqual([]);
});

test("the record comes first, so that no later failure forgets who lifted the block", async () => {
  const fake = blocked({ AIDAX: {} });
  const denied = async () => Promise.reject(new Error("denied"));
  const steps = await lift(fake, "AIDAX", fake.releasePorts({ changeDenylist: denied }));
  expect(summary(steps)).toEqual(["record done", "denylist failed", "bucket-policy left"]);
  expect(fake.blocks.get("AIDAX")).toHaveProperty("reason", "a mistake");
});

test("a second release does nothing, and leaves the first one's record", async () => {
  const fake = blocked({ AIDAX: { quarantined: "user mallory" } });
  await lift(fake, "AIDAX");
  const later = { ...release, reason: "another reason" };

  const plan = planOf(fake, "AIDAX");
  const steps = await carryOut({ plan, guarded, release: later }, fake.releasePorts());

  expect(new Set(steps.map(({ status }) => status))).toEqual(new Set(["nothing-to-do"]));
  expect(fake.blocks.get("AIDAX")).toHaveProperty("reason", "a mistake");
  expect(releaseText({ bucket: "b", plan, release: later, steps })).toContain(
    'AIDAX on b: already released 2026-01-02T00:00:00.000Z by arn:aws:iam::111111111111:user/admin, because "a mistake"',
  );
});

test("Ctrl-C lets the step that it comes in end, leaves the others, and a second run finishes", async () => {
  const fake = blocked({ AIDAX: { quarantined: "user mallory" } });
  const controller = new AbortController();
  const ports = fake.releasePorts();
  const changeDenylist: ReleasePorts["changeDenylist"] = async (...change) => {
    controller.abort();
    return ports.changeDenylist(...change);
  };
  const said: string[] = [];
  const plan = planOf(fake, "AIDAX");

  const steps = await carryOut(
    { plan, guarded, release },
    { ...ports, changeDenylist },
    { signal: controller.signal, say: (text) => said.push(text) },
  );

  expect(summary(steps)).toEqual([
    ...["record done", "denylist done"],
    ...["bucket-policy left", "quarantine left"],
  ]);
  expect(said).toEqual(["record the release", "take the entry off the list"]);
  expect(fake.denylist.userIds).toEqual([NOBODY]);
  expect(isComplete(await lift(fake, "AIDAX"))).toBe(true);
  expect(fake.attached.size).toBe(0);
});

test.each(["markReleased", "changeDenylist", "writeBucketPolicy", "detachQuarantine"] as const)(
  "a failure of %s is told with what is left, and a second run finishes",
  async (port) => {
    const fake = blocked({ AIDAX: { quarantined: "user mallory" } });
    const failing = { [port]: async () => Promise.reject(new Error("no such luck")) };

    const steps = await lift(fake, "AIDAX", fake.releasePorts(failing));
    const plan = planOf(fake, "AIDAX");
    const text = releaseText({ bucket: "b", plan, release, steps });

    expect(isComplete(steps)).toBe(false);
    expect(text).toMatch(/FAILED .*: Error: no such luck/);
    expect(text).toContain("detach the quarantine policy from user mallory. Run the same command");
    expect(isComplete(await lift(fake, "AIDAX"))).toBe(true);
    expect(fake.denylist.userIds).toEqual([NOBODY]);
    expect(statementsOf(fake.policy)[0]).toEqual(statementOf(NOBODY));
    expect(fake.attached.size).toBe(0);
  },
);

test("a user or role that is gone, or lost the policy otherwise, is no trouble", async () => {
  const fake = blocked({ AIDAX: { quarantined: "user mallory" } });
  fake.attached.clear();
  const steps = await lift(fake, "AIDAX");
  expect(steps.at(-1)).toMatchObject({ step: "quarantine", status: "nothing-to-do" });
});

test.each(["resting", "waiting"] as const)(
  "an entry that is %s is released as well",
  async (set) => {
    const fake = blocked({ AIDAX: {} });
    fake.sets.userIds.delete("AIDAX");
    fake.sets[set].add("AIDAX");
    fake.policies.push(policyWith(statementOf(NOBODY)));

    expect(summary(await lift(fake, "AIDAX"))).toEqual([
      "record done",
      "denylist done",
      "bucket-policy nothing-to-do",
    ]);
    expect(fake.denylist[set]).toEqual([]);
  },
);

test("the room that is made goes to those who waited for it", async () => {
  const fake = blocked({ AIDAX: {} });
  fake.addBlock("AIDAW");
  fake.sets.userIds.delete("AIDAW");
  fake.sets.waiting.add("AIDAW");

  const steps = await lift(fake, "AIDAX");

  expect(steps[2]?.what).toBe("rewritten; in force now: AIDAW");
  expect(statementsOf(fake.policy)).toContainEqual(statementOf("AIDAW", NOBODY));
});

describe("a role", () => {
  const sessions = () =>
    blocked({
      "AROAY:*": { quarantined: "role reporting" },
      "AROAY:one": { quarantined: "role reporting" },
      "AROAZ:one": {},
    });

  test("is released with all of its sessions, on the list or not", async () => {
    const fake = sessions();
    fake.sets.userIds.delete("AROAY:one");

    expect(summary(await lift(fake, "AROAY:*"))).toEqual(ALL_DONE);

    expect(fake.blocks.get("AROAY:one")).toMatchObject(release);
    expect(fake.blocks.get("AROAZ:one")).not.toHaveProperty("releasedAt");
    expect(fake.attached.size).toBe(0);
  });

  test("stays quarantined while another entry wants it so", async () => {
    const fake = blocked({
      "AROAY:one": { quarantined: "role reporting" },
      "AROAY:two": { quarantined: "role reporting" },
    });

    const steps = await lift(fake, "AROAY:one");

    expect(steps.at(-1)?.what).toBe("role reporting stays quarantined: AROAY:two is blocked too");
    expect(isComplete(steps)).toBe(true);
    expect([...fake.attached]).toEqual(["role reporting"]);
    await lift(fake, "AROAY:two");
    expect(fake.attached.size).toBe(0);
  });
});

describe("refused is", () => {
  const refusalOf = (fake: Fake, userId: string) => {
    const plan = planRelease(userId, fake.standing());
    return "refused" in plan ? plan.refused : undefined;
  };

  test("a principal that was never blocked, with those who are", () => {
    expect(refusalOf(blocked({ AIDAX: {}, AIDAY: {} }), "AIDAZ")).toBe(
      "never blocked: AIDAZ. Blocked are: AIDAX, AIDAY",
    );
    expect(refusalOf(new Fake(), "AIDAZ")).toBe("never blocked: AIDAZ. Nobody is blocked.");
  });

  test("a list too long to read", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`AIDA${at}`, {}]));
    expect(refusalOf(blocked(many), "AIDAZ")).toMatch(/AIDA19 and 5 more$/);
  });

  test("a session whose role is blocked whole, naming the entry to release", () => {
    expect(refusalOf(blocked({ "AROAY:*": {}, "AROAY:one": {} }), "AROAY:one")).toBe(
      "AROAY:one is blocked by a wider entry: warden release --user-id 'AROAY:*'",
    );
  });

  test("nobody", () => {
    expect(refusalOf(blocked({}), NOBODY)).toContain("blocks nobody");
  });

  test("not an entry whose record is lost", async () => {
    const fake = blocked({});
    fake.sets.userIds.add("AIDAX");
    expect(isComplete(await lift(fake, "AIDAX"))).toBe(true);
    expect(fake.blocks.get("AIDAX")).toMatchObject(release);
  });
});

describe("as JSON", () => {
  test("a release says what was done, by whom and why", async () => {
    const fake = blocked({ AIDAX: {} });
    const plan = planOf(fake, "AIDAX");
    const steps = await lift(fake, "AIDAX");

    expect(JSON.parse(releaseJson({ bucket: "b", plan, release, steps }))).toEqual({
      bucket: "b",
      userId: "AIDAX",
      userIds: ["AIDAX"],
      alreadyReleased: false,
      ...release,
      complete: true,
      steps,
    });
  });

  test("a repetition says who had released it", async () => {
    const fake = blocked({ AIDAX: {} });
    await lift(fake, "AIDAX");
    const plan = planOf(fake, "AIDAX");
    const later = { ...release, releasedBy: "somebody else" };

    expect(JSON.parse(releaseJson({ bucket: "b", plan, release: later, steps: [] }))).toMatchObject(
      {
        alreadyReleased: true,
        ...release,
      },
    );
  });
});
