import { type WardenInput } from "../../config/schema";
import { parseConfig } from "../../config/load";

type Changes = Partial<WardenInput>;

export const AUDIT = "111111111111";
export const PAYMENTS = "222222222222";

/** The smallest configuration, with one workload. */
export const exampleInput = (changes: Changes = {}): WardenInput => ({
  prefix: "acme",
  homeRegion: "us-east-1",
  auditAccount: {
    id: AUDIT,
    subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
  },
  workloads: [exampleWorkload()],
  ...changes,
});

type WorkloadInput = WardenInput["workloads"][number];

export const exampleWorkload = (changes: Partial<WorkloadInput> = {}): WorkloadInput => ({
  name: "payments",
  accountId: PAYMENTS,
  bucketName: "acme-payments",
  ...changes,
});

export const exampleConfig = (changes: Changes = {}) =>
  parseConfig("warden.config.ts", exampleInput(changes));

/** `count` workload accounts, each different from all others. */
export const manyWorkloads = (count: number): WorkloadInput[] =>
  Array.from({ length: count }, (_, index) =>
    exampleWorkload({
      name: `w${index}`,
      accountId: String(300_000_000_000 + index),
      bucketName: `acme-bucket-${index}`,
    }),
  );

export const ORGANIZATION = {
  id: "o-a1b2c3d4e5",
  rootId: "r-ab12",
  managementAccountId: "999999999999",
};

export const organizationInput = (changes: Changes = {}) =>
  exampleInput({ membership: "organization", organization: ORGANIZATION, ...changes });

export const organizationConfig = (changes: Changes = {}) =>
  parseConfig("warden.config.ts", organizationInput(changes));
