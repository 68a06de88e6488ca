import * as guardduty from "@aws-sdk/client-guardduty";
import * as macie from "@aws-sdk/client-macie2";
import * as securityhub from "@aws-sdk/client-securityhub";
import { blocksOf, textOf } from "../../../proof/model/resource";
import { type Examined } from "../check";
import { asSynthesized, type Expectation } from "../expectation";

/** What the administrator switches on in every account of the organization, members to come included. */
const organizationDetection = ({ clients: { guardduty: client }, once }: Examined) =>
  once("organization's detection", async () => {
    const { DetectorIds: [DetectorId] = [] } = await client.send(
      new guardduty.ListDetectorsCommand({}),
    );
    return client.send(new guardduty.DescribeOrganizationConfigurationCommand({ DetectorId }));
  });

const detection: Expectation = {
  id: "organization-detection",
  type: "aws_guardduty_organization_configuration",
  subject: () => "GuardDuty",
  wanted: ({ resolved }) => ({
    AutoEnableOrganizationMembers: resolved.value("auto_enable_organization_members"),
  }),
  found: async (examined) => ({ ...(await organizationDetection(examined)) }),
};

const detectionFeature: Expectation = {
  id: "organization-detection-feature",
  type: "aws_guardduty_organization_configuration_feature",
  wanted: ({ resolved }) => ({ AutoEnable: resolved.value("auto_enable") }),
  found: async (examined) => {
    const { Features = [] } = await organizationDetection(examined);
    const name = textOf(examined.resolved, "name");
    return { ...Features.find(({ Name }) => Name === name) };
  },
};

const discovery: Expectation = {
  id: "organization-macie",
  type: "aws_macie2_organization_configuration",
  subject: () => "Macie",
  wanted: ({ resolved }) => ({ autoEnable: resolved.value("auto_enable") }),
  found: async ({ clients: { macie: client } }) => ({
    ...(await client.send(new macie.DescribeOrganizationConfigurationCommand({}))),
  }),
};

const discoveryMember: Expectation = {
  id: "macie-member",
  type: "aws_macie2_member",
  subject: ({ resolved }) => textOf(resolved, "account_id") ?? "",
  wanted: ({ resolved }) => ({
    relationshipStatus: resolved.value("status") === "PAUSED" ? "Paused" : "Enabled",
  }),
  found: async ({ resolved, clients: { macie: client } }) => ({
    ...(await client.send(new macie.GetMemberCommand({ id: textOf(resolved, "account_id") }))),
  }),
};

const hubs: Expectation = {
  id: "organization-security-hub",
  type: "aws_securityhub_organization_configuration",
  subject: () => "Security Hub",
  wanted: ({ resolved }) => ({
    ConfigurationType: blocksOf(resolved, "organization_configuration")[0]?.configuration_type,
  }),
  found: async ({ clients: { securityhub: client } }) => ({
    ...(await client.send(new securityhub.DescribeOrganizationConfigurationCommand({})))
      .OrganizationConfiguration,
  }),
};

export const organizationChecks = [
  detection,
  detectionFeature,
  discovery,
  discoveryMember,
  hubs,
].map(asSynthesized);
