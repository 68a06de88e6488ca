import { parseConfig } from "../../config/load";
import { type WardenConfig, type Workload } from "../../config/schema";

const FIRST_ACCOUNT = 300_000_000_000;

/**
 * A configuration of as many workload accounts as are asked for, all alike: each is a world of its
 * own beside the audit account. More of them than a real topic policy has room for.
 */
export function stageConfig(accounts: number): WardenConfig {
  const config = parseConfig("the stage", {
    prefix: "stage",
    homeRegion: "us-east-1",
    auditAccount: {
      id: "111111111111",
      subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
    },
    workloads: [{ name: "w0", accountId: String(FIRST_ACCOUNT), bucketName: "stage-bucket-0" }],
  });
  const [first] = config.workloads;
  if (first === undefined) return config;
  const workloads = Array.from({ length: accounts }, (_, index) => numbered(first, index));
  return { ...config, workloads };
}

const numbered = (workload: Workload, index: number): Workload => ({
  ...workload,
  name: `w${index}`,
  accountId: String(FIRST_ACCOUNT + index),
  bucketName: `stage-bucket-${index}`,
});
