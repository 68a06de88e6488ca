import type { ControlLevel, NamedPolicy } from "../../decisions/judge";
import type { Estate } from "../model/estate";
import { controlPolicies } from "../model/policies";
import type { CallerAsker, ServiceAsker } from "./asker";

export const EVERYTHING: NamedPolicy = {
  name: "whatever-iam-lets",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

const FULL_AWS_ACCESS: NamedPolicy = { ...EVERYTHING, name: "FullAWSAccess" };

/** Members of the organization carry its id; services say it of the account they act for. */
const organizationContext = (estate: Estate, key: string, accountId: string | undefined) => {
  const { organization } = estate.assumptions;
  return organization && accountId !== undefined && organization.accountIds.includes(accountId)
    ? { [key]: organization.id }
    : {};
};

export const serviceContext = (
  estate: Estate,
  { service, sourceArn, sourceAccount }: ServiceAsker,
) => ({
  "aws:PrincipalIsAWSService": "true",
  "aws:PrincipalServiceName": service,
  "aws:SecureTransport": "true",
  ...(sourceArn !== undefined && { "aws:SourceArn": sourceArn }),
  ...(sourceAccount !== undefined && { "aws:SourceAccount": sourceAccount }),
  ...organizationContext(estate, "aws:SourceOrgID", sourceAccount),
});

export const callerContext = (
  estate: Estate,
  { arn, userId, accountId }: Omit<CallerAsker, "policies">,
) => ({
  "aws:PrincipalArn": arn.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*/, ":iam::$1:role/$2"),
  "aws:PrincipalAccount": accountId,
  "aws:PrincipalIsAWSService": "false",
  "aws:SecureTransport": "true",
  "aws:MultiFactorAuthPresent": "false",
  ...(userId !== undefined && { "aws:userid": userId }),
  ...organizationContext(estate, "aws:PrincipalOrgID", accountId),
});

/**
 * What the organization's service control policies leave. Which accounts a unit holds stands in no
 * stack: a policy on a unit is taken to bear on all members, so that what it denies is seen.
 */
export function controlsOf(estate: Estate, accountId: string): readonly ControlLevel[] {
  if (!estate.assumptions.organization?.accountIds.includes(accountId)) return [];
  const bearing = controlPolicies(estate).filter(
    ({ target }) => !/^\d{12}$/.test(target) || target === accountId,
  );
  return bearing.length === 0
    ? []
    : [{ id: "organization", policies: [FULL_AWS_ACCESS, ...bearing.map(({ policy }) => policy)] }];
}
