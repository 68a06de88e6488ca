import { POLICY_BYTES, policyLimits, sizesOf } from "../../config/policy-limits";
import { type WardenConfig, wardenSchema } from "../../config/schema";
import { exampleInput, manyWorkloads } from "../support/example";
import { resources, synthesizedStack } from "../support/synthesized";

type Input = ReturnType<typeof exampleInput>;
interface Names {
  readonly title: string;
  readonly changes: Partial<Input>;
}

/** What stands in the policies once for each account is made of the prefix and the region. */
const SHORT: Names = { title: "the shortest names", changes: { prefix: "acm" } };
const LONG: Names = {
  title: "the longest names",
  changes: {
    prefix: "a".repeat(24),
    homeRegion: "ap-southeast-1",
    deploymentRole: "D".repeat(64),
    auditAccount: { ...exampleInput().auditAccount, topics: "by-severity" },
  },
};

const withAccounts = (count: number, { changes }: Names): WardenConfig =>
  wardenSchema.parse(exampleInput({ ...changes, workloads: manyWorkloads(count) }));

/** The most accounts that are accepted: found by asking, so that a shorter policy moves it. */
function mostAccounts(names: Names): number {
  let [fits, tooMany] = [1, 200];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (policyLimits(withAccounts(middle, names)).length === 0) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

const TYPES = {
  aws_cloudwatch_event_bus_policy: POLICY_BYTES.bus,
  aws_kms_key: POLICY_BYTES.key,
  aws_s3_bucket_policy: POLICY_BYTES.bucket,
  aws_sns_topic_policy: POLICY_BYTES.topic,
} as const;

/** Bytes of every policy that the audit stack writes, and what AWS takes of its type. */
function written(config: WardenConfig) {
  const stack = synthesizedStack(config, "audit");
  return Object.entries(TYPES).flatMap(([type, most]) =>
    resources(stack, type).map(([address, { policy }]) => ({
      address,
      bytes: Buffer.byteLength(String(policy)),
      most,
    })),
  );
}

describe.each([SHORT, LONG])("invitation mode with $title", (names) => {
  const most = mostAccounts(names);

  test("refuses one account too many, and says which policy, its size, the room, and the way out", () => {
    const tooMany = withAccounts(most + 1, names);
    const { trailArchive } = sizesOf(tooMany);

    expect(trailArchive).toBeGreaterThan(POLICY_BYTES.bucket);
    expect(policyLimits(tooMany)).toEqual([
      {
        path: "workloads",
        value: `${most + 1} accounts`,
        rule:
          'too many accounts for membership "invitation": the trail archive\'s bucket policy ' +
          `would take ${trailArchive} bytes, AWS allows 20480, which is room for ${most} accounts; ` +
          'membership "organization" has no such limit (docs/organization.md)',
      },
    ]);
  });

  test("writes, with as many accounts as it accepts, no policy that AWS would refuse", () => {
    const policies = written(withAccounts(most, names));

    expect(policies.length).toBeGreaterThan(8);
    expect(policies.filter(({ bytes, most: allowed }) => bytes > allowed)).toEqual([]);
  });

  test("refuses by the bytes that the stack would write, not by a guess above them", () => {
    const config = withAccounts(most, names);
    const bytes = written(config).map((policy) => policy.bytes);

    for (const size of Object.values(sizesOf(config))) expect(bytes).toContain(size);
  });
});

test("of several policies that are too long, the one with the least room is told", () => {
  const config = withAccounts(400, SHORT);
  const { trailArchive, logsKey } = sizesOf(config);

  expect(logsKey).toBeGreaterThan(POLICY_BYTES.key);
  expect(policyLimits(config).map(({ rule }) => rule)).toEqual([
    expect.stringContaining(`${trailArchive} bytes, AWS allows 20480, which is room for 1`),
  ]);
});
