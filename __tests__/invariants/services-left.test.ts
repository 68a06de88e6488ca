import type { ExistingInRegion } from "../../config/existing-schema";
import type { WardenConfig } from "../../config/schema";
import { committed, type Proven } from "../support/proof";
import { judgedBy } from "./spoiling";

/** The same stacks by a configuration that leaves something of every account to its owner. */
function leaving({ config, stacks }: Proven, inRegion: ExistingInRegion): Proven {
  const existing = { linkedRoles: {}, regions: { [config.homeRegion]: inRegion } };
  const left: WardenConfig = {
    ...config,
    auditAccount: { ...config.auditAccount, existing },
    workloads: config.workloads.map((workload) => ({ ...workload, existing })),
  };
  return { config: left, stacks };
}

const wantedBy = (rule: string, proven: Proven): readonly string[] =>
  judgedBy(rule, proven)
    .filter(({ verdict }) => verdict !== "not-applicable")
    .map(({ where }) => where.split(".")[0] ?? "");

test.each<[rule: string, left: ExistingInRegion]>([
  ["guardduty-on", { detector: "leave" }],
  ["security-hub-on", { securityHub: "leave" }],
  ["macie-on", { macie: "leave" }],
  ["findings-gathered", { findingAggregator: "leave" }],
])("%s asks nothing of what is left to its owner", (rule, inRegion) => {
  const proven = committed("invitation");

  expect(wantedBy(rule, proven).length).toBeGreaterThan(0);
  expect(wantedBy(rule, leaving(proven, inRegion))).toEqual([]);
});

test("members join whoever made their hubs", () => {
  const proven = committed("invitation");

  expect(wantedBy("members-joined", leaving(proven, { securityHub: "leave" }))).toEqual([
    ...proven.config.workloads.map(() => "audit aws_securityhub_member"),
    ...proven.config.workloads.map(
      ({ name }) => `workload-${name} aws_securityhub_invite_accepter`,
    ),
  ]);
});

test("the administrator's services are wanted once a region, a member's at its own", () => {
  expect(wantedBy("guardduty-on", committed("organization"))).toEqual([
    ...["audit", "audit-eu-west-1"].flatMap((stack) => [
      `${stack} aws_guardduty_detector`,
      `${stack} aws_guardduty_detector_feature`,
    ]),
    ...["audit-organization", "audit-organization-eu-west-1"].flatMap((stack) => [
      `${stack} aws_guardduty_organization_configuration`,
      `${stack} aws_guardduty_organization_configuration_feature`,
    ]),
  ]);
});
