import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../config/load";
import "../../proof/jest";
import { synthesize } from "../../stacks/synthesize";

const config = loadConfig("warden.config.ts");
const team = "security-team@example.com";
const stacks = mkdtempSync(path.join(tmpdir(), "stacks-"));

beforeAll(() => {
  synthesize(config, stacks);
});
afterAll(() => {
  rmSync(stacks, { recursive: true });
});

test("a grave threat to the payments account reaches the security team", async () => {
  await expect(stacks).toDeliver({ config, finding: "guardduty", severity: "HIGH", to: team });
});

test("so does whoever stops its trail", async () => {
  const event = {
    source: "aws.cloudtrail",
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventSource: "cloudtrail.amazonaws.com",
      eventName: "StopLogging",
      requestParameters: { name: "acme-warden" },
      userIdentity: { type: "IAMUser", userName: "mallory" },
    },
  };
  await expect(stacks).toDeliver({ event, from: "workload-payments", to: team });
});

test("what is below the threshold is left to GuardDuty's console", async () => {
  await expect(stacks).not.toDeliver({ config, finding: "guardduty", severity: "LOW", to: team });
});
