import { parseConfig } from "../config/load";
import type { WardenConfig } from "../config/schema";

const PEOPLE = 100_000_000_000;
const WORKLOADS = 300_000_000_000;

export interface EstateOptions {
  /** @default none */
  readonly furtherRegions?: readonly string[];
}

/** The configuration as its user writes it: an organization, no two of whose accounts are alike. */
export const estateInput = (accounts: number, { furtherRegions = [] }: EstateOptions = {}) => ({
  prefix: "acme-warden",
  homeRegion: "us-east-1",
  furtherRegions,
  membership: "organization",
  organization: {
    id: "o-a1b2c3d4e5",
    rootId: "r-ab12",
    managementAccountId: String(PEOPLE + 1),
    guardrailTargets: ["ou-ab12-workloads1"],
  },
  auditAccount: {
    id: String(PEOPLE + 2),
    subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
  },
  workloads: Array.from({ length: accounts }, (_, index) => {
    const accountId = String(WORKLOADS + index);
    return {
      name: `w${index}`,
      accountId,
      bucketName: `acme-bucket-${index}`,
      allowedUploaders: [`arn:aws:iam::${accountId}:role/ingest`],
      breakGlass: [`arn:aws:iam::${accountId}:role/break-glass`],
      responseMode: index % 3 === 2 ? "prevent" : "respond",
      malwareProtection: index % 3 === 0,
    };
  }),
});

/** An organization with as many workload accounts. */
export const organizationOf = (accounts: number, options?: EstateOptions): WardenConfig =>
  parseConfig("bench", estateInput(accounts, options));
