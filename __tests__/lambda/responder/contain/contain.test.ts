import fc from "fast-check";
import {
  type BlockOrder,
  contain,
  type ContainPorts,
} from "../../../../lambda/responder/contain/contain";
import { NOBODY } from "../../../../lambda/responder/contain/denylist";
import {
  FakeContainment,
  guarded,
  policyWith,
  statementOf,
  statementsOf,
} from "../fake-containment";
import { BUCKET } from "../fixtures";

const AT = "2026-01-01T12:00:10.000Z";
const order = (...userIds: readonly string[]): BlockOrder => ({
  userIds,
  incident: "incident#1",
  who: "arn:aws:iam::111111111111:user/mallory",
  at: AT,
});
const block = (ports: ContainPorts, ...userIds: readonly string[]) =>
  contain(guarded, order(...userIds), ports);

const expectDenied = (fake: FakeContainment, ...userIds: readonly string[]) => {
  expect(statementsOf(fake.policy)).toContainEqual(statementOf(...userIds, NOBODY));
  expect(fake.denylist.userIds.toSorted()).toEqual([...userIds, NOBODY].toSorted());
};

describe("a block", () => {
  test("is in the ledger and in the bucket policy, and nobody stays on the list", async () => {
    const fake = new FakeContainment();

    expect(await block(fake.ports(), "AIDAX")).toEqual({ status: "blocked", userId: "AIDAX" });

    expectDenied(fake, "AIDAX");
    expect(fake.blocks.get("AIDAX")).toEqual({
      userId: "AIDAX",
      blockedAt: AT,
      incident: "incident#1",
      who: "arn:aws:iam::111111111111:user/mallory",
    });
  });

  test("is recorded before it is on the list, where nobody could explain it otherwise", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    expect(fake.calls.indexOf("recordBlock")).toBeLessThan(fake.calls.indexOf("changeDenylist"));
  });

  test("on a list that was lost has nobody beside it, or its release would leave no list", async () => {
    const fake = new FakeContainment();
    fake.sets.userIds.clear();
    await block(fake.ports(), "AIDAX");
    expectDenied(fake, "AIDAX");
  });

  test("that another invocation has just made is not made twice", async () => {
    const fake = new FakeContainment();
    const known = fake.denylist;
    await block(fake.ports(), "AIDAX");

    expect(await contain(guarded, { ...order("AIDAX"), known }, fake.ports())).toHaveProperty(
      "status",
      "already-blocked",
    );
    expect(fake.writes).toBe(1);
  });

  test("made again writes nothing, and tells since when it holds", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    fake.calls.length = 0;
    const blocks = [...fake.blocks.values()];

    expect(await contain(guarded, { ...order("AIDAX"), blocks }, fake.ports())).toEqual({
      status: "already-blocked",
      userId: "AIDAX",
      since: AT,
    });
    expect(fake.calls).toEqual(["readDenylist", "readDenylist", "readBucketPolicy"]);
  });

  test("needs no reading of a list that is known already", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAX");
    fake.policies.push(policyWith(statementOf("AIDAX", NOBODY)));

    await contain(guarded, { ...order("AIDAX"), known: fake.denylist }, fake.ports());

    expect(fake.calls).toEqual(["readBucketPolicy"]);
  });

  test("that the policy doesn't say any more is put back by a list that was read anew", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAX");
    fake.policies.push(policyWith(statementOf(NOBODY)));

    const contained = await contain(
      guarded,
      { ...order("AIDAX"), known: fake.denylist },
      fake.ports(),
    );

    expect(contained).toMatchObject({ status: "blocked" });
    expect(fake.calls).toContain("readDenylist");
    expectDenied(fake, "AIDAX");
  });

  test("of one never lets another go", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    await block(fake.ports(), "AROAY:*");
    expectDenied(fake, "AIDAX", "AROAY:*");
  });

  test("of several entries makes them all in one update", async () => {
    const fake = new FakeContainment();

    expect(await block(fake.ports(), "111111111111:mallory", "AIDAX")).toEqual({
      status: "blocked",
      userId: "111111111111:mallory AIDAX",
    });
    expectDenied(fake, "111111111111:mallory", "AIDAX");
    expect(fake.calls.filter((call) => call === "changeDenylist")).toHaveLength(1);
    expect(fake.writes).toBe(1);
  });

  test("that somebody took out of the policy is put back", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    fake.policies.push(undefined);

    expect(await block(fake.ports(), "AIDAX")).toHaveProperty("status", "blocked");
    expectDenied(fake, "AIDAX");
  });

  test("after a release starts anew", async () => {
    const fake = new FakeContainment();
    fake.blocks.set("AIDAX", {
      userId: "AIDAX",
      blockedAt: "2025-01-01T00:00:00Z",
      incident: "incident#0",
      who: "AIDAX",
      quarantined: "user mallory",
      releasedAt: "2025-02-01T00:00:00Z",
    });

    await block(fake.ports(), "AIDAX");

    expect(fake.blocks.get("AIDAX")).toHaveProperty("blockedAt", AT);
    expect(fake.blocks.get("AIDAX")).not.toHaveProperty("releasedAt");
    expect(fake.blocks.get("AIDAX")).not.toHaveProperty("quarantined");
  });

  test("that is lifted while it is made is told as released, not as made", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAX");
    const known = fake.denylist;
    fake.sets.userIds.delete("AIDAX");

    expect(await contain(guarded, { ...order("AIDAX"), known }, fake.ports())).toHaveProperty(
      "status",
      "released",
    );
    expectDenied(fake);
  });
});

describe("beside another invocation", () => {
  test("a block that the other is making is told as made, not as released", async () => {
    const fake = new FakeContainment();
    const known = fake.denylist;
    fake.addBlock("AIDAX");
    fake.policies.push(policyWith(statementOf(NOBODY)));

    const contained = await contain(guarded, { ...order("AIDAX"), known }, fake.ports());

    expect(contained).toHaveProperty("status", "blocked");
    expectDenied(fake, "AIDAX");
  });

  test("the entry that comes first is written at once, with the other's", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAY");

    await block(fake.ports(), "AIDAX");

    expectDenied(fake, "AIDAX", "AIDAY");
    expect(fake.calls.indexOf("writeBucketPolicy")).toBeLessThan(fake.calls.indexOf("pause"));
  });

  test("the entry that comes later is left to the other to write", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAA");
    const ports = fake.ports({
      pause: async () => {
        fake.policies.push(policyWith(statementOf("AIDAA", "AIDAX", NOBODY)));
        return Promise.resolve();
      },
    });

    expect(await block(ports, "AIDAX")).toHaveProperty("status", "blocked");
    expect(fake.writes).toBe(0);
  });

  test("that died on the way the entry is written after three looks in vain", async () => {
    const fake = new FakeContainment();
    fake.addBlock("AIDAA");

    await block(fake.ports(), "AIDAX");

    expectDenied(fake, "AIDAA", "AIDAX");
    const untilWritten = fake.calls.slice(0, fake.calls.indexOf("writeBucketPolicy"));
    expect(untilWritten.filter((call) => call === "pause")).toHaveLength(3);
  });

  test("a blocked principal's next upload leaves the other's entry to the other", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    fake.addBlock("AIDAA");

    expect(
      await contain(guarded, { ...order("AIDAX"), known: fake.denylist }, fake.ports()),
    ).toHaveProperty("status", "already-blocked");
    expect(fake.writes).toBe(1);
  });

  test("an entry is waited for that the policy doesn't deny yet, whatever else it denies", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AIDAX");
    fake.policies.push(policyWith({ ...statementOf("AIDAX", NOBODY), Action: ["s3:PutObject"] }));

    expect(await block(fake.ports(), "AIDAX")).toHaveProperty("status", "blocked");
    expectDenied(fake, "AIDAX");
  });
});

describe("a role blocked whole", () => {
  test("needs no entry for a session of it", async () => {
    const fake = new FakeContainment();
    await block(fake.ports(), "AROAY:*");

    expect(await block(fake.ports(), "AROAY:made-up-name")).toHaveProperty(
      "status",
      "already-blocked",
    );
    expectDenied(fake, "AROAY:*");
  });

  test("takes the entries of its sessions off the list, not their records", async () => {
    const fake = new FakeContainment();
    for (const id of ["AROAY:one", "AROAY:two", "AROAZ:one", "AIDAX"]) fake.addBlock(id);

    await block(fake.ports(), "AROAY:*");

    expectDenied(fake, "AIDAX", "AROAY:*", "AROAZ:one");
    expect(fake.blocks.has("AROAY:one")).toBe(true);
  });

  test("comes without its session when both are ordered", async () => {
    const fake = new FakeContainment();
    expect(await block(fake.ports(), "AROAY:*", "AROAY:one")).toHaveProperty("status", "blocked");
    expectDenied(fake, "AROAY:*");
  });
});

describe("the bucket policy", () => {
  test("is written again after a conflict, and after pauses that grow", async () => {
    const fake = new FakeContainment();
    const { writeBucketPolicy } = fake.ports();
    const ports = fake.ports({
      writeBucketPolicy: async (bucket, policy) =>
        fake.pauses.length < 7 ? Promise.resolve("conflict") : writeBucketPolicy(bucket, policy),
    });

    expect(await block(ports, "AIDAX")).toHaveProperty("status", "blocked");
    expect(fake.pauses).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000]);
  });

  test("that never comes to say what the ledger says is a failure, not an endless loop", async () => {
    const fake = new FakeContainment();
    const ports = fake.ports({ readBucketPolicy: async () => Promise.resolve(undefined) });

    await expect(block(ports, "AIDAX")).rejects.toThrow("still differs from the ledger after 40");
  });

  test("is given up when the time left is not enough for another round", async () => {
    const fake = new FakeContainment();
    const ports = fake.ports({
      readBucketPolicy: async () => Promise.resolve(undefined),
      timeLeft: () => 2_000 - fake.pauses.reduce((sum, pause) => sum + pause, 0),
    });

    await expect(block(ports, "AIDAX")).rejects.toThrow("after 5 attempts");
    expect(fake.pauses).toEqual([50, 100, 200, 400]);
  });

  test("that an older answer of S3 makes look right is written again", async () => {
    const fake = new FakeContainment();
    const right = policyWith(statementOf("AIDAX", "AIDAY", NOBODY));
    const { readBucketPolicy, writeBucketPolicy } = fake.ports();
    // While this block's list is on its way, another block is made and written; then this one's
    // older list lands on top, and S3 answers once with the policy in between.
    const ports = fake.ports({
      writeBucketPolicy: async (bucket, policy) => {
        fake.addBlock("AIDAY");
        return writeBucketPolicy(bucket, policy);
      },
      readBucketPolicy: async (bucket) =>
        fake.pauses.length === 1 ? right : readBucketPolicy(bucket),
    });

    await block(ports, "AIDAX");

    expectDenied(fake, "AIDAX", "AIDAY");
    expect(fake.policies).toHaveLength(3);
  });

  test("that isn't JSON is never overwritten with a guess", async () => {
    const fake = new FakeContainment();
    fake.policies.push("no JSON");
    await expect(block(fake.ports(), "AIDAX")).rejects.toThrow(SyntaxError);
    expect(fake.writes).toBe(0);
  });
});

/** A policy of another hand that leaves so many bytes for the denylist's entries. */
function policyLeaving(bytes: number): string {
  const empty = policyWith({ Sid: "Foreign", Note: "" }, statementOf(NOBODY)).length;
  return policyWith({ Sid: "Foreign", Note: "x".repeat(20_480 - empty - bytes) });
}

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `AIDA${String(index).padStart(17, "0")}`);
/** In quotes, with a comma. */
const ENTRY = 24;

describe("a full bucket policy", () => {
  /** A hundred blocks, the oldest first, and room for `more` beyond them. */
  function crowd(more: number, blockOf: (index: number) => { quarantined?: string }) {
    const fake = new FakeContainment();
    ids(100).forEach((id, index) => {
      const blockedAt = new Date(Date.UTC(2025, 0, 1, 0, index)).toISOString();
      fake.addBlock(id, { blockedAt, ...blockOf(index) });
    });
    fake.policies.push(policyLeaving((100 + more) * ENTRY));
    return fake;
  }

  test("of exactly the limit is written", async () => {
    const fake = crowd(1, () => ({}));
    expect(await block(fake.ports(), ids(101).at(-1) ?? "")).toHaveProperty("status", "blocked");
    expect(fake.policy).toHaveLength(20_480);
  });

  test("is left by the oldest entries that IAM blocks as well, with room for some more", async () => {
    const fake = crowd(0, (index) => (index % 2 ? { quarantined: "user u" } : {}));
    const newcomer = ids(101).at(-1) ?? "";

    expect(await block(fake.ports(), newcomer)).toHaveProperty("status", "blocked");

    // 24 bytes too many, and a slack of 1,024.
    const rested = ids(100)
      .filter((_, index) => index % 2)
      .slice(0, Math.ceil(1_048 / ENTRY));
    expect(fake.denylist.resting).toEqual(rested);
    expect(fake.denylist.userIds).toContain(newcomer);
    expectDenied(fake, ...ids(101).filter((id) => !rested.includes(id)));
  });

  test("lets entries rest as far as is needed when there are no more", async () => {
    const fake = crowd(0, (index) => (index === 7 ? { quarantined: "user u" } : {}));
    await block(fake.ports(), "AIDA00000000000000100");
    expect(fake.denylist.resting).toEqual([ids(8).at(-1)]);
  });

  test("isn't left by an entry that is being released: IAM won't block it for long", async () => {
    const fake = crowd(0, (index) => (index < 8 ? { quarantined: "user u" } : {}));
    for (const [userId, made] of fake.blocks) {
      if (userId !== ids(8).at(-1)) fake.blocks.set(userId, { ...made, releasedAt: AT });
    }
    await block(fake.ports(), ids(101).at(-1) ?? "");
    expect(fake.denylist.resting).toEqual([ids(8).at(-1)]);
  });

  test("never loses the entry that is just made, although IAM blocks it as well", async () => {
    const fake = crowd(0, (index) => (index === 7 ? { quarantined: "user u" } : {}));
    const newcomer = ids(101).at(-1) ?? "";
    fake.blocks.set(newcomer, {
      ...{ userId: newcomer, blockedAt: "2024-01-01T00:00:00Z", incident: "", who: "" },
      quarantined: "user old",
    });

    await block(fake.ports(), newcomer);

    expect(fake.denylist.resting).toEqual([ids(8).at(-1)]);
    expect(fake.denylist.userIds).toContain(newcomer);
  });

  test("without anybody in it whom IAM blocks makes the newcomer wait, and says so", async () => {
    const fake = crowd(0, () => ({}));
    const newcomer = ids(101).at(-1) ?? "";

    const outcome = await block(fake.ports(), newcomer);

    expect(outcome).toMatchObject({ status: "no-room", userId: newcomer });
    expect(outcome).toHaveProperty(
      "why",
      expect.stringMatching(/takes bucket policies of 20480 bytes; this one has 20480, with 101 /),
    );
    expect(fake.denylist.waiting).toEqual([newcomer]);
    expectDenied(fake, ...ids(100));
  });

  test("has the one who waits tried again with the next upload", async () => {
    const fake = crowd(0, () => ({}));
    const newcomer = ids(101).at(-1) ?? "";
    await block(fake.ports(), newcomer);
    fake.sets.userIds.delete(ids(1)[0] ?? "");

    expect(await block(fake.ports(), newcomer)).toHaveProperty("status", "blocked");
    expect(fake.denylist.waiting).toEqual([]);
    expectDenied(fake, ...ids(101).slice(1));
  });

  test("never costs a block its place that an earlier upload had made", async () => {
    const fake = crowd(0, () => ({}));
    fake.policies.push(policyLeaving(50 * ENTRY));

    await expect(block(fake.ports(), ids(1)[0] ?? "")).rejects.toThrow(
      /would have 216\d\d bytes, of which S3 takes 20480; it has/,
    );
    expect(fake.denylist.waiting).toEqual([]);
    expect(fake.denylist.userIds).toHaveLength(101);
  });

  test("is warned of above four fifths, while too few can rest", async () => {
    const fake = crowd(150, () => ({}));
    expect(await block(fake.ports(), "AIDAX")).toEqual({
      status: "blocked",
      userId: "AIDAX",
      warning: expect.stringMatching(
        /^the bucket policy has 168\d\d of 20480 bytes, with 102 denylist entries, .*release their entries/,
      ),
    });
  });

  test("is not warned of when those who can rest would bring it below", async () => {
    const fake = crowd(150, (index) => (index < 50 ? { quarantined: "user u" } : {}));
    expect(await block(fake.ports(), "AIDAX")).toEqual({ status: "blocked", userId: "AIDAX" });
  });

  test("is not warned of at four fifths", async () => {
    const fake = crowd(172, () => ({}));
    expect(await block(fake.ports(), "AIDAX")).not.toHaveProperty("warning");
  });
});

describe("an entry that rests", () => {
  const resting = (blockedAt: string) => {
    const fake = new FakeContainment();
    fake.addBlock("AROAY:*", { blockedAt, quarantined: "role reporting" });
    fake.sets.userIds.delete("AROAY:*");
    fake.sets.resting.add("AROAY:*");
    fake.policies.push(policyWith(statementOf(NOBODY)));
    return fake;
  };

  test("counts as blocked while the quarantine settles", async () => {
    const fake = resting("2026-01-01T11:55:11Z");
    expect(await block(fake.ports(), "AROAY:one")).toHaveProperty("status", "already-blocked");
    expect(fake.writes).toBe(0);
  });

  test("comes back when its principal still uploads after that", async () => {
    const fake = resting("2026-01-01T11:55:10Z");
    expect(await block(fake.ports(), "AROAY:one")).toHaveProperty("status", "blocked");
    expectDenied(fake, "AROAY:*");
    expect(fake.denylist.resting).toEqual([]);
  });
});

const foreign = [
  { Sid: "First", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "a" },
  { Effect: "Allow", Principal: { AWS: ["b", "a"] }, Action: ["z", "a"], Resource: "b" },
];

test("blocks made at the same time all end up in force, however their calls interleave, collide or see older policies", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 2, max: 5 }),
      fc.infiniteStream(fc.nat(9)),
      async (scheduler, count, chances) => {
        const fake = new FakeContainment();
        fake.policies.push(policyWith(foreign[0], statementOf(NOBODY), foreign[1]));
        const wanted = Array.from({ length: count }, (_, index) => `AIDA${index}`);
        const runs = wanted.map((id) => block(unruly(fake, scheduler, chances), id));

        await scheduler.waitFor(Promise.all(runs));

        expect(statementsOf(fake.policy)).toEqual([
          foreign[0],
          statementOf(...wanted, NOBODY),
          foreign[1],
        ]);
        expectDenied(fake, ...wanted);
      },
    ),
    { numRuns: 500 },
  );
});

/**
 * Lets the scheduler choose when each call takes effect, and separately when its caller hears; one
 * write in ten meets a conflict, one reading in five sees the policy before the last change.
 */
function unruly(
  fake: FakeContainment,
  scheduler: fc.Scheduler,
  chances: fc.Stream<number>,
): ContainPorts {
  const chance = () => chances.next().value as number;
  const working = fake.ports();
  const ports: ContainPorts = {
    ...working,
    readBucketPolicy: async (bucket) =>
      chance() < 2 && fake.policies.length > 2
        ? Promise.resolve(fake.policies.at(-2))
        : working.readBucketPolicy(bucket),
    writeBucketPolicy: async (bucket, policy) =>
      chance() === 0 ? Promise.resolve("conflict") : working.writeBucketPolicy(bucket, policy),
  };
  const wrapped = Object.entries(ports).map(
    ([name, port]: [string, unknown]): [string, unknown] => {
      if (name === "timeLeft") return [name, port];
      return [
        name,
        async (...args: unknown[]) => {
          await scheduler.schedule(Promise.resolve(), `${name} takes effect`);
          const result: unknown = await (port as (...args: unknown[]) => unknown)(...args);
          await scheduler.schedule(Promise.resolve(), `${name} is heard of`);
          return result;
        },
      ];
    },
  );
  return Object.fromEntries(wrapped) as unknown as ContainPorts;
}

test("the bucket that is guarded is the one that is read and written", async () => {
  const fake = new FakeContainment();
  const buckets: unknown[] = [];
  const { writeBucketPolicy } = fake.ports();
  await block(
    fake.ports({
      writeBucketPolicy: async (bucket, policy) => {
        buckets.push(bucket);
        return writeBucketPolicy(bucket, policy);
      },
    }),
    "AIDAX",
  );
  expect(buckets).toEqual([BUCKET]);
});
