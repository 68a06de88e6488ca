import fc from "fast-check";
import { contain, type ContainPorts } from "../../../lambda/responder/contain";
import { denylistStatement, NOBODY } from "../../../lambda/responder/denylist";
import { FakeAws } from "./fake-aws";
import { BUCKET } from "./fixtures";

const ARN = `arn:aws:s3:::${BUCKET}`;
const block = (userId: string, ports: ContainPorts) =>
  contain({ bucket: BUCKET, bucketArn: ARN, userId }, ports);

const policyOf = (aws: FakeAws) =>
  JSON.parse(aws.bucketPolicy ?? "{}") as { Statement?: unknown[] };
const expectDenied = (aws: FakeAws, ...userIds: string[]) => {
  expect(policyOf(aws).Statement).toContainEqual(
    denylistStatement(ARN, [...userIds, NOBODY].sort()),
  );
};

test("a new block is in the ledger and in the bucket policy, and nobody stays on the list", async () => {
  const aws = new FakeAws();

  expect(await block("AIDAX", aws.ports())).toEqual({ status: "blocked", userId: "AIDAX" });

  expect([...aws.denylist]).toEqual([NOBODY, "AIDAX"]);
  expectDenied(aws, "AIDAX");
});

test("blocking again writes nothing", async () => {
  const aws = new FakeAws();
  await block("AIDAX", aws.ports());

  expect(await block("AIDAX", aws.ports())).toHaveProperty("status", "already-blocked");
  expect(aws.policyWrites).toBe(1);
});

test("blocking one never lets another go", async () => {
  const aws = new FakeAws();
  await block("AIDAX", aws.ports());
  await block("AROAY:*", aws.ports());
  expectDenied(aws, "AIDAX", "AROAY:*");
});

test("a session of a role that is blocked whole adds no entry", async () => {
  const aws = new FakeAws();
  await block("AROAY:*", aws.ports());

  expect(await block("AROAY:made-up-name", aws.ports())).toHaveProperty(
    "status",
    "already-blocked",
  );
  expect([...aws.denylist]).toEqual([NOBODY, "AROAY:*"]);
});

test("a block that somebody took out of the policy is put back", async () => {
  const aws = new FakeAws();
  await block("AIDAX", aws.ports());
  aws.bucketPolicy = undefined;

  expect(await block("AIDAX", aws.ports())).toHaveProperty("status", "blocked");
  expectDenied(aws, "AIDAX");
});

test("a write that met another one is repeated after a pause that grows", async () => {
  const aws = new FakeAws();
  const pauses: number[] = [];
  const { writeBucketPolicy } = aws.ports();
  const ports = aws.ports({
    writeBucketPolicy: async (bucket, policy) =>
      pauses.length < 3 ? Promise.resolve("conflict") : writeBucketPolicy(bucket, policy),
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });

  expect(await block("AIDAX", ports)).toHaveProperty("status", "blocked");
  expect(pauses).toEqual([50, 100, 200, 400]);
});

test("a policy that never comes to say what the ledger says is a failure, not an endless loop", async () => {
  const aws = new FakeAws();
  const ports = aws.ports({ readBucketPolicy: async () => Promise.resolve(undefined) });

  await expect(block("AIDAX", ports)).rejects.toThrow("still differs after 10 attempts");
});

test("a policy that would outgrow S3's limit is not written, and both sizes are named", async () => {
  const aws = new FakeAws();
  const large = JSON.stringify({ Statement: [{ Sid: "Large", Resource: "x".repeat(20_000) }] });
  aws.bucketPolicy = large;

  await expect(block("AIDAX", aws.ports())).rejects.toThrow(
    new RegExp(`would have \\d{5} bytes, of which S3 takes 20480; it has ${large.length}`),
  );
  expect(aws.bucketPolicy).toBe(large);
});

test("a policy of exactly the limit is written, one byte more is not", async () => {
  const bytesWith = (filler: number) => {
    const statements = [{ Sid: "x".repeat(filler) }, denylistStatement(ARN, ["AIDAX", NOBODY])];
    return JSON.stringify({ Version: "2012-10-17", Statement: statements }).length;
  };
  const outcomes = [0, 1].map(async (more) => {
    const aws = new FakeAws();
    const filler = 20_480 - bytesWith(0) + more;
    aws.bucketPolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "x".repeat(filler) }],
    });
    return block("AIDAX", aws.ports());
  });

  await expect(outcomes[0]).resolves.toHaveProperty("status", "blocked");
  await expect(outcomes[1]).rejects.toThrow("would have 20481 bytes");
});

test("blocks made at the same time all end up in force, however their calls interleave", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
      const aws = new FakeAws();
      const ids = Array.from({ length: count }, (_, index) => `AIDA${index}`);
      const runs = Promise.all(ids.map((id) => block(id, interleaved(aws.ports(), scheduler))));

      await scheduler.waitFor(runs);

      expectDenied(aws, ...ids);
    }),
    { numRuns: 300 },
  );
});

/** Lets the scheduler choose when each call takes effect, and separately when its caller hears. */
function interleaved(ports: ContainPorts, scheduler: fc.Scheduler): ContainPorts {
  const wrap =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve(), `${name} takes effect`);
      const result = await call(...args);
      await scheduler.schedule(Promise.resolve(), `${name} is heard of`);
      return result;
    };
  return {
    readDenylist: wrap("readDenylist", ports.readDenylist),
    addToDenylist: wrap("addToDenylist", ports.addToDenylist),
    readBucketPolicy: wrap("readBucketPolicy", ports.readBucketPolicy),
    writeBucketPolicy: wrap("writeBucketPolicy", ports.writeBucketPolicy),
    sleep: ports.sleep,
  };
}
