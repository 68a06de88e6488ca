import { policyLimits } from "../../config/policy-limits";
import { type WardenConfig, wardenSchema } from "../../config/schema";
import { auditDocuments } from "../../policies/audit-documents";
import { policyJson } from "../../policies/document";
import { exampleInput, manyWorkloads } from "../support/example";

const withAccounts = (count: number): WardenConfig =>
  wardenSchema.parse(exampleInput({ workloads: manyWorkloads(count) }));

/** The most accounts that fit: found by asking, so that a shorter policy moves it. */
function mostAccounts(): number {
  let [fits, tooMany] = [1, 1000];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (policyLimits(withAccounts(middle)).length === 0) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

test("invitation mode stops at the account that a policy has no room for, and says which policy", () => {
  const most = mostAccounts();

  expect(most).toBeGreaterThan(50);
  expect(policyLimits(withAccounts(most))).toEqual([]);
  expect(policyLimits(withAccounts(most + 1))).toEqual([
    {
      path: "workloads",
      value: `${most + 1} accounts`,
      rule: expect.stringMatching(
        /^too many accounts for membership "invitation": the trail archive's bucket policy would take \d+ bytes, AWS allows 20480$/,
      ) as string,
    },
  ]);
});

test("the largest configuration fits every limit with the TLS statement that buckets add", () => {
  const documents = auditDocuments(withAccounts(mostAccounts()));

  expect(Buffer.byteLength(policyJson(documents.trailArchive))).toBeLessThan(20_480 - 200);
});
