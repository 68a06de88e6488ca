import type { ControlLevel, NamedPolicy } from "../../decisions/judge";
import { onceFor } from "../../decisions/known";
import type { Estate } from "../model/estate";
import { type AttachedControl, controlPolicies, resourceControls } from "../model/policies";
import type { CallerAsker, ServiceAsker } from "./asker";
import { openLevel } from "./open-level";

export const EVERYTHING: NamedPolicy = {
  name: "whatever-iam-lets",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

const FULL_AWS_ACCESS: NamedPolicy = { ...EVERYTHING, name: "FullAWSAccess" };

/** Asked of thousands of accounts, for every decision. */
const setOf = onceFor((ids: readonly string[]): ReadonlySet<string> => new Set(ids));

/** Members of the organization carry its id; services say it of the account they act for. */
const organizationContext = (estate: Estate, key: string, accountId: string | undefined) => {
  const { organization } = estate.assumptions;
  return organization && accountId !== undefined && setOf(organization.accountIds).has(accountId)
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

const OF_SESSION = /:sts::(\d+):assumed-role\/([^/]+)\/.*/;

export const callerContext = (
  estate: Estate,
  { arn, userId, accountId, longLived }: Omit<CallerAsker, "policies">,
) => ({
  ...(arn.startsWith("arn:") && {
    "aws:PrincipalArn": arn.replace(OF_SESSION, ":iam::$1:role/$2"),
  }),
  "aws:PrincipalAccount": accountId,
  "aws:PrincipalIsAWSService": "false",
  "aws:SecureTransport": "true",
  ...(!longLived && { "aws:MultiFactorAuthPresent": "false" }),
  ...(userId !== undefined && { "aws:userid": userId }),
  ...organizationContext(estate, "aws:PrincipalOrgID", accountId),
});

/** Whether the organization's policies bear on an account: never on its management account. */
function isMember({ assumptions }: Estate, accountId: string): boolean {
  const { organization } = assumptions;
  return (
    organization !== undefined &&
    setOf(organization.accountIds).has(accountId) &&
    organization.managementAccountId !== accountId
  );
}

/**
 * What is attached to the account, the root, or a unit. Which accounts a unit holds stands in no
 * stack: unless that is assumed, its level is an open one, and may deny or not.
 */
function levelsFor(
  { assumptions }: Estate,
  attached: readonly AttachedControl[],
  accountId: string,
): readonly ControlLevel[] {
  const bearing = attached.filter(({ target }) => !isAccount(target) || target === accountId);
  const holds = (unit: string) =>
    setOf(assumptions.organization?.units?.[unit] ?? NONE).has(accountId);
  return [...new Set(bearing.map(({ target }) => target))].map((id) => ({
    id: isUnit(id) && !holds(id) ? openLevel(id) : id,
    policies: [
      ...bearing
        .filter(({ target }) => target === id)
        .map(({ policy: { name, policy } }) => ({ name, policy })),
    ],
  }));
}

const NONE: readonly string[] = [];

const isAccount = (target: string): boolean => /^\d{12}$/.test(target);
const isUnit = (target: string): boolean => target.startsWith("ou-");

/** What service control policies leave to the account's principals; AWS's own allows everything. */
export const controlsOf = (estate: Estate, accountId: string): readonly ControlLevel[] =>
  isMember(estate, accountId)
    ? levelsFor(estate, controlPolicies(estate), accountId).map(({ id, policies }) => ({
        id,
        policies: [FULL_AWS_ACCESS, ...policies],
      }))
    : [];

/** What resource control policies leave to whoever comes to the account's resources. */
export const resourceControlsOf = (estate: Estate, accountId: string): readonly ControlLevel[] =>
  isMember(estate, accountId) ? levelsFor(estate, resourceControls(estate), accountId) : [];
